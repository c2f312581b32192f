"""The content that `make run` puts in an empty site."""

from io import StringIO

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command

from gebieden.models import BijeenkomstPage, GebiedPage, NieuwsPage, Postcode, VerhaalPage
from home.models import Afbeelding, HomePage, Video
from site_project.alkmaar import laden
from tests.factories import make_gebied

pytestmark = pytest.mark.django_db


def load():
    output = StringIO()
    call_command("load_demo", stdout=output)
    return output.getvalue()


def test_empty_site_is_filled_with_alkmaar_and_never_again():
    assert "24 gebieden" in load()
    wijken = GebiedPage.objects.live().filter(soort="wijk")
    dorpen = GebiedPage.objects.live().filter(soort="dorp")
    assert (wijken.count(), dorpen.count()) == (11, 13)
    assert all(gebied.omtrek for gebied in [*wijken, *dorpen])
    assert Postcode.objects.values("code").distinct().count() == 31
    assert NieuwsPage.objects.live().count() >= 20
    assert VerhaalPage.objects.live().count() >= 8
    assert BijeenkomstPage.objects.live().coming().count() >= 3
    assert BijeenkomstPage.objects.live().past().count() >= 3
    assert Video.objects.count() == 3
    assert all(afbeelding.description for afbeelding in Afbeelding.objects.all())

    overdie = GebiedPage.objects.get(slug="overdie")
    overdie.title = "Ons Overdie"
    overdie.save_revision().publish()
    assert "Er is niets veranderd" in load()
    overdie.refresh_from_db()
    assert overdie.title == "Ons Overdie" and NieuwsPage.objects.count() < 50


def test_content_is_not_laid_over_a_site_with_pages():
    make_gebied("Eigen wijk")
    assert "Er is niets veranderd" in load()
    assert GebiedPage.objects.count() == 1


def test_all_or_nothing(monkeypatch):
    """A mistake in the last file leaves the site empty."""
    read = laden._read
    broken = {"pagina": [{"model": "gebieden.BijeenkomstPage", "ouder": "/bestaat-niet/", "titel": "X", "slug": "x"}]}
    monkeypatch.setattr(laden, "_read", lambda naam: broken if naam == "bijeenkomsten" else read(naam))
    with pytest.raises(KeyError):
        load()
    assert not GebiedPage.objects.exists() and HomePage.objects.get().numchild == 0


def test_accounts_with_a_known_password_exist_only_in_a_demo(settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="only for a demo"):
        call_command("start_demo")
    assert not get_user_model().objects.exists()
