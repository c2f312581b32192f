"""Every euro of a budget stands in its ledger, and the database itself lets nobody grant more than there is."""

from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from initiatieven.models import Boeking, BudgetFout
from tests.initiatieven import make_aanvraag, make_account, make_budget

Soort = Boeking.Soort


@pytest.fixture
def budget(db):
    return make_budget(plafond=1000)


def get_over(budget):
    budget.refresh_from_db()
    return budget.over


def test_what_is_left_follows_from_the_lines(budget):
    aanvraag = make_aanvraag(groep=budget.regiegroep)
    budget.book(Soort.RESERVERING, Decimal("300.10"), "Bij de regiegroep", aanvraag=aanvraag)
    budget.book(Soort.VRIJGAVE, Decimal("300.10"), "Besluit genomen", aanvraag=aanvraag)
    budget.book(Soort.TOEKENNING, Decimal("250.30"), "Besluit", aanvraag=aanvraag)
    budget.book(Soort.BETALING, Decimal("250.30"), "Overgemaakt", aanvraag=aanvraag)
    assert get_over(budget) == Decimal("749.70")
    budget.book(Soort.TERUG, Decimal("50.30"), "Minder uitgegeven", aanvraag=aanvraag)
    assert get_over(budget) == Decimal("800.00")
    assert sum(boeking.effect * boeking.bedrag for boeking in budget.boekingen.all()) == budget.over


def test_the_last_cent_can_be_granted_but_not_one_more(budget):
    for _ in range(10):
        budget.book(Soort.TOEKENNING, Decimal("99.99"), "Besluit")
    budget.book(Soort.TOEKENNING, Decimal("0.10"), "Besluit")
    assert get_over(budget) == 0
    with pytest.raises(BudgetFout, match="nog €\xa00"):
        budget.book(Soort.TOEKENNING, Decimal("0.01"), "Besluit")
    assert budget.boekingen.count() == 12


def test_a_correction_cannot_take_what_is_not_there(budget):
    with pytest.raises(BudgetFout, match=r"nog €\xa01\.000"):
        budget.book(Soort.CORRECTIE_AF, Decimal(1001), "Verkeerd ingevoerd")


@pytest.mark.parametrize("bedrag", [Decimal(0), Decimal(-5)])
def test_a_line_is_more_than_zero(budget, bedrag):
    with pytest.raises(ValueError):
        budget.book(Soort.TOEKENNING, bedrag, "Besluit")


def test_a_line_is_never_changed_or_deleted(budget):
    boeking = budget.boekingen.get()
    for act in (
        lambda: Boeking.objects.filter(pk=boeking.pk).update(bedrag=1),
        lambda: Boeking.objects.filter(pk=boeking.pk).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()
    assert budget.boekingen.get().bedrag == 1000


def test_the_effect_of_a_line_follows_from_its_kind(budget):
    with pytest.raises(DatabaseError), transaction.atomic():
        budget.boekingen.create(soort=Soort.TOEKENNING, effect=1, bedrag=Decimal(500), reden="Fout", door_naam="iemand")
    assert get_over(budget) == 1000


def test_money_moves_to_another_year_as_two_lines(budget):
    volgend = make_budget(budget.regiegroep, plafond=0, jaar=budget.jaar + 1)
    iemand = make_account("iemand")
    budget.move_to(volgend, Decimal(400), "Niet uitgegeven.", iemand)
    assert (get_over(budget), get_over(volgend)) == (600, 400)
    with pytest.raises(BudgetFout):
        budget.move_to(volgend, Decimal(601), "Te veel.", iemand)
    assert (get_over(budget), get_over(volgend)) == (600, 400)
