"""Which words are found by which: verbs, postcodes, and words that only end like another."""

import pytest
from django.db import connection

from search.indexeren import rebuild
from search.models import Document
from tests.factories import make_gebied, make_nieuws
from tests.zoeken import titles

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("titel", "zoekterm"),
    [("Blaffende dieren", "blaft"), ("Vrijwilligers helpen", "wie helpt mij"), ("Alles is opgeruimd", "opruimen")],
)
def test_every_form_of_a_verb_is_found(titel, zoekterm):
    make_nieuws(titel)
    rebuild()
    assert titles(zoekterm) == [titel]


@pytest.mark.parametrize("zoekterm", ["vuurwerk", "ik begrijp het niet", "zorgverzekering"])
def test_a_word_that_only_ends_like_one_is_not_found(zoekterm):
    make_nieuws("Het werk in de ring", ouder=make_gebied("De Rijp"))
    rebuild()
    assert titles(zoekterm) == []


def test_a_postcode_finds_its_areas():
    make_gebied("Zuid", postcodes=["1814", "1815AB"])
    make_gebied("West", postcodes=["1816"])
    rebuild()
    assert titles("1815 xy") == titles("1815XY") == titles("1815") == ["Zuid"]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite makes its plans without")
def test_after_many_pages_the_database_knows_how_many(monkeypatch):
    monkeypatch.setattr("search.indexeren.VEEL", 2)
    make_nieuws("Fontein", ouder=make_gebied("Zuid"))
    rebuild()
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE relname = 'search_document'")
        assert cursor.fetchone()[0] == Document.objects.count()
