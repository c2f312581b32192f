"""The migrations make what the models say, and an empty site can go back to before them."""

from io import StringIO

import pytest
from django.core.management import call_command

from tests.factories import get_home


@pytest.mark.django_db
def test_models_and_migrations_agree():
    output = StringIO()
    call_command("makemigrations", check=True, dry_run=True, stdout=output)
    assert "No changes detected" in output.getvalue()


@pytest.mark.een_database
def test_they_can_be_undone_and_redone(stored_database):
    for app in ("initiatieven", "gebieden", "home"):
        call_command("migrate", app, "zero", verbosity=0)
    call_command("migrate", verbosity=0)
    assert get_home().title == "Samen maken we Alkmaar"
