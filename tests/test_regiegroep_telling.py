"""What votes come to, as a table: too few, a tie, two thirds, abstentions and a part of the amount."""

from decimal import Decimal

import pytest

from initiatieven.models import Advies, Oordeel
from initiatieven.regiegroep.telling import count

pytestmark = pytest.mark.een_database
Stem, Uitkomst = Oordeel.Stem, Advies.Uitkomst
LETTERS = {"v": Stem.VOOR, "w": Stem.VOORWAARDE, "t": Stem.TEGEN, "o": Stem.ONTHOUDEN}
GEVRAAGD = Decimal(1000)


def vote(letters, bedragen=()):
    """`vvt` is two for and one against; amounts in the order of the votes."""
    bedragen = [None if bedrag is None else Decimal(bedrag) for bedrag in bedragen]
    bedragen += [None] * (len(letters) - len(bedragen))
    return [(LETTERS[letter], bedrag) for letter, bedrag in zip(letters, bedragen, strict=True)]


@pytest.mark.parametrize(
    ("letters", "gerechtigd", "quorum", "twee_derde", "uitkomst"),
    [
        ("", 5, 3, False, Uitkomst.GEEN),
        ("vv", 5, 3, False, Uitkomst.GEEN),
        ("vvt", 5, 3, False, Uitkomst.TOEKENNEN),
        ("vwt", 5, 3, False, Uitkomst.TOEKENNEN),
        ("vtt", 5, 3, False, Uitkomst.AFWIJZEN),
        ("vvtt", 5, 3, False, Uitkomst.GEEN),
        ("vto", 5, 3, False, Uitkomst.GEEN),
        # Who abstains is there, but is not for and not against.
        ("voo", 5, 3, False, Uitkomst.TOEKENNEN),
        ("too", 5, 3, False, Uitkomst.AFWIJZEN),
        ("ooo", 5, 3, False, Uitkomst.GEEN),
        # Two thirds of who chose: four of six is enough, three of five is not.
        ("vvvvtt", 6, 3, True, Uitkomst.TOEKENNEN),
        ("vvvtt", 5, 3, True, Uitkomst.AFWIJZEN),
        ("vvtoo", 5, 3, True, Uitkomst.TOEKENNEN),
        ("vvtt", 5, 3, True, Uitkomst.GEEN),
        # Who stepped out lowers what is needed, until nobody is left.
        ("vv", 2, 3, False, Uitkomst.TOEKENNEN),
        ("v", 2, 3, False, Uitkomst.GEEN),
        ("v", 1, 3, False, Uitkomst.TOEKENNEN),
        ("", 0, 3, False, Uitkomst.GEEN),
    ],
)
def test_the_votes_lead_to(letters, gerechtigd, quorum, twee_derde, uitkomst):
    telling = count(vote(letters), gerechtigd, quorum, GEVRAAGD, twee_derde)
    assert telling.uitkomst == uitkomst
    assert telling.waarom
    assert telling.bedrag == (GEVRAAGD if uitkomst == Uitkomst.TOEKENNEN else None)


@pytest.mark.parametrize(
    ("letters", "bedragen", "bedrag", "uitkomst"),
    [
        ("vvv", [None, None, None], "1000", Uitkomst.TOEKENNEN),
        ("vvv", [500, 800, 900], "800", Uitkomst.GEDEELTELIJK),
        # One who wants almost nothing does not decide, nor does an amount of who is against.
        ("vvv", [1, None, None], "1000", Uitkomst.TOEKENNEN),
        ("vvvt", [500, 800, 900, 1], "800", Uitkomst.GEDEELTELIJK),
        ("vvvv", [500, 600, "700.01", 900], "650.00", Uitkomst.GEDEELTELIJK),
        ("vv", ["0.01", "0.02"], "0.02", Uitkomst.GEDEELTELIJK),
    ],
)
def test_the_amount_is_the_middle_of_what_those_in_favour_propose(letters, bedragen, bedrag, uitkomst):
    telling = count(vote(letters, bedragen), len(letters), 2, GEVRAAGD)
    assert (telling.bedrag, telling.uitkomst) == (Decimal(bedrag), uitkomst)


def test_conditions_are_asked_when_half_of_those_in_favour_want_one():
    assert count(vote("vw"), 2, 2, GEVRAAGD).vraagt_voorwaarden
    assert not count(vote("vvw"), 3, 2, GEVRAAGD).vraagt_voorwaarden
    assert not count(vote("wtt"), 3, 2, GEVRAAGD).vraagt_voorwaarden
