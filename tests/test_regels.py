"""What may be asked for, as a resident reads it and the desk checks it."""

from datetime import date
from decimal import Decimal

import pytest

from initiatieven.regels import Ernst, Plan, Post, Regels, Vergunning

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


MET_LIJST = Regels(8, 13, Decimal(4000), False, Decimal(500), ("koffie\r", "ijs", ""), ("uren", "loon"))


def read_posten(*posten):
    return [gevonden.tekst for gevonden in MET_LIJST.check(Plan(posten=tuple(posten)), VANDAAG)]


@pytest.mark.parametrize(
    ("omschrijving", "woord"),
    [
        ("Koffie en thee", "eten of drinken"),
        ("Twee liter koffiemelk", "eten of drinken"),
        ("Uren van de klusser", "loon of betaalde uren"),
        ("Bakken voor de buren", ""),
        ("Gereedschap voor de paradijstuin", ""),
    ],
)
def test_a_word_that_begins_like_one_of_the_list_asks_to_look_again(omschrijving, woord):
    gevonden = read_posten(Post(omschrijving, Decimal(20)))
    assert [woord in tekst and f"“{omschrijving}”" in tekst for tekst in gevonden] == ([True] if woord else [])


def test_a_quote_is_asked_for_each_line_above_the_amount():
    hout, verf, aarde = Post("Hout", Decimal("500.01")), Post("Verf", Decimal(500)), Post("Aarde", Decimal(600))
    assert read_posten(hout, verf, aarde) == [
        "Boven €\xa0500 vragen wij een offerte. Die is er nog niet bij “Hout” en “Aarde”."
    ]
    assert read_posten(Post("Hout", Decimal(501), offertes=1), verf) == ["Bij elke hoge post zit een offerte."]
    assert check(posten=(hout,)) == []
