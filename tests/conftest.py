import email
import fcntl
import gc
import os
import shutil
import socket
from datetime import timedelta
from email.policy import default
from functools import cache

import pytest
from aiosmtpd.controller import Controller
from django.db import connection
from django.test import override_settings
from django.utils import timezone

from gebieden.models import GebiedPage
from gebieden.rollen import set_up_roles
from home.geheugen import forget
from home.models import Hartslag
from tests.browser import log_in, run_chromium
from tests.demo import build_demo, get_free_port, serve_demo
from tests.factories import make_gebied, make_user
from tests.gelijktijdig import use_copy_of_database
from tests.sjabloon import fill_postgres, fill_sqlite


def pytest_report_header(config):
    return f"database: {connection.vendor}"


@pytest.fixture(scope="session")
def shared(tmp_path_factory):
    """A folder that all processes of this run know."""
    place = tmp_path_factory.getbasetemp()
    return place.parent if "PYTEST_XDIST_WORKER" in os.environ else place


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, django_db_blocker, shared):
    """In place of a fixture of pytest-django, just before it makes the database: there is one already."""
    fill = fill_sqlite() if connection.vendor == "sqlite" else fill_postgres(shared)
    with django_db_blocker.unblock(), fill:
        yield


@pytest.fixture(scope="session")
def django_db_keepdb():
    return True


@pytest.fixture(autouse=True)
def no_outside_host(monkeypatch):
    """The site asks nothing of any other machine: a test in which it tries fails."""
    connect = socket.socket.connect

    def guarded(self, address):
        if isinstance(address, tuple) and address[0] not in ("127.0.0.1", "::1", "localhost"):
            raise AssertionError(f"The site tried to reach {address}")
        return connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path):
    """Uploads go to a folder of the test, and style sheets are found without collecting them first."""
    settings.MEDIA_ROOT = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
        "prive": {"BACKEND": settings.STORAGES["prive"]["BACKEND"], "OPTIONS": {"location": tmp_path / "prive"}},
    }
    settings.CACHES = {"default": {**settings.CACHES["default"], "LOCATION": tmp_path / "cache"}}
    settings.PAGINACACHE = False
    settings.ZOEKINDEX_METEEN = False
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.ALLOWED_HOSTS = ["testserver", "localhost"]
    # Else each client of a test reads the whole folder of style sheets, when there is one.
    settings.WHITENOISE_AUTOREFRESH = True


@pytest.fixture
def found_at_once(settings):
    """What is published can be searched for, as in the embedded default."""
    settings.ZOEKINDEX_METEEN = True


@pytest.fixture(autouse=True)
def nothing_remembered():
    """A test that is undone gives the next one the same stamp."""
    forget()


@pytest.fixture
def staff(client, db):
    """A browser in which a superuser is logged in."""
    client.force_login(make_user())
    return client


@pytest.fixture
def beheer(db):
    """A superuser with an address, whose password is known."""
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


def pytest_collection_modifyitems(items):
    """Tests of the newsroom come after those that begin with an empty site: from then on its areas stay."""
    items.sort(key=uses_newsroom)
    # These empty the database afterwards.
    items.sort(key=lambda item: any(mark.kwargs.get("transaction") for mark in item.iter_markers("django_db")))


def pytest_collection_finish():
    """What stands in memory now stays until the end: not looking at it each time saves a seventh of the time."""
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


def uses_newsroom(item):
    return "mare" in getattr(item, "fixturenames", ())


@pytest.fixture(scope="module")
def stored_database(django_db_setup, django_db_blocker, tmp_path_factory):
    """In place of `db`, which would hold everything in one transaction: what the tests of a module store, all see.

    A run of nothing but such tests finds no database: pytest-django makes one when a test has the mark `django_db`.
    """
    with django_db_blocker.unblock(), use_copy_of_database(tmp_path_factory.mktemp("stored")):
        yield


@pytest.fixture(scope="session")
def newsroom(django_db_setup, django_db_blocker):
    """Two areas with their roles, stored once for all tests that need them."""
    in_memory = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    with django_db_blocker.unblock(), override_settings(CACHES=in_memory):
        make_gebied("Overdie")
        make_gebied("De Mare")
        set_up_roles()


@pytest.fixture
def overdie(request, db):
    return GebiedPage.objects.get(title="Overdie") if uses_newsroom(request.node) else make_gebied("Overdie")


@pytest.fixture
def mare(newsroom, overdie):
    """An area with its roles, in a newsroom of which the scheduler runs."""
    Hartslag.beat()
    return GebiedPage.objects.get(title="De Mare")


class Mailserver:
    """A real SMTP server that keeps what it gets."""

    def __init__(self):
        self.mails = []
        self.refuse = False
        # What it answers to the one or the other, and what it does after the last line of a mail.
        self.answers = {}
        self.dies = False

    async def handle_RCPT(self, server, session, envelope, address, options):
        if self.refuse:
            return f"550 no such user: {address}"
        if address in self.answers:
            return f"{self.answers[address]} {address}"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.mails.append(email.message_from_bytes(envelope.content, policy=default))
        if self.dies:
            server.transport.abort()
        return "250 OK"


@pytest.fixture
def mailserver(settings):
    handler = Mailserver()
    controller = Controller(handler, hostname="127.0.0.1", port=get_free_port())
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = controller.hostname, controller.port
    settings.EMAIL_USE_TLS = False
    yield handler
    controller.stop()


@pytest.fixture(scope="session")
def built_demo(shared):
    """The data of a demo, made once for all processes of this run. Copy it before you serve it."""
    folder = shared / "demo-gebouwd"
    with (shared / "demo-slot").open("w") as slot:
        fcntl.flock(slot, fcntl.LOCK_EX)
        if not folder.exists():
            build_demo(folder)
    return folder


@pytest.fixture(scope="session")
def demo_folder(built_demo, tmp_path_factory):
    return shutil.copytree(built_demo, tmp_path_factory.mktemp("demo") / "data")


@pytest.fixture(scope="session")
def demo(demo_folder):
    with serve_demo(demo_folder) as address:
        yield address


@pytest.fixture(scope="session")
def browser():
    with run_chromium() as browser:
        yield browser


@pytest.fixture
def open_page(browser, demo):
    """Opens an address of the demo; fails on script errors, blocked content and requests to other hosts."""
    contexts, troubles = [], []

    def open_page(address, width=1280, **options):
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        page = context.new_page()
        # A request that was cut off, by going on or without a network, is no mistake in a script.
        page.on("pageerror", lambda error: error.message == "Failed to fetch" or troubles.append(str(error)))
        page.on("console", lambda message: troubles.append(message.text) if "Security Policy" in message.text else None)
        page.on("request", lambda request: request.url.startswith(demo) or troubles.append(request.url))
        page.goto(demo + address)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not troubles


@pytest.fixture(scope="session")
def logged_in(browser, demo):
    """What a browser remembers of each account of the demo, which logs in once."""

    @cache
    def logged_in(naam):
        context = browser.new_context(base_url=demo)
        log_in(context.new_page(), naam)
        state = context.storage_state()
        context.close()
        return state

    return logged_in


@pytest.fixture
def people(open_page, logged_in):
    """Somebody of the demo at a screen of this width."""

    def people(naam, width):
        return open_page("/admin/", width=width, storage_state=logged_in(naam))

    return people
