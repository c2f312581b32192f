import socket

import pytest
from django.db import connection


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
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.ALLOWED_HOSTS = ["testserver", "localhost"]
