"""Logging in: who comes in, and how often one may try."""

import re
import statistics
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import get_resolver, reverse

from tests.toegang import WACHTWOORD, calculate_code, enrol, is_in, log_in_by_form

pytestmark = [pytest.mark.django_db, pytest.mark.een_database]
VERKEERD = "horen niet bij elkaar"
TE_VAAK = "Over 15 minuten kunt u het weer proberen"


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
