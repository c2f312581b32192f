"""When a session ends, and who is logged in."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import ModelLogEntry

from tests.redactie import edit, log_in, make_draft, page_data
from tests.toegang import WACHTWOORD, enrol, is_in, log_in_by_form

pytestmark = [pytest.mark.django_db, pytest.mark.een_database]


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
