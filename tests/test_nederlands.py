"""Dutch words brought to one form."""

import pytest

from search.nederlands import find_content, stem, tokens
from search.splitsen import Splitser

pytestmark = pytest.mark.een_database


@pytest.mark.parametrize(
    "vormen",
    [
        "buurt buurten",
        "initiatief initiatieven",
        "bewonersinitiatief bewonersinitiatieven",
        "huis huizen",
        "kind kinderen",
        "veilig veilige veiligheid",
        "centrum centra",
        "toestel toestellen",
        "agenda agenda's",
        "bank banken bankje bankjes",
        "straat straten straatje",
        "tuin tuinen tuintje",
        "boom bomen boompje",
        "hond honden hondje",
        "fiets fietsen",
        "bewoner bewoners bewoonster",
        "parkeren parkeer geparkeerd",
        "pad paden",
        "café cafe cafés",
        "reünie reunie reünies",
    ],
)
def test_forms_of_a_word_are_one(vormen):
    eerste, *andere = [stem(tokens(vorm)[0]) for vorm in vormen.split()]
    assert all(stam == eerste for stam in andere)


@pytest.mark.parametrize(
    "paar", ["veerkracht verkrachting", "winkel winter", "boom boot", "straat strand", "plein plan"]
)
def test_other_words_stay_apart(paar):
    een, ander = paar.split()
    assert stem(een) != stem(ander)


@pytest.mark.parametrize(
    ("woord", "deel"),
    [
        ("verkeersveiligheid", "veiligheid"),
        ("bewonersinitiatieven", "initiatief"),
        ("buurtbemiddeling", "buurt"),
        ("speeltuintjes", "tuin"),
        ("dorpsagenda", "agenda"),
        ("subsidieaanvraag", "subsidie"),
        ("verkeersveiligheidsplan", "verkeersveiligheid"),
    ],
)
def test_parts_of_a_compound_are_found(woord, deel):
    assert stem(deel) in Splitser().find_stems(woord)


def test_the_name_of_a_place_is_no_compound():
    assert Splitser().split("oudorp") == []
    splitser = Splitser(["Oudorp", "De Mare"])
    assert splitser.split("oudorp") == []
    assert splitser.split("oudorpbewoners") == ["oudorp", "bewoners"]


def test_a_whole_question_is_its_subject():
    assert find_content("Hoe kan ik een bankje krijgen in mijn straat?") == ["bankje", "straat"]
    assert find_content("Hoe vraag ik subsidie aan?") == ["aanvragen", "subsidie"]


@pytest.mark.parametrize("tekst", ["", "\x00", "'", "’’", "!!! ??", "\ud800", "日本", "a" * 100_000])
def test_odd_text_has_no_words_or_short_ones(tekst):
    assert all(len(woord) <= 60 for woord in tokens(tekst))
