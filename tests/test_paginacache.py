"""Pages are kept for visitors, and nobody ever sees one that is no longer true, or one that is somebody else's."""

import re
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageViewRestriction, Site

from gebieden.models import GebiedPage
from home import geheugen
from home.models import SiteInstellingen, Wijziging
from home.models.wijziging import MEESTE
from home.redactie.planner import run_every_minute
from home.wijzigingen import touches_public
from site_project import paginacache
from tests.demo import ROOT
from tests.factories import (
    make_agenda,
    make_bijeenkomst,
    make_bijeenkomsten_index,
    make_gebied,
    make_nieuws,
    make_nieuws_index,
    make_punt,
    make_tekst,
    make_user,
    make_voortgang,
)
from tests.gelijktijdig import use_copy_of_database


@pytest.fixture(autouse=True)
def db(django_db_setup, django_db_blocker, tmp_path, settings):
    """Each change is stored at once, as on the site: a transaction around the test would count as one change."""
    settings.PAGINACACHE = True
    with django_db_blocker.unblock(), use_copy_of_database(tmp_path):
        yield


@pytest.fixture
def nieuws():
    nieuws = make_nieuws("Feest op het plein", ouder=make_gebied("Overdie"))
    # The first visitor of a new site makes its settings, which is a change.
    get_fresh(nieuws.url)
    return nieuws


def get_pages(client, *addresses):
    return {address: client.get(address).content for address in addresses}


def get_fresh(*addresses):
    """As somebody whose browser starts with nothing kept."""
    return get_pages(Client(), *addresses)


class TestBewaren:
    def test_the_second_visitor_costs_one_query(self, nieuws, django_assert_num_queries):
        client = Client()
        first = client.get(nieuws.url)
        with django_assert_num_queries(1):
            second = client.get(nieuws.url)
        assert second.content == first.content and "Feest op het plein" in second.content.decode()
        assert second["Content-Security-Policy"] == first["Content-Security-Policy"]

    def test_a_browser_that_has_it_gets_no_bytes(self, nieuws):
        client = Client()
        etag = client.get(nieuws.url)["ETag"]
        response = client.get(nieuws.url, headers={"if-none-match": etag})
        assert response.status_code == 304 and not response.content
        nieuws.title = "Feest gaat niet door"
        nieuws.save()
        assert client.get(nieuws.url, headers={"if-none-match": etag}).status_code == 200

    @pytest.mark.parametrize("encoding", ["br", "gzip"])
    def test_it_comes_compressed_for_who_can_read_that(self, nieuws, encoding):
        client = Client()
        plain = client.get(nieuws.url)
        packed = client.get(nieuws.url, headers={"accept-encoding": encoding})
        assert packed["Content-Encoding"] == encoding and len(packed.content) < len(plain.content) / 2
        assert packed["ETag"] == plain["ETag"] and "Accept-Encoding" in packed["Vary"]

    def test_there_is_an_end_to_what_is_kept(self, nieuws, monkeypatch):
        monkeypatch.setattr(paginacache, "MEESTE_BYTES", 1)
        client = Client()
        first = client.get(nieuws.url)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(nieuws.url).content == first.content
        assert len(queries) > 1


class TestVanWie:
    """What is meant for one person is kept for nobody, and given to nobody else."""

    def test_an_editor_sees_the_bar_and_leaves_it_to_no_visitor(self, nieuws):
        editor = Client()
        editor.force_login(make_user())
        assert b"wagtail-userbar" in editor.get(nieuws.url).content
        visitor = Client()
        visitor.get(nieuws.url)
        assert b"wagtail-userbar" not in visitor.get(nieuws.url).content
        visitor.cookies = editor.cookies
        assert b"wagtail-userbar" in visitor.get(nieuws.url).content

    def test_a_page_with_a_token_is_made_each_time(self, settings):
        tokens = {Client().get("/inloggen/").cookies[settings.CSRF_COOKIE_NAME].value for _ in range(3)}
        assert len(tokens) == 3

    def test_a_private_page_is_not_kept(self, nieuws):
        client = Client()
        client.get(nieuws.url)
        PageViewRestriction.objects.create(page=nieuws, restriction_type="login")
        assert client.get(nieuws.url).status_code == 302

    def test_a_cookie_of_another_site_changes_nothing(self, nieuws, django_assert_num_queries):
        client = Client()
        client.get(nieuws.url)
        client.cookies["_statistiek"] = "x"
        with django_assert_num_queries(1):
            client.get(nieuws.url)

    def test_another_host_does_not_get_it(self, nieuws):
        client = Client()
        client.get(nieuws.url)
        assert client.get(nieuws.url, headers={"host": "elders.example"}).status_code == 400


class TestVeranderd:
    """Whatever changes, by whatever way: the next visitor sees it, on every page where it stands."""

    def test_every_kind_of_change(self, mare):
        agenda = make_agenda(mare)
        punt = make_punt("Nieuwe banken", agenda)
        nieuws, index, _ = make_nieuws("Feest", ouder=mare), make_nieuws_index(), make_nieuws("Blijft", ouder=mare)
        tekst = make_tekst("Contact")
        pages = [
            mare.url,
            agenda.url,
            punt.url,
            nieuws.url,
            index.url,
            tekst.url,
            "/",
            f"{mare.url}feed/",
            "/sitemap.xml",
        ]
        client = Client()
        client.force_login(make_user())
        visitor = Client()

        def retitle(page, title):
            page.title = title
            page.save_revision(user=None).publish()

        acts = {
            "publish": lambda: retitle(nieuws, "Feest gaat door"),
            "unpublish": lambda: client.post(f"/admin/pages/{nieuws.pk}/unpublish/"),
            "update without save": lambda: Page.objects.filter(pk=tekst.pk).update(title="Bel ons"),
            "new page": lambda: make_nieuws("Nog een feest", ouder=mare),
            "progress": lambda: make_voortgang(punt, "uitvoering"),
            "area": lambda: retitle(GebiedPage.objects.get(pk=mare.pk), "De Mare-Noord"),
            "settings": lambda: SiteInstellingen.objects.update_or_create(
                site=Site.objects.get(), defaults={"telefoon": "14 0722"}
            ),
            "move": lambda: tekst.move(mare, pos="last-child"),
            "redirect": lambda: Redirect.objects.create(old_path="/oud", redirect_page=mare),
            "delete": lambda: Page.objects.get(pk=punt.pk).delete(),
        }
        for what, act in acts.items():
            before = get_pages(visitor, *pages)
            act()
            after = get_pages(visitor, *pages)
            assert after == get_fresh(*pages), what
            assert after != before or what == "redirect", what

    def test_a_draft_lets_the_pages_stay(self, nieuws, django_assert_num_queries):
        client = Client()
        client.get(nieuws.url)
        nieuws.title = "Nog niet"
        nieuws.save_revision(user=make_user())
        with django_assert_num_queries(1):
            client.get(nieuws.url)

    def test_a_change_that_is_undone_changes_nothing_and_one_after_it_does(self, nieuws):
        stempel = Wijziging.objects.get_stempel()
        with transaction.atomic():
            with pytest.raises(RuntimeError), transaction.atomic():
                Page.objects.filter(pk=nieuws.pk).update(title="Weg")
                raise RuntimeError
            assert Wijziging.objects.get_stempel() == stempel
            Page.objects.filter(pk=nieuws.pk).update(title="Blijft")
        assert Wijziging.objects.get_stempel() != stempel

    def test_the_work_of_every_minute_keeps_the_table_small(self):
        Wijziging.objects.bulk_create(Wijziging() for _ in range(MEESTE + 1))
        before = Wijziging.objects.get_stempel()
        assert run_every_minute()
        assert Wijziging.objects.count() < 10 and Wijziging.objects.get_stempel() != before

    def test_no_stamp_comes_back_after_cleaning_up(self, nieuws):
        stamps = [Wijziging.objects.get_stempel()]
        for _ in range(3):
            Wijziging.objects.clean_up(meeste=0)
            stamps.append(Wijziging.objects.get_stempel())
            Page.objects.filter(pk=nieuws.pk).update(title="Anders")
            stamps.append(Wijziging.objects.get_stempel())
        assert len(set(stamps)) == len(stamps)


class TestKlok:
    """What the clock changes needs nobody who stores anything."""

    def test_a_page_that_expires_is_gone_at_that_moment(self, nieuws, clock):
        Page.objects.filter(pk=nieuws.pk).update(expire_at=clock.now + timedelta(minutes=10))
        client = Client()
        assert client.get(nieuws.url).status_code == 200
        clock.forward(minutes=9)
        assert client.get(nieuws.url).status_code == 200
        clock.forward(minutes=1)
        assert client.get(nieuws.url).status_code == 404

    def test_a_page_that_was_under_way_at_that_moment_is_not_kept(self, nieuws, clock, monkeypatch):
        Page.objects.filter(pk=nieuws.pk).update(expire_at=clock.now + timedelta(minutes=10))
        clock.forward(minutes=9)
        make_page = paginacache.make_page

        def make_slowly(response):
            clock.forward(minutes=2)
            return make_page(response)

        monkeypatch.setattr(paginacache, "make_page", make_slowly)
        client = Client()
        assert client.get(nieuws.url).status_code == 200
        assert client.get(nieuws.url).status_code == 404

    def test_a_meeting_moves_to_the_past(self, overdie, clock):
        make_bijeenkomst(
            "Buurtavond", ouder=overdie, over_dagen=0, begin=clock.now, eind=clock.now + timedelta(hours=1)
        )
        index = make_bijeenkomsten_index()
        client = Client()
        before = client.get(index.url).content
        clock.forward(minutes=59)
        assert client.get(index.url).content == before
        clock.forward(minutes=2)
        assert client.get(index.url).content != before

    def test_an_alert_ends(self, nieuws, clock):
        SiteInstellingen.objects.update_or_create(
            site=Site.objects.get(),
            defaults={"melding_tonen": True, "melding_tekst": "Gaslek", "melding_tot": clock.now + timedelta(hours=1)},
        )
        client = Client()
        assert b"Gaslek" in client.get(nieuws.url).content
        clock.forward(hours=1)
        assert b"Gaslek" not in client.get(nieuws.url).content

    def test_a_new_day_begins_anew(self, nieuws, clock):
        assert timezone.localtime(geheugen.get_next_change(clock.now)).time().isoformat() == "00:00:00"


def test_every_cookie_of_ours_gets_a_page_of_its_own(settings):
    """A cookie that is not named would be taken away before the view sees it."""
    files = [file for app in ("home", "gebieden", "initiatieven", "search") for file in (ROOT / app).rglob("*.py")]
    code = "".join(file.read_text() for file in files)
    assert set(re.findall(r'^COOKIE = "(\w+)"$', code, re.MULTILINE)) == set(settings.EIGEN_COOKIES)
    assert code.count(".set_cookie(") == len(settings.EIGEN_COOKIES)


def test_every_table_that_visitors_may_see_counts():
    """Only what is named as unseen is left out; this holds the list against the tables there are."""
    tables = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    unseen = {table for table in tables if not touches_public(f'UPDATE "{table}" SET "x" = 1')}
    seen = {"wagtailcore_page", "wagtailcore_site", "wagtailcore_pageviewrestriction", "wagtailredirects_redirect"}
    seen |= {"home_siteinstellingen", "home_afbeelding", "home_video", "home_bestand"}
    seen |= {table for table in tables if table.startswith("gebieden_")}
    seen |= {"initiatieven_gebeurtenis", "initiatieven_budget", "initiatieven_boeking", "initiatieven_regiegroep"}
    assert not seen & unseen
    assert {"django_session", "wagtailcore_revision", "home_mail", "initiatieven_aanvrager"} <= unseen
    connection.ensure_connection()
    assert connection.ziet_wijzigingen
