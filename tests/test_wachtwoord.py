"""Passwords: which are refused, forgotten and changed."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.core import mail
from django.test import Client
from django.urls import reverse

from tests.factories import make_user
from tests.toegang import WACHTWOORD, is_in, log_in_by_form

pytestmark = [pytest.mark.django_db, pytest.mark.een_database]


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
