"""Logging in: who comes in, how often one may try, when a session ends, and the second factor."""

import re
import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from tests.factories import make_user
from tests.matrix import Gebiedsdingen, get_addresses
from tests.redactie import edit, log_in, make_draft, page_data
from tests.toegang import WACHTWOORD, calculate_code, enrol, is_in, log_in_by_form

pytestmark = pytest.mark.django_db
VERKEERD = "horen niet bij elkaar"
TE_VAAK = "Over 15 minuten kunt u het weer proberen"


@pytest.fixture
def beheer():
    return make_user(email="beheer@example.org")


@pytest.fixture
def clock(monkeypatch):
    """A clock that a test moves on by hand."""

    class Clock:
        now = timezone.now()

        def forward(self, **duration):
            self.now += timedelta(**duration)

    clock = Clock()
    monkeypatch.setattr(timezone, "now", lambda: clock.now)
    return clock


class TestInloggen:
    def test_staff_come_in_the_admin_and_others_on_the_site(self, beheer):
        assert log_in_by_form()["Location"] == "/admin/"
        get_user_model().objects.create_user("bewoner", password=WACHTWOORD)
        assert log_in_by_form("bewoner")["Location"] == "/"

    def test_a_member_who_knocks_at_the_admin_reads_why_it_stays_shut(self):
        get_user_model().objects.create_user("bewoner", password=WACHTWOORD)
        html = log_in_by_form("bewoner").client.get("/admin/", follow=True).content.decode()
        assert "U bent al ingelogd als bewoner" in html and "Met dat account kunt u daar niet bij" in html

    def test_one_returns_to_where_one_was_going_but_not_to_another_site(self, beheer):
        client = Client()
        asked = client.get("/admin/reports/", follow=True)
        address = asked.redirect_chain[-1][0]
        assert address == "/inloggen/?next=%2Fadmin%2Freports%2F"
        data = {"login": "beheer", "password": WACHTWOORD}
        assert client.post(address, data)["Location"] == "/admin/reports/"
        assert Client().post("/inloggen/?next=https://evil.example/", data)["Location"] == "/admin/"

    def test_there_is_one_way_in(self, beheer):
        data = {"username": "beheer", "login": "beheer", "password": WACHTWOORD}
        for address in ("/admin/login/", "/_util/login/", "/admin/password_reset/"):
            client = Client()
            response = client.post(address, data)
            assert response.status_code == 302 and response["Location"].startswith("/inloggen/")
            assert not is_in(client)
        assert Client().get("/admin/password_reset/confirm/MQ/set-password/").status_code == 404

    def test_nobody_signs_up(self):
        names = {pattern.name for pattern in get_resolver().url_patterns if getattr(pattern, "name", None)}
        assert "account_signup" not in names and "account_email" not in names
        assert Client().get("/inloggen/signup/").status_code == 404

    def test_known_and_unknown_names_get_the_same_answer_after_the_same_time(self, beheer, settings):
        settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
        beheer.set_password(WACHTWOORD)
        beheer.save()

        def measure(naam):
            start = time.thread_time()
            html = log_in_by_form(naam, "fout-wachtwoord").content.decode()
            took = time.thread_time() - start
            return took, re.sub(r'value="[^"]*"', "", html)

        known, unknown = zip(*((measure("beheer"), measure("onbekend")) for _ in range(4)), strict=True)
        assert VERKEERD in known[0][1]
        assert {html for _, html in known} == {html for _, html in unknown}
        times = [statistics.median(took for took, _ in results) for results in (known, unknown)]
        assert max(times) < min(times) * 1.5

    def test_an_account_that_is_closed_does_not_come_in(self, beheer):
        beheer.is_active = False
        beheer.save()
        response = log_in_by_form()
        assert response["Location"] == reverse("account_inactive")
        assert not is_in(response.client)

    def test_the_session_gets_a_new_number_and_an_old_one_is_dead_after_logout(self, beheer):
        client = Client()
        client.get("/inloggen/")
        log_in_by_form(client=client)
        key = client.cookies["sessie"].value
        client.post("/admin/logout/")
        client.cookies["sessie"] = key
        assert not is_in(client)

    def test_demo_accounts_are_only_in_the_demo(self, settings):
        settings.DEMO = False
        with pytest.raises(CommandError):
            call_command("start_demo")
        assert not get_user_model().objects.exists()


class TestPogingen:
    def test_five_wrong_passwords_and_one_waits(self, beheer):
        for _ in range(5):
            assert VERKEERD in log_in_by_form(wachtwoord="fout").content.decode()
        response = log_in_by_form()
        assert TE_VAAK in response.content.decode()
        assert not is_in(response.client)

    def test_an_outsider_does_not_lock_a_colleague_out(self, beheer):
        for _ in range(30):
            log_in_by_form(wachtwoord="fout", adres="203.0.113.7")
        assert TE_VAAK in log_in_by_form(adres="203.0.113.7").content.decode()
        assert log_in_by_form(adres="10.0.0.1").status_code == 302

    def test_one_password_on_many_names_is_stopped_at_the_address(self, beheer):
        answers = [log_in_by_form(f"naam{number}", "Welkom123456").content.decode() for number in range(21)]
        assert VERKEERD in answers[19] and TE_VAAK in answers[20]
        assert log_in_by_form(adres="10.0.0.2").status_code == 302

    def test_other_capitals_are_the_same_name(self, beheer):
        for naam in ("beheer", "Beheer", "BEHEER", " beheer", "beheer "):
            log_in_by_form(naam, "fout")
        assert TE_VAAK in log_in_by_form().content.decode()

    def test_a_client_cannot_make_up_its_address(self, beheer, settings):
        for number in range(5):
            log_in_by_form(wachtwoord="fout", headers={"x-forwarded-for": f"198.51.100.{number}"})
        assert TE_VAAK in log_in_by_form().content.decode()

    def test_behind_a_proxy_only_what_the_proxy_saw_counts(self, beheer, settings):
        settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
        for number in range(5):
            chain = {"x-forwarded-for": f"198.51.100.{number}, 203.0.113.7"}
            log_in_by_form(wachtwoord="fout", headers=chain)
        assert TE_VAAK in log_in_by_form(headers={"x-forwarded-for": "203.0.113.7"}).content.decode()
        assert log_in_by_form(headers={"x-forwarded-for": "203.0.113.8"}).status_code == 302

    def test_of_many_at_once_one_takes_the_lock(self):
        # Much to write, so that looking and writing lie far apart.
        much = b"x" * 2_000_000
        with ThreadPoolExecutor(8) as pool:
            assert list(pool.map(lambda _: cache.add("slot", much), range(8))).count(True) == 1

    def test_wrong_codes_are_counted_too(self, beheer):
        client = log_in_by_form().client
        secret, _ = enrol(client)
        client = log_in_by_form().client
        for _ in range(5):
            assert "Deze code klopt niet" in client.post(reverse("mfa_authenticate"), {"code": "000"}).content.decode()
        html = client.post(reverse("mfa_authenticate"), {"code": calculate_code(secret)}).content.decode()
        assert TE_VAAK in html and not is_in(client)


class TestWachtwoord:
    ZWAK = {
        "kort-woord1": "Neem minstens 12 tekens",
        "qwertyuiop123": "te algemeen",
        "jan.de.vries": "lijkt te veel",
        "W@chtwoord2026!": "te makkelijk te raden",
        "123456789012": "te makkelijk te raden",
    }

    @pytest.fixture
    def jan(self):
        return get_user_model().objects.create_user("jan.de.vries", "jan@example.org", WACHTWOORD)

    def reset(self, client, wachtwoord):
        mail.outbox.clear()
        client.post(reverse("account_reset_password"), {"email": "jan@example.org"})
        address = re.search(r"http://\S+(/inloggen/vergeten/\S+)", mail.outbox[0].body)[1]
        asked = client.get(address, follow=True)
        page = asked.redirect_chain[-1][0]
        return client.post(page, {"password1": wachtwoord, "password2": wachtwoord}, follow=True)

    @pytest.mark.parametrize("wachtwoord", ZWAK)
    def test_a_weak_one_is_refused_everywhere(self, jan, wachtwoord):
        reason = self.ZWAK[wachtwoord]
        assert reason in self.reset(Client(), wachtwoord).content.decode()
        client = Client()
        client.force_login(jan)
        data = {"oldpassword": WACHTWOORD, "password1": wachtwoord, "password2": wachtwoord}
        assert reason in client.post(reverse("account_change_password"), data).content.decode()
        client.force_login(make_user())
        data = {"username": "jan.de.vries", "email": "jan@example.org", "first_name": "Jan", "last_name": "de Vries"}
        data |= {"password1": wachtwoord, "password2": wachtwoord, "is_active": "on"}
        assert reason in client.post(reverse("wagtailusers_users:edit", args=[jan.pk]), data).content.decode()
        html = client.post(reverse("wagtailusers_users:add"), data | {"username": "jan.de.vries."}).content.decode()
        assert reason in html
        jan.refresh_from_db()
        assert jan.check_password(WACHTWOORD)

    def test_forgotten_and_chosen_anew(self, jan, settings):
        html = self.reset(Client(), "kersenbloesem-in-mei").content.decode()
        assert "Log in met uw nieuwe wachtwoord" in html
        assert mail.outbox[0].subject == "Nieuw wachtwoord voor Samen maken we Alkmaar"
        assert settings.SITE_URL in mail.outbox[0].body
        assert mail.outbox[1].subject == "Uw wachtwoord is veranderd"
        assert log_in_by_form("jan.de.vries", "kersenbloesem-in-mei").status_code == 302

    def test_nobody_learns_which_address_is_known(self, jan):
        answers = [
            Client().post(reverse("account_reset_password"), {"email": address}, follow=True).content
            for address in ("jan@example.org", "onbekend@example.org")
        ]
        assert answers[0] == answers[1]
        assert len(mail.outbox) == 1

    def test_a_change_ends_the_other_sessions(self, jan):
        een, twee = (log_in_by_form("jan.de.vries").client for _ in range(2))
        data = {"oldpassword": WACHTWOORD, "password1": "kersenbloesem-in-mei", "password2": "kersenbloesem-in-mei"}
        een.post(reverse("account_change_password"), data)
        assert is_in(een) and not is_in(twee)


class TestSessie:
    def test_ends_after_half_an_hour_without_a_click(self, beheer, clock):
        client = log_in_by_form().client
        assert is_in(client)
        for _ in range(3):
            clock.forward(minutes=29)
            assert is_in(client)
        clock.forward(minutes=31)
        html = client.get("/admin/", follow=True).content.decode()
        assert "Uw sessie is verlopen." in html
        assert not is_in(client)

    def test_ends_after_twelve_hours_of_work(self, beheer, clock):
        client = log_in_by_form().client
        minutes = 0
        while is_in(client) and minutes < 1000:
            clock.forward(minutes=10)
            minutes += 10
        assert minutes == 12 * 60

    def test_a_test_client_begins_its_session_now(self, beheer, client):
        client.force_login(beheer)
        assert is_in(client)
        assert UserSession.objects.get().user == beheer

    def test_what_the_editor_asks_by_itself_is_no_work(self, mare, clock):
        schrijver = log_in("Redacteur De Mare")
        page = make_draft(mare, user=schrijver.user)
        html = schrijver.get(edit(page)).content.decode()
        address = re.search(r"/admin/editing-sessions/ping/[\w/]+", html)[0]
        for _ in range(31):
            clock.forward(minutes=1)
            last = schrijver.post(address, headers={"x-requested-with": "XMLHttpRequest"})
        assert last.status_code == 403
        # The ping came before the click that brings what was typed.
        response = schrijver.post(edit(page), page_data(page, title="Getypt"))
        assert response.wsgi_request.verlopen_gebruiker == schrijver.user.pk
        assert response.status_code == 302 and response["Location"].startswith("/inloggen/")
        # So does a second screen of the same browser.
        response = schrijver.post(edit(page), page_data(page, title="Ook getypt"))
        assert response.wsgi_request.verlopen_gebruiker == schrijver.user.pk

    def test_saving_by_itself_is_work(self, mare, clock):
        schrijver = log_in("Redacteur De Mare")
        page = make_draft(mare, user=schrijver.user)
        for _ in range(4):
            clock.forward(minutes=20)
            assert schrijver.post(edit(page), page_data(page)).status_code == 302
        assert is_in(schrijver)

    def test_whose_session_ended_is_forgotten_at_the_next_login(self, beheer, clock):
        client = log_in_by_form().client
        is_in(client)
        clock.forward(minutes=31)
        client.get("/admin/")
        log_in_by_form(client=client)
        is_in(client)
        client.post("/inloggen/uit/")
        assert "sessie is verlopen" not in client.get("/inloggen/").content.decode()

    def test_one_sees_the_own_sessions_and_ends_the_others(self, beheer):
        phone = Client(headers={"user-agent": "Mozilla/5.0 (Android 15) Firefox/140.0"})
        here = Client(headers={"user-agent": "Mozilla/5.0 (Windows NT 10.0) Chrome/140 Edg/140"})
        for client in (phone, here):
            log_in_by_form(client=client)
        html = here.get("/inloggen/sessies/").content.decode()
        assert "Firefox op Android" in html and "Edge op Windows" in html
        here.post("/inloggen/sessies/")
        assert is_in(here) and not is_in(phone)


class TestTweedeFactor:
    @pytest.fixture(autouse=True)
    def obligatory(self, settings):
        settings.TWEEDE_FACTOR = True

    def test_without_one_nothing_of_the_admin_answers(self, mare):
        client = log_in("Communicatie")
        away = set()
        for adres in get_addresses(Gebiedsdingen(mare, "Geheim")):
            for response in (client.get(adres.url), client.post(adres.url)) if adres.url.startswith("/admin/") else ():
                if response.status_code != 404:
                    away.add((response.status_code, response.get("Location", "").split("?")[0]))
        assert away == {(302, reverse("mfa_activate_totp"))}
        assert client.get("/admin/", headers={"x-requested-with": "XMLHttpRequest"}).status_code == 403

    def test_set_up_once_and_in(self, beheer, django_capture_on_commit_callbacks):
        client = log_in_by_form().client
        with django_capture_on_commit_callbacks(execute=True):
            _, codes = enrol(client)
        assert len(set(codes)) == 10
        assert client.get("/admin/").status_code == 200
        # The recovery codes are shown once.
        html = client.get(reverse("mfa_view_recovery_codes")).content.decode()
        assert codes[0] not in html and "U hebt nog 10 herstelcodes" in html
        assert mail.outbox[0].subject == "Uw tweede factor is ingesteld"

    def test_next_time_the_password_alone_is_not_enough(self, beheer):
        secret, codes = enrol(log_in_by_form().client)
        response = log_in_by_form()
        assert response["Location"] == reverse("mfa_authenticate")
        client = response.client
        assert client.get("/admin/")["Location"].startswith("/inloggen/")
        client.post(reverse("mfa_authenticate"), {"code": calculate_code(secret)})
        assert client.get("/admin/").status_code == 200
        # A code is good once, a recovery code too.
        for code, lets_in in ((calculate_code(secret), False), (codes[3], True), (codes[3], False)):
            client = log_in_by_form().client
            client.post(reverse("mfa_authenticate"), {"code": code})
            assert is_in(client) is lets_in

    def test_a_code_is_good_once_also_while_the_clock_would_still_allow_it(self, beheer, monkeypatch):
        secret, _ = enrol(log_in_by_form().client)
        begin = (time.time() // 30 + 2) * 30
        monkeypatch.setattr(time, "time", lambda: begin + 1)
        code = calculate_code(secret)
        for seconds, lets_in in ((1, True), (32, False)):
            monkeypatch.setattr(time, "time", lambda seconds=seconds: begin + seconds)
            client = log_in_by_form().client
            client.post(reverse("mfa_authenticate"), {"code": code})
            assert is_in(client) is lets_in

    def test_a_session_of_before_has_to_show_it(self, beheer):
        before, now = log_in_by_form().client, log_in_by_form().client
        secret, _ = enrol(now)
        response = before.get("/admin/reports/")
        assert response["Location"] == reverse("mfa_reauthenticate") + "?next=%2Fadmin%2Freports%2F"
        response = before.post(response["Location"], {"code": calculate_code(secret)})
        assert response["Location"] == "/admin/reports/"
        assert before.get("/admin/").status_code == 200

    def test_who_takes_it_away_stands_outside(self, beheer):
        client = log_in_by_form().client
        enrol(client)
        client.post(reverse("mfa_deactivate_totp"))
        assert not Authenticator.objects.exists()
        assert client.get("/admin/")["Location"].startswith(reverse("mfa_activate_totp"))

    def test_a_member_without_the_admin_needs_none_and_may_have_one(self):
        get_user_model().objects.create_user("bewoner", password=WACHTWOORD)
        client = log_in_by_form("bewoner").client
        assert is_in(client)
        enrol(client)
        assert log_in_by_form("bewoner")["Location"] == reverse("mfa_authenticate")

    def test_a_password_that_is_long_ago_is_asked_again(self, beheer, monkeypatch):
        client = log_in_by_form().client
        later = time.time() + 600
        monkeypatch.setattr(time, "time", lambda: later)
        assert client.get(reverse("mfa_activate_totp"))["Location"].startswith(reverse("account_reauthenticate"))

    def test_in_the_demo_it_is_a_choice(self, beheer, settings):
        settings.TWEEDE_FACTOR = False
        client = log_in_by_form().client
        assert client.get("/admin/").status_code == 200
        assert "Tweede factor, wachtwoord en waar u bent ingelogd" in client.get("/admin/account/").content.decode()
        assert "Tweede factor aanzetten" in client.get(reverse("mfa_index")).content.decode()
        assert client.post("/admin/account/", {}).status_code in (200, 302)

    def test_the_page_with_the_drawing_keeps_the_strict_policy(self, beheer):
        response = log_in_by_form().client.get(reverse("mfa_activate_totp"))
        assert "unsafe" not in response["Content-Security-Policy"]
        html = response.content.decode()
        assert "data:" not in html and "style=" not in html and "<?xml" not in html


class TestAangemeld:
    OVERZICHT = "/admin/aangemeld/"

    def test_shows_everyone_with_the_last_login_and_the_sessions(self, beheer, clock):
        collega = get_user_model().objects.create_user("collega", password=WACHTWOORD)
        log_in_by_form("collega", headers={"user-agent": "Mozilla/5.0 (iPhone) Safari/605"})
        client = log_in_by_form().client
        html = client.get(self.OVERZICHT).content.decode()
        assert "Safari op iPhone" in html and "collega" in html
        collega.refresh_from_db()
        assert collega.last_login
        clock.forward(minutes=31)
        client = log_in_by_form().client
        assert "Safari op iPhone" not in client.get(self.OVERZICHT).content.decode()

    def test_only_the_beheerder_sees_and_acts(self, mare, beheer):
        client = log_in("Communicatie")
        is_in(client)
        session = UserSession.objects.get()
        assert client.get(self.OVERZICHT).status_code == 302
        assert "Aangemeld" not in client.get("/admin/").content.decode()
        client.post(reverse("aangemeld:sessie", args=[session.pk]))
        client.post(reverse("aangemeld:factor", args=[beheer.pk]))
        assert UserSession.objects.filter(pk=session.pk).exists() and not ModelLogEntry.objects.exists()

    def test_ends_a_session(self, beheer):
        get_user_model().objects.create_user("collega", password=WACHTWOORD)
        other = log_in_by_form("collega").client
        client = log_in_by_form().client
        address = reverse("aangemeld:sessie", args=[UserSession.objects.get(user__username="collega").pk])
        assert client.get(address).status_code == 405
        assert is_in(other)
        client.post(address)
        assert not is_in(other)
        assert ModelLogEntry.objects.get().action == "toegang.sessie"
        assert client.post(address).status_code == 404

    def test_takes_the_second_factor_of_a_lost_phone(self, beheer, django_capture_on_commit_callbacks):
        collega = get_user_model().objects.create_user("collega", "collega@example.org", WACHTWOORD)
        other = log_in_by_form("collega").client
        enrol(other)
        client = log_in_by_form().client
        address = reverse("aangemeld:factor", args=[collega.pk])
        assert "Wis de tweede factor" in client.get(address).content.decode()
        assert Authenticator.objects.filter(user=collega).exists()
        with django_capture_on_commit_callbacks(execute=True):
            client.post(address)
        assert not Authenticator.objects.filter(user=collega).exists() and not is_in(other)
        entry = ModelLogEntry.objects.get()
        assert (entry.action, entry.user) == ("toegang.factor", beheer)
        assert mail.outbox[0].to == ["collega@example.org"]
        assert log_in_by_form("collega")["Location"] == "/"

    def test_not_of_oneself(self, beheer):
        client = log_in_by_form().client
        enrol(client)
        client.post(reverse("aangemeld:factor", args=[beheer.pk]))
        assert Authenticator.objects.filter(user=beheer).exists()

    def test_a_removed_user_has_no_session(self, beheer):
        collega = get_user_model().objects.create_user("collega", password=WACHTWOORD)
        other = log_in_by_form("collega").client
        log_in_by_form().client.post(reverse("wagtailusers_users:delete", args=[collega.pk]))
        assert not UserSession.objects.filter(user_id=collega.pk).exists() and not is_in(other)

    def test_many_people_ask_no_more(self, beheer):
        client = log_in_by_form().client

        def count(start, number):
            for index in range(start, start + number):
                get_user_model().objects.create_user(f"iemand{index}", password=WACHTWOORD)
                log_in_by_form(f"iemand{index}")
            client.get(self.OVERZICHT)
            with CaptureQueriesContext(connection) as queries:
                html = client.get(self.OVERZICHT).content.decode()
            return len(queries), html.count("Beëindig<")

        few, shown = count(0, 2)
        assert (few, shown) == (count(2, 6)[0], 3)
        count(8, 50)
        assert "Pagina 1 van 2" in client.get(self.OVERZICHT).content.decode()

    def test_old_sessions_are_cleared_away(self, beheer, clock):
        log_in_by_form()
        clock.forward(hours=13)
        call_command("sessies_opruimen")
        assert not UserSession.objects.exists() and not Session.objects.exists()
