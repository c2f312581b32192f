"""What places come to, as tables: points, ties, who skips a plan, too few votes, and how far the money reaches."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest

from initiatieven.models import Advies
from initiatieven.regiegroep.volgorde import Deelnemer, get_punten, rank

pytestmark = pytest.mark.een_database
Uitkomst = Advies.Uitkomst
BEGIN = datetime(2026, 11, 1, 12, tzinfo=UTC)


def make_plannen(*bedragen, gerechtigd=3, vast=None):
    """Plans 1, 2, 3…, each handed in a day after the one before."""
    return [
        Deelnemer(pk, Decimal(bedrag), BEGIN + timedelta(days=pk), gerechtigd, (vast or {}).get(pk))
        for pk, bedrag in enumerate(bedragen, 1)
    ]


def order(plannen, *biljetten, quorum=1, **kwargs):
    return [plek.pk for plek in rank(plannen, list(biljetten), quorum, **kwargs)]


def find(plekken, pk):
    return next(plek for plek in plekken if plek.pk == pk)


@pytest.mark.parametrize(
    ("biljet", "punten"),
    [
        ({1: 1, 2: 2, 3: 3}, {1: 100, 2: 50, 3: 0}),
        ({1: 1, 2: 2}, {1: 100, 2: 0}),
        # Against is 0, and the others keep their distance.
        ({1: 2, 2: None, 3: 1}, {1: 50, 2: 0, 3: 100}),
        ({1: None, 2: None}, {1: 0, 2: 0}),
        # A gap, as when somebody steps out of the first plan afterwards, makes no difference.
        ({2: 2, 3: 3}, {2: 100, 3: 0}),
        # One plan compares nothing.
        ({1: 1}, {}),
    ],
)
def test_a_member_gives_these_points(biljet, punten):
    assert get_punten(biljet) == punten


def test_the_average_decides_and_is_exact():
    plannen = make_plannen(100, 100, 100)
    biljetten = [{1: 3, 2: 1, 3: 2}, {1: 3, 2: 1, 3: 2}, {1: 1, 2: 2, 3: 3}]
    plekken = rank(plannen, biljetten, 3)
    assert [(plek.pk, plek.plaats, plek.punten) for plek in plekken] == [
        (2, 1, Fraction(250, 3)),
        (1, 2, Fraction(100, 3)),
        (3, 3, Fraction(100, 3)),
    ]
    assert plekken[0].punten_in_woorden == "83,3"


def test_the_order_in_which_ballots_come_makes_no_difference():
    plannen = make_plannen(100, 100, 100, 100)
    biljetten = [{1: 4, 2: 1, 3: 2, 4: 3}, {1: 1, 2: 3, 3: 2, 4: 4}, {2: 1, 3: 3, 4: 2}]
    assert order(plannen, *biljetten) == order(plannen[::-1], *biljetten[::-1])


def test_a_tie_goes_to_who_handed_in_first_and_is_said():
    plannen = make_plannen(100, 100, 100)
    plekken = rank(plannen, [{1: 1, 2: 2, 3: 3}, {1: 2, 2: 1, 3: 3}], 1)
    assert [plek.pk for plek in plekken] == [1, 2, 3]
    assert ["evenveel punten" in plek.telling.waarom for plek in plekken] == [True, True, False]


def test_who_skips_a_plan_neither_helps_nor_hurts_it():
    plannen = make_plannen(100, 100, 100)
    # The second member has an interest in plan 1.
    plekken = rank(plannen, [{1: 1, 2: 2, 3: 3}, {2: 1, 3: 2}], 1)
    assert {plek.pk: plek.punten for plek in plekken} == {1: 100, 2: 75, 3: 0}


@pytest.mark.parametrize(
    ("stemmen", "quorum", "twee_derde", "uitkomst"),
    [
        ((1, 1, 1), 3, False, Uitkomst.TOEKENNEN),
        ((1, 1), 3, False, Uitkomst.GEEN),
        ((1, None, None), 3, False, Uitkomst.AFWIJZEN),
        ((1, None), 2, False, Uitkomst.GEEN),
        ((1, 1, None), 3, True, Uitkomst.TOEKENNEN),
        ((1, 1, 1, None, None), 3, True, Uitkomst.AFWIJZEN),
    ],
)
def test_quorum_and_majority_hold_for_each_plan(stemmen, quorum, twee_derde, uitkomst):
    plannen = make_plannen(100, 100, gerechtigd=5)
    plekken = rank(plannen, [{1: stem, 2: 2} for stem in stemmen], quorum, twee_derde)
    plek = find(plekken, 1)
    assert plek.telling.uitkomst == uitkomst
    assert plek.telling.bedrag == (100 if uitkomst == Uitkomst.TOEKENNEN else None)


class TestStreep:
    BILJET = {1: 1, 2: 2, 3: 3}

    @pytest.mark.parametrize(
        ("bedrag", "past"),
        [
            (None, [1, 2, 3]),
            ("2100", [1, 2, 3]),
            # To the cent.
            ("2099.99", [1, 2]),
            ("1800", [1, 2]),
            # The second does not fit; the third, which is smaller, does.
            ("1799.99", [1, 3]),
            ("999.99", [2]),
            ("0.01", []),
        ],
    )
    def test_from_the_top_down_what_fits_stands_above_the_line(self, bedrag, past):
        bedrag = None if bedrag is None else Decimal(bedrag)
        plekken = rank(make_plannen(1000, 800, 300), [self.BILJET] * 3, 3, bedrag=bedrag)
        assert [plek.pk for plek in plekken if plek.past] == past
        assert all(plek.telling.uitkomst == Uitkomst.AFWIJZEN for plek in plekken if not plek.past)

    def test_it_says_why_a_plan_stands_under_the_line(self):
        plekken = rank(make_plannen(1000, 800, 300), [self.BILJET] * 3, 3, bedrag=Decimal(1500))
        waarom = find(plekken, 2).telling.waarom
        assert "Het plan past niet meer in het bedrag van de ronde: er is nog €\xa0500." in waarom
        assert find(plekken, 3).telling.waarom.startswith("Plaats 3 van 3, met 0 punten.")

    def test_a_plan_without_a_majority_takes_no_money(self):
        biljetten = [{1: None, 2: 1, 3: 2}] * 3
        plekken = rank(make_plannen(1000, 800, 300), biljetten, 3, bedrag=Decimal(1100))
        assert [plek.pk for plek in plekken if plek.past] == [2, 3]

    def test_what_is_advised_already_goes_first(self):
        """The advice on plan 3 was recorded; then the order changed because somebody stepped out."""
        plekken = rank(make_plannen(1000, 800, 300, vast={3: Decimal(300)}), [self.BILJET] * 3, 3, bedrag=Decimal(1200))
        assert [plek.pk for plek in plekken if plek.past] == [2, 3]
        plekken = rank(make_plannen(1000, 800, 300, vast={1: Decimal(0)}), [self.BILJET] * 3, 3, bedrag=Decimal(1100))
        assert find(plekken, 2).past and find(plekken, 3).past
