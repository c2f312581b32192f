import pytest
from django.db import connection


def pytest_report_header(config):
    return f"database: {connection.vendor}"


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
