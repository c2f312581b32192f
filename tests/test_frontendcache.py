"""What a cache before the site is told, and what happens when it does not listen. The real one: test_nginx.py."""

import logging
import socket
import time
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import timezone
from wagtail.contrib.frontend_cache.backends import BaseBackend
from wagtail.models import Page

from home.models import Wijziging
from site_project import frontendcache
from tests.demo import get_free_port
from tests.factories import make_gebied, make_nieuws, make_user
from tests.gelijktijdig import use_copy_of_database
from tests.redactie import edit, page_data

pytestmark = pytest.mark.een_database
HTTP = "wagtail.contrib.frontend_cache.backends.HTTPBackend"


class Verteld(BaseBackend):
    """What it was told, and how far others could see the changes by then."""

    told = []

    def purge(self, url):
        self.told.append((url, Wijziging.objects.get_stempel()))
        connection.close()


@pytest.fixture(autouse=True)
def db(django_db_setup, django_db_blocker, tmp_path, settings):
    settings.PAGINACACHE, settings.SITE_URL = True, "https://gebieden.example"
    settings.WAGTAILFRONTENDCACHE = {"test": {"BACKEND": "tests.test_frontendcache.Verteld"}}
    with django_db_blocker.unblock(), use_copy_of_database(tmp_path):
        yield


@pytest.fixture
def nieuws():
    nieuws = make_nieuws("Feest op het plein", ouder=make_gebied("Overdie"))
    Client().get(nieuws.url)
    frontendcache.take_change()
    Verteld.told.clear()
    return nieuws


@pytest.fixture
def redactie():
    client = Client()
    client.force_login(make_user())
    return client


def publish(redactie, page, title):
    return redactie.post(edit(page), page_data(page, title=title) | {"action-publish": "1"})


class TestVertellen:
    def test_once_for_everything_when_it_is_stored(self, nieuws, redactie):
        assert publish(redactie, nieuws, "Feest gaat door").status_code == 302
        assert Verteld.told == [("https://gebieden.example/*", Wijziging.objects.get_stempel())]

    def test_not_for_a_draft_or_a_visit(self, nieuws, redactie):
        redactie.post(edit(nieuws), page_data(nieuws, title="Nog niet"))
        Client().get(nieuws.url)
        assert Verteld.told == []

    def test_the_work_of_every_minute_tells_what_a_command_changed_once_more(self, nieuws):
        for _ in range(2):
            call_command("leeg_frontendcache")
        assert len(Verteld.told) == 1
        nieuws.title = "Feest gaat niet door"
        nieuws.save()
        call_command("elke_minuut")
        assert len(Verteld.told) == 2

    def test_nobody_is_told_unless_that_is_set(self, settings, nieuws, redactie):
        settings.WAGTAILFRONTENDCACHE = {}
        client = Client()
        client.cookies = redactie.cookies
        publish(client, nieuws, "Feest gaat door")
        call_command("leeg_frontendcache")
        assert Verteld.told == []


class TestNietLuisteren:
    """The save goes on, and the log says what happened, without a name of anybody."""

    def test_it_is_not_there(self, settings, nieuws, redactie, caplog):
        location = f"http://127.0.0.1:{get_free_port()}"
        settings.WAGTAILFRONTENDCACHE = {"dood": {"BACKEND": HTTP, "LOCATION": location}}
        assert publish(redactie, nieuws, "Feest gaat door").status_code == 302
        assert "Feest gaat door" in Client().get(nieuws.url).content.decode()
        assert "Couldn't purge 'https://gebieden.example/*'" in caplog.text

    def test_it_never_answers(self, settings, nieuws, redactie, caplog, monkeypatch):
        monkeypatch.setattr(frontendcache, "WACHT", 0.1)
        with socket.create_server(("127.0.0.1", 0)) as silent:
            location = f"http://127.0.0.1:{silent.getsockname()[1]}"
            settings.WAGTAILFRONTENDCACHE = {"stil": {"BACKEND": HTTP, "LOCATION": location}}
            begin = time.monotonic()
            with caplog.at_level(logging.WARNING):
                frontendcache.purge()
            assert time.monotonic() - begin < 1 and "The cache stil does not answer" in caplog.text


class TestHoeLang:
    """A shared cache may keep a page until the clock changes it, and no browser may without asking."""

    def get_header(self, nieuws):
        response = Client().get(nieuws.url)
        assert {"Cookie", "Accept-Encoding"} <= set(response["Vary"].split(", "))
        return response["Cache-Control"]

    @pytest.mark.parametrize(
        ("seconds", "extra"), [(900, ", s-maxage=600"), (300, ", s-maxage=298"), (3, ", s-maxage=1"), (2, "")]
    )
    def test_until_the_next_moment(self, nieuws, clock, seconds, extra):
        # At noon, far from the midnight at which everything begins anew.
        clock.now = timezone.localtime(clock.now).replace(hour=12)
        Page.objects.filter(pk=nieuws.pk).update(expire_at=clock.now + timedelta(seconds=seconds))
        assert self.get_header(nieuws) == "public, max-age=0, must-revalidate" + extra

    def test_not_at_all_when_nobody_tells_it(self, nieuws, settings):
        settings.WAGTAILFRONTENDCACHE = {}
        assert self.get_header(nieuws) == "public, max-age=0, must-revalidate"
