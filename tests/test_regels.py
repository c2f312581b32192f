"""What may be asked for, as a resident reads it and the desk checks it."""

from datetime import date
from decimal import Decimal

import pytest

from initiatieven.regels import Ernst, Plan, Regels, Vergunning

pytestmark = pytest.mark.een_database
REGELS = Regels(indienen_weken=8, beslistermijn_weken=13, maximum=Decimal(4000), dekking_verplicht=True)
VANDAAG = date(2026, 11, 25)


def check(**plan):
    return [(gevonden.veld, gevonden.ernst) for gevonden in REGELS.check(Plan(**plan), VANDAAG)]


@pytest.mark.parametrize(
    ("begin", "ernst"),
    [
        (date(2027, 1, 19), Ernst.STOP),
        (date(2027, 1, 20), Ernst.LET_OP),
        (date(2027, 2, 23), Ernst.LET_OP),
        (date(2027, 2, 24), Ernst.GOED),
    ],
)
def test_eight_weeks_ahead_and_a_warning_until_thirteen(begin, ernst):
    assert check(begin=begin) == [("begin", ernst)]


def test_says_from_which_day_it_can_begin():
    [gevonden] = REGELS.check(Plan(begin=VANDAAG), VANDAAG)
    assert "20 januari 2027" in gevonden.tekst


@pytest.mark.parametrize(
    ("plan", "uitkomst"),
    [
        ({"eten_drinken": True}, [("eten_drinken", Ernst.LET_OP)]),
        ({"eten_drinken": False}, [("eten_drinken", Ernst.GOED)]),
        ({"eigen_voordeel": True}, [("eigen_voordeel", Ernst.STOP)]),
        ({"vergunning": Vergunning.WEET_NIET}, [("vergunning", Ernst.LET_OP)]),
        ({"gevraagd": Decimal(4000)}, []),
        ({"gevraagd": Decimal("4000.01")}, [("gevraagd", Ernst.STOP)]),
        ({"gevraagd": Decimal(500), "over": Decimal(499)}, [("gevraagd", Ernst.LET_OP)]),
        ({"over": Decimal(0)}, [("gevraagd", Ernst.LET_OP)]),
        ({"gevraagd": Decimal(500), "dekking": Decimal(0)}, [("dekking", Ernst.LET_OP)]),
        ({}, []),
    ],
)
def test_the_other_rules(plan, uitkomst):
    assert check(**plan) == uitkomst
