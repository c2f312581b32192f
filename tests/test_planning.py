"""Dates on pages: said in words, done by the work of every minute, and watched."""

import shutil
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.utils import OperationalError
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageLogEntry

from gebieden.models import NieuwsPage
from home.models import Hartslag
from home.redactie import planner
from home.redactie.planning import format_moment
from tests.factories import make_agenda, make_punt, make_user
from tests.redactie import act, edit, log_in, make_draft, page_data

pytestmark = pytest.mark.django_db
UUR = timedelta(hours=1)


@pytest.fixture
def schrijver(mare):
    return log_in("Redacteur De Mare", naam="schrijver")


@pytest.fixture
def redactie(mare):
    return log_in("Communicatie", naam="redactie")


def make_dated(gebied, over, title="Straatfeest", user=None, **kwargs):
    page = make_draft(gebied, title, user)
    page.go_live_at = timezone.now() + over
    for naam, waarde in kwargs.items():
        setattr(page, naam, waarde)
    page.save_revision(user=user)
    return page


def read(client, address):
    return client.get(address).content.decode()


def get_desk(client):
    return read(client, reverse("wagtailadmin_home"))


def approve(page, user, redactie):
    page.get_workflow().start(page, user)
    return act(redactie, page, "approve").content.decode()


class TestInWoorden:
    def test_a_date_on_a_draft_says_that_it_needs_approval(self, mare, schrijver):
        page = make_dated(mare, UUR)
        html = read(schrijver, edit(page))
        assert f"Deze versie gaat niet vanzelf online op {format_moment(page.go_live_at)}" in html
        assert "dan komt zij meteen bij de goedkeuring online" in html
        assert "Online vanaf" in html
        assert "Dit werkt pas als Communicatie de pagina heeft goedgekeurd." in html

    def test_it_is_said_right_after_saving_too(self, mare, schrijver):
        page = make_draft(mare)
        data = page_data(page, go_live_at="2099-05-01 10:00")
        html = schrijver.post(edit(page), data, follow=True).content.decode()
        assert "gaat niet vanzelf online op 1 mei 2099 om 10.00 uur" in html

    def test_an_end_date_on_a_draft_too(self, mare, schrijver):
        page = make_draft(mare)
        page.expire_at = timezone.now() + UUR
        page.save_revision()
        assert "werkt pas als Communicatie deze versie goedkeurt" in read(schrijver, edit(page))

    def test_a_date_that_has_passed_says_what_approval_does(self, mare, redactie):
        page = make_dated(mare, -UUR)
        assert "Zodra Communicatie haar goedkeurt, komt zij meteen online." in read(redactie, edit(page))
        approve(page, make_user(), redactie)
        assert NieuwsPage.objects.get().live
        assert "is voorbij" not in read(redactie, edit(page))

    def test_who_approves_what_has_expired_already_reads_why_not(self, mare, redactie):
        page = make_dated(mare, -2 * UUR, expire_at=timezone.now() - UUR)
        assert "De datum bij “Offline vanaf” is al voorbij." in approve(page, make_user(), redactie)
        assert not NieuwsPage.objects.get().live

    @pytest.mark.parametrize("veld", ["go_live_at", "expire_at"])
    @pytest.mark.parametrize(
        ("moment", "uitleg"),
        [
            ("2027-03-28 02:30", "Dit tijdstip bestaat niet: in deze nacht gaat de klok van 2 uur naar 3 uur."),
            ("2026-10-25 02:30", "Dit tijdstip komt in deze nacht twee keer voor"),
        ],
    )
    def test_the_hour_of_the_change_of_the_clock_is_explained(self, mare, schrijver, veld, moment, uitleg):
        page = make_draft(mare)
        html = schrijver.post(edit(page), page_data(page, title="Getypt", **{veld: moment})).content.decode()
        assert uitleg in html
        assert moment in html
        assert "Getypt" in html
        assert "Europe/Amsterdam" not in html


class TestBureau:
    def test_dated_drafts_lie_there_soonest_first(self, mare, schrijver, redactie):
        make_dated(mare, 48 * UUR, "Later")
        make_dated(mare, UUR, "Eerst")
        make_draft(mare, "Zonder datum")
        for client in (schrijver, redactie):
            html = get_desk(client)
            assert "Met een datum, nog niet goedgekeurd (2)" in html
            assert html.index("Eerst") < html.index("Later")
            assert "Gaat niet vanzelf: nog niet goedgekeurd." in html

    def test_a_date_on_a_change_of_what_is_online_counts(self, mare, redactie):
        page = make_draft(mare)
        page.save_revision().publish()
        page.go_live_at = timezone.now() + UUR
        page.save_revision()
        assert "Met een datum, nog niet goedgekeurd (1)" in get_desk(redactie)

    def test_a_missed_date_lies_apart(self, mare, redactie):
        make_dated(mare, -UUR)
        html = get_desk(redactie)
        assert "Datum gemist (1)" in html
        assert "Met een datum" not in html

    def test_what_was_published_on_time_is_not_missed(self, mare, redactie):
        page = make_dated(mare, -UUR)
        page.get_latest_revision().publish()
        page.refresh_from_db()
        page.unpublish()
        assert "Datum gemist" not in get_desk(redactie)

    def test_what_was_approved_for_this_week(self, mare, schrijver, redactie):
        for dagen in (2, 9):
            approve(make_dated(mare, timedelta(days=dagen), f"Over {dagen} dagen"), schrijver.user, redactie)
        html = get_desk(schrijver)
        assert "Deze week gepland (1)" in html
        assert "Over 2 dagen" in html
        assert "Met een datum" not in html

    def test_nobody_sees_those_of_another_area_or_of_the_agenda_of_a_regisseur(self, mare, overdie, schrijver):
        make_dated(overdie, UUR, "Van Overdie")
        punt = make_punt("Alleen voor de regisseur", make_agenda(mare))
        punt.go_live_at = timezone.now() + UUR
        punt.save_revision()
        assert "Met een datum" not in get_desk(schrijver)
        assert "Alleen voor de regisseur" in get_desk(log_in("Gebiedsregisseur De Mare", naam="regisseur"))

    def test_long_piles_ask_no_more(self, mare, redactie):
        def count(number):
            for _ in range(number):
                make_dated(mare, UUR)
                make_dated(mare, -UUR)
            get_desk(redactie)
            with CaptureQueriesContext(connection) as queries:
                get_desk(redactie)
            return len(queries)

        assert count(2) == count(3)


class TestElkeMinuut:
    def test_approved_pages_go_online_and_offline(self, mare, schrijver, redactie):
        page = make_dated(mare, UUR, expire_at=timezone.now() + 2 * UUR)
        approve(page, schrijver.user, redactie)
        assert not NieuwsPage.objects.get().live
        page.revisions.update(approved_go_live_at=timezone.now())
        revision = page.get_latest_revision()
        revision.content["go_live_at"] = timezone.now().isoformat()
        revision.save()
        call_command("elke_minuut")
        assert NieuwsPage.objects.get().live
        Page.objects.filter(pk=page.pk).update(expire_at=timezone.now())
        call_command("elke_minuut")
        page = NieuwsPage.objects.get()
        assert (page.live, page.expired) == (False, True)
        for action in ("wagtail.publish.scheduled", "wagtail.unpublish.scheduled"):
            assert PageLogEntry.objects.filter(page=page, action=action).count() == 1, action

    def test_a_draft_that_nobody_approved_stays(self, mare):
        make_dated(mare, -UUR)
        call_command("elke_minuut")
        assert not NieuwsPage.objects.get().live

    def test_a_second_run_at_the_same_moment_does_nothing(self, db, monkeypatch):
        assert Hartslag.claim()
        monkeypatch.setattr(planner, "ELKE_MINUUT", ["bestaat_niet"])
        assert planner.run_every_minute() is False
        # One that was killed on its way does not hold up the others for ever.
        assert Hartslag.claim(timezone.now() + UUR)

    def test_a_failure_stops_neither_the_rest_nor_the_next_run(self, mare, client, monkeypatch):
        Hartslag.beat(timezone.now() - UUR)
        page = make_draft(mare)
        page.save_revision().publish()
        Page.objects.filter(pk=page.pk).update(expire_at=timezone.now())
        monkeypatch.setattr(planner, "ELKE_MINUUT", ["bestaat_niet", "publish_scheduled"])
        for _ in range(2):
            with pytest.raises(CommandError):
                planner.run_every_minute()
        assert not NieuwsPage.objects.get().live
        assert client.get("/gezond/").status_code == 503


class TestGezond:
    def test_green_when_the_scheduler_ran(self, client, db):
        call_command("elke_minuut")
        response = client.get("/gezond/")
        assert (response.status_code, response.json()["gezond"]) == (200, True)
        assert "no-store" in response["Cache-Control"]

    def test_red_after_ten_minutes_or_when_it_never_ran(self, client, db):
        assert client.get("/gezond/").status_code == 503
        Hartslag.beat(timezone.now() - timedelta(minutes=11))
        response = client.get("/gezond/")
        assert response.status_code == 503
        assert "De planner heeft tien minuten niet gelopen" in response.json()["uitleg"][0]

    def test_red_without_database_or_storage(self, client, db, monkeypatch, settings):
        def fail():
            raise OperationalError

        monkeypatch.setattr(Hartslag, "get_fresh", fail)
        settings.MEDIA_ROOT = "/proc/bestaat/niet"
        assert client.get("/gezond/").json()["uitleg"] == [
            "De database antwoordt niet.",
            "Er kunnen geen bestanden worden bewaard.",
        ]

    def test_red_before_the_disk_is_full(self, client, db, monkeypatch):
        Hartslag.beat()
        monkeypatch.setattr(shutil, "disk_usage", lambda path: SimpleNamespace(free=50_000_000))
        assert client.get("/gezond/").json()["uitleg"] == ["Er is bijna geen ruimte meer op de schijf."]

    def test_who_can_do_something_about_it_finds_it_on_the_desk(self, mare, schrijver, redactie):
        sinds = timezone.now() - UUR
        Hartslag.beat(sinds)
        assert f"De planner staat stil sinds {format_moment(sinds)}" in get_desk(redactie)
        assert "De planner staat stil" not in get_desk(schrijver)
        call_command("elke_minuut")
        assert "De planner staat stil" not in get_desk(redactie)
