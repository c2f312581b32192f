"""Which words are found by which: verbs, postcodes, and words that only end like another."""

import pytest

from search.indexeren import rebuild
from search.models import Synoniem
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


@pytest.mark.parametrize(
    ("titel", "zoekterm"),
    [
        ("Elke dinsdag koffie", "koffiedrinken"),
        ("Internet voor iedereen", "internetverbinding"),
        ("Uw gegevens", "persoonsgegevens"),
    ],
)
def test_a_word_that_begins_or_ends_with_a_long_one_of_the_site_is_about_that(titel, zoekterm):
    make_nieuws(titel)
    make_nieuws("Iets heel anders")
    rebuild()
    assert titles(zoekterm) == [titel]


@pytest.mark.parametrize("zoekterm", ["gevel tuintje", "een gevel tuin bij ons"])
def test_a_compound_that_was_typed_as_two_words_is_found(zoekterm):
    make_nieuws("Een nieuwe gevel")
    make_nieuws("Van tegel naar geveltuin")
    rebuild()
    assert titles(zoekterm)[0] == "Van tegel naar geveltuin"


def test_a_synonym_may_be_two_words():
    Synoniem.objects.all().delete()
    Synoniem.objects.create(woorden="bus, openbaar vervoer")
    make_nieuws("De bus rijdt weer")
    make_nieuws("Een openbaar gesprek")
    rebuild()
    assert titles("openbaar vervoer") == ["De bus rijdt weer"]


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
