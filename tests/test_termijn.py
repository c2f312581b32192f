"""By when a decision must be there, on real dates."""

from datetime import date

import pytest

from initiatieven.termijn import Klok, Pauze

pytestmark = pytest.mark.een_database
VANDAAG = date(2027, 1, 4)


@pytest.mark.parametrize(
    ("ontvangen", "uiterlijk"),
    [
        (date(2026, 11, 25), date(2027, 2, 24)),
        # Over the new year, over 29 February and over both changes of the clock.
        (date(2026, 12, 31), date(2027, 4, 1)),
        (date(2027, 12, 1), date(2028, 3, 1)),
        (date(2027, 12, 2), date(2028, 3, 2)),
        (date(2027, 3, 28), date(2027, 6, 27)),
        (date(2026, 10, 25), date(2027, 1, 24)),
    ],
)
def test_thirteen_weeks_after_the_day_of_receipt(ontvangen, uiterlijk):
    assert Klok(ontvangen, 13).get_uiterlijk(VANDAAG) == uiterlijk


def test_stands_still_from_the_day_after_the_question_until_the_answer():
    # Asked on 1 December, answered on the 11th: nine days, the 2nd up to the 10th.
    pauze = Pauze(date(2026, 12, 1), date(2026, 12, 15), date(2026, 12, 11))
    klok = Klok(date(2026, 11, 25), 13, (pauze,))
    assert klok.count_paused(VANDAAG) == 9
    assert klok.get_uiterlijk(VANDAAG) == date(2027, 3, 5)


def test_an_answer_on_the_same_day_stops_nothing():
    dag = date(2026, 12, 1)
    assert Klok(dag, 13, (Pauze(dag, dag, dag),)).count_paused(VANDAAG) == 0


def test_grows_each_day_while_the_answer_is_awaited():
    klok = Klok(date(2026, 11, 25), 13, (Pauze(date(2026, 12, 1), date(2026, 12, 15)),))
    assert klok.is_paused(date(2026, 12, 15))
    assert klok.get_uiterlijk(date(2026, 12, 1)) == date(2027, 2, 24)
    assert klok.get_uiterlijk(date(2026, 12, 8)) == date(2027, 3, 2)


def test_runs_again_when_the_date_for_the_answer_went_by():
    klok = Klok(date(2026, 11, 25), 13, (Pauze(date(2026, 12, 1), date(2026, 12, 15)),))
    assert not klok.is_paused(date(2026, 12, 16))
    assert klok.get_uiterlijk(date(2026, 12, 16)) == klok.get_uiterlijk(VANDAAG) == date(2027, 3, 9)


def test_two_pauses_and_an_adjournment_add_up():
    pauzes = (
        Pauze(date(2026, 12, 1), date(2026, 12, 15), date(2026, 12, 4)),
        Pauze(date(2026, 12, 20), date(2027, 1, 3), date(2026, 12, 23)),
    )
    klok = Klok(date(2026, 11, 25), 13, pauzes, verdaagd=42)
    assert klok.get_uiterlijk(VANDAAG) == date(2027, 4, 11)
