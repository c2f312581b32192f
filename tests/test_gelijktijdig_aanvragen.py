"""Applications and money at the same moment: real requests and real locks that a barrier lets go together."""

from decimal import Decimal
from functools import partial

import pytest
from django.test import Client

from gebieden.rollen import set_up_roles
from home.models import Mail
from home.verzending import verstuur_wachtende
from initiatieven.models import Besluit, Boeking, Budget, BudgetFout
from initiatieven.standen import Stand
from tests.aanvragen import make_complete
from tests.factories import make_gebied
from tests.gelijktijdig import RONDEN, race, together
from tests.initiatieven import do, make_aanvraag, make_budget, make_regiegroep, open_desk


@pytest.fixture(scope="module")
def redactie(stored_database):
    gebied = make_gebied("De Mare")
    set_up_roles()
    return gebied


def test_sixty_who_grant_at_once_cannot_spend_more_than_there_is(stored_database):
    budget = make_budget(make_regiegroep(), plafond=1000)

    def grant():
        try:
            Budget.objects.get(pk=budget.pk).book(Boeking.Soort.TOEKENNING, Decimal(100), "Besluit")
        except BudgetFout:
            return False
        return True

    gelukt = together([grant] * 60)
    budget.refresh_from_db()
    assert (sum(gelukt), budget.over) == (10, 0)


def test_two_workers_send_each_mail_once(stored_database, mailserver):
    mails = Mail.objects.bulk_create(
        Mail(soort="proef", sleutel=f"race:{nummer}", aan="x@example.org", message_id=f"<{nummer}@example.org>")
        for nummer in range(RONDEN)
    )
    sent = together([verstuur_wachtende] * 2)
    assert sorted(bericht["Message-ID"] for bericht in mailserver.mails) == sorted(mail.message_id for mail in mails)
    assert sum(sent) == RONDEN and all(sent)
    assert not Mail.objects.open().exists()


def test_forty_times_the_same_button_gives_one_application_and_one_receipt(stored_database):
    aanvraag, adres = make_complete()
    people = [Client() for _ in range(40)]
    for client in people:
        client.cookies["aanvraag"] = aanvraag.sleutel

    antwoorden = together(partial(client.post, adres) for client in people)
    assert [(antwoord.status_code, antwoord.url) for antwoord in antwoorden] == [
        (302, adres.replace("controle", "verzonden"))
    ] * 40
    aanvraag.refresh_from_db()
    assert aanvraag.stand == Stand.INGEDIEND
    assert aanvraag.gebeurtenissen.filter(soort="indienen").count() == 1
    assert Mail.objects.filter(soort="aanvraag_ontvangst").count() == 1


def test_two_deciders_give_one_decision_and_one_grant(redactie):
    budget = make_budget(make_regiegroep(gebied=redactie), plafond=50000)
    aanvragen = [make_aanvraag(Stand.ADVIES, groep=budget.regiegroep) for _ in range(10)]
    gezien = {aanvraag.pk: aanvraag.gebeurtenissen.last().pk for aanvraag in aanvragen}
    clients = [open_desk("Beslisser", naam=naam) for naam in ("Carla", "Dirk")]

    def decide(client):
        def act(aanvraag):
            data = {"soort": "ken_toe", "bedrag": "1000", "motivering": client.user.username}
            return do(client, aanvraag, "besluit", gezien=gezien[aanvraag.pk], **data).content.decode()

        return act

    for aanvraag, *answers in race(aanvragen, *map(decide, clients)):
        besluit = Besluit.objects.get(aanvraag=aanvraag)
        assert aanvraag.boekingen.get().soort == Boeking.Soort.TOEKENNING
        assert aanvraag.gebeurtenissen.filter(soort="ken_toe").count() == 1
        loser = answers[besluit.door_naam == "Carla"]
        assert f"intussen “toegekend”, door {besluit.door_naam} om" in loser
    budget.refresh_from_db()
    assert budget.over == 40000


def test_two_who_move_money_crosswise_do_not_block_each_other(stored_database):
    een, ander = (make_budget(make_regiegroep(), plafond=100) for _ in range(2))

    def move(van, naar):
        def act(ronde):
            van.move_to(naar, Decimal(1), "Geruild.", None)
            return True

        return act

    list(race(range(RONDEN), move(een, ander), move(ander, een)))
    for budget in (een, ander):
        budget.refresh_from_db()
        assert (budget.over, budget.boekingen.count()) == (100, 2 * RONDEN + 1)
