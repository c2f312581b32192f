import email
import socket
from email.policy import default

import pytest
from aiosmtpd.controller import Controller
from django.db import connection

from gebieden.rollen import set_up_roles
from tests.demo import get_free_port
from tests.factories import make_gebied, make_user


def pytest_report_header(config):
    return f"database: {connection.vendor}"


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
    }
    settings.CACHES = {"default": {**settings.CACHES["default"], "LOCATION": tmp_path / "cache"}}
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.ALLOWED_HOSTS = ["testserver", "localhost"]


@pytest.fixture
def staff(client, db):
    """A browser in which a superuser is logged in."""
    client.force_login(make_user())
    return client


@pytest.fixture
def overdie(db):
    return make_gebied("Overdie")


@pytest.fixture
def mare(overdie):
    gebied = make_gebied("De Mare")
    set_up_roles()
    return gebied


class Mailserver:
    """A real SMTP server that keeps what it gets."""

    def __init__(self):
        self.mails = []

    async def handle_DATA(self, server, session, envelope):
        self.mails.append(email.message_from_bytes(envelope.content, policy=default))
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
