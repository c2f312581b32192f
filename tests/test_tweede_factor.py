"""The second factor: set up, asked, and obligatory."""

import time

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user_model
from django.core import mail
from django.urls import reverse

from tests.matrix import Gebiedsdingen, get_addresses
from tests.redactie import log_in
from tests.toegang import WACHTWOORD, calculate_code, enrol, is_in, log_in_by_form

pytestmark = [pytest.mark.django_db, pytest.mark.een_database]


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
