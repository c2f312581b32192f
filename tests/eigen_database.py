"""A database for who measures, thrown away afterwards."""

import os
import tempfile
from contextlib import contextmanager

import django
from django.core.management import call_command


@contextmanager
def make_own_database():
    """On SQLite a new file; else that of DATABASE_URL. The models can be read from here on."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "site_project.settings")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DATA_DIR"] = folder
        django.setup()
        call_command("migrate", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        yield
