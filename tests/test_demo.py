"""The content that `make run` puts in an empty site, and how well its search answers residents."""

import shutil
from io import StringIO

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import override_settings
from wagtail.models import Page, ReferenceIndex

from gebieden.models import BijeenkomstPage, GebiedPage, NieuwsPage, Postcode, VerhaalPage
from home.models import Afbeelding, HomePage, Video
from search.models import Document
from search.zoeken import Zoekopdracht
from site_project.alkmaar import laden
from tests.factories import make_gebied
from tests.gelijktijdig import use_database
from tests.zoekmeting import measure, summarize

# The content goes in once.
pytestmark = pytest.mark.xdist_group("demo_inhoud")
# Kept in memory, as the folder of a test is gone after that test.
STORAGE = {"BACKEND": "django.core.files.storage.InMemoryStorage"}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}


def load():
    output = StringIO()
    call_command("load_demo", stdout=output)
    return output.getvalue()


@pytest.mark.django_db
def test_content_is_not_laid_over_a_site_with_pages():
    make_gebied("Eigen wijk")
    assert "Er is niets veranderd" in load()
    assert GebiedPage.objects.count() == 1


@pytest.mark.django_db
def test_all_or_nothing(monkeypatch):
    """A mistake in one of the files leaves the site empty."""
    read = laden._read
    broken = {"pagina": [{"model": "gebieden.NieuwsPage", "ouder": "/bestaat-niet/", "titel": "X", "slug": "x"}]}
    monkeypatch.setattr(laden, "_read", lambda naam: broken if naam == "nieuws" else read(naam))
    with pytest.raises(KeyError):
        load()
    assert not GebiedPage.objects.exists() and HomePage.objects.get().numchild == 0


@pytest.mark.django_db
def test_accounts_with_a_known_password_exist_only_in_a_demo():
    with override_settings(DEMO=False), pytest.raises(CommandError, match="only for a demo"):
        call_command("start_demo")
    assert not get_user_model().objects.exists()


# From here on the content is there.


@pytest.fixture(scope="module")
def alkmaar(request, tmp_path_factory):
    """A site with that content, which the tests share. On SQLite it is the demo of this run, which began empty."""
    if connection.vendor == "sqlite":
        copy = shutil.copy(
            request.getfixturevalue("built_demo") / "alkmaar.sqlite3", tmp_path_factory.mktemp("alkmaar")
        )
        with request.getfixturevalue("django_db_blocker").unblock(), use_database(copy):
            yield
        return
    request.getfixturevalue("stored_database")
    with override_settings(CACHES=CACHES, STORAGES={**settings.STORAGES, "default": STORAGE}):
        assert "24 gebieden" in load()
        yield


def test_empty_site_is_filled_with_alkmaar_and_never_again(alkmaar):
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
    assert ReferenceIndex.objects.exists() and Page.objects.search("Overdie")

    before = list(Page.objects.order_by("pk").values())
    assert "Er is niets veranderd" in load()
    assert list(Page.objects.order_by("pk").values()) == before


@pytest.mark.parametrize(
    ("vragen", "recall", "eerste"),
    [
        ("stel_af", 0.97, 0.95),
        ("toets", 0.95, 0.9),
        ("vers", 0.92, 0.87),
        ("nieuw", 0.85, 0.8),
        ("dagelijks", 0.95, 0.9),
        ("slot", 0.95, 0.9),
        ("proef", 0.93, 0.9),
    ],
)
def test_residents_find_what_they_look_for(alkmaar, vragen, recall, eerste):
    """In their own words: see zoekvragen.toml."""

    def find_addresses(vraag):
        keys = Zoekopdracht(vraag).resultaten[:10]
        documents = Document.objects.select_related("page").in_bulk(keys)
        return [documents[key].page.url_path for key in keys]

    uitslagen = measure(vragen, find_addresses)
    gemeten = summarize(uitslagen)
    gemist = {uitslag.vraag: uitslag.gemist for uitslag in uitslagen if uitslag.gemist}
    assert gemeten["recall"] >= recall and gemeten["eerste"] >= eerste, (gemeten, gemist)
    assert gemeten["precision"] >= 0.6
