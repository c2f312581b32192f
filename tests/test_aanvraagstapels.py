"""What lies on the desk of who handles applications, with as many queries for a long pile as for a short one."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from gebieden.rollen import set_up_roles
from initiatieven.bureau.stapels import lay_applications
from initiatieven.models import Boeking, Toets
from initiatieven.standen import Melding, Stand, Wie
from initiatieven.verloop import meld, zet_stap
from tests.initiatieven import make_aanvraag, make_budget, make_medewerker, make_regiegroep, make_ronde

pytestmark = [pytest.mark.django_db, pytest.mark.een_database]


@pytest.fixture(autouse=True)
def roles(db):
    set_up_roles()


def lay(rf, rol="Subsidiebureau", user=None):
    request = rf.get("/")
    request.user = user or make_medewerker(rol)
    return {stapel.titel: [taak.titel.split(":")[0] for taak in stapel.take()] for stapel in lay_applications(request)}


def test_each_application_lies_on_the_pile_of_what_must_happen(rf):
    nieuw, vandaag = make_aanvraag(), timezone.localdate()
    aangevuld = make_aanvraag(Stand.AANVULLING)
    zet_stap(aangevuld, "vul_aan")
    wacht, te_laat = make_aanvraag(Stand.AANVULLING), make_aanvraag()
    zet_stap(te_laat, "vraag_aanvulling", uiterlijk=vandaag - timedelta(days=1))
    dringend = make_aanvraag(Stand.BEHANDELING, dagen_geleden=13 * 7 - 14)
    later = make_aanvraag(Stand.BEHANDELING, dagen_geleden=13 * 7 - 15)
    in_ronde = make_aanvraag(Stand.BEHANDELING, ronde=make_ronde())
    make_aanvraag(Stand.BEHANDELING, ronde=make_ronde(open_=True))
    advies = make_aanvraag(Stand.ADVIES)
    past_niet = make_aanvraag(Stand.BEHANDELING)
    Toets.objects.create(aanvraag=past_niet, compleet=True, past=False, door_naam="Bureau")
    stapels = lay(rf)
    assert stapels["Nieuw binnengekomen"] == [nieuw.kenmerk]
    assert stapels["Aanvulling binnen"] == [aangevuld.kenmerk]
    # Of a round that is still open no advice can be asked; what does not fit goes to the decider.
    assert stapels["Advies vragen"] == [dringend.kenmerk, later.kenmerk, in_ronde.kenmerk]
    assert stapels["Aanvulling te laat"] == [te_laat.kenmerk]
    assert stapels["Termijn loopt af"] == [dringend.kenmerk]
    assert "Wacht op besluit" not in stapels
    assert wacht.kenmerk not in {kenmerk for stapel in stapels.values() for kenmerk in stapel}
    assert set(lay(rf, "Beslisser")["Wacht op besluit"]) == {advies.kenmerk, past_niet.kenmerk}


def test_who_checked_does_not_find_it_on_the_pile_of_decisions(rf):
    beslisser = make_medewerker("Beslisser")
    make_aanvraag(Stand.ADVIES, door=beslisser)
    assert lay(rf, user=beslisser)["Wacht op besluit"] == []


def test_a_grant_waits_for_its_letter_and_its_money(rf):
    budget = make_budget()
    aanvraag = make_aanvraag(Stand.TOEGEKEND, groep=budget.regiegroep)
    budget.book(Boeking.Soort.TOEKENNING, 1000, "Toegekend", aanvraag=aanvraag)
    stapels = lay(rf)
    assert stapels["Brief nog niet bezorgd"] == stapels["Te betalen"] == [aanvraag.kenmerk]
    budget.book(Boeking.Soort.BETALING, 1000, "Betaald", aanvraag=aanvraag)
    zet_stap(aanvraag, "meld_uitgevoerd")
    stapels = lay(rf)
    assert stapels["Te betalen"] == []
    assert stapels["Verantwoording beoordelen"] == [aanvraag.kenmerk]


def test_a_plan_that_does_not_go_on_waits_for_withdrawal_and_not_for_money(rf):
    budget = make_budget()
    aanvraag = make_aanvraag(Stand.TOEGEKEND, groep=budget.regiegroep)
    budget.book(Boeking.Soort.TOEKENNING, 1000, "Toegekend", aanvraag=aanvraag)
    meld(aanvraag, Melding.GAAT_NIET_DOOR, Wie.AANVRAGER)
    for rol in ("Subsidiebureau", "Beslisser"):
        assert lay(rf, rol)["Gaat niet door"] == [aanvraag.kenmerk]
    assert lay(rf)["Te betalen"] == []
    assert "Er is nog niets betaald" in find_cancelled_task(rf)
    budget.book(Boeking.Soort.BETALING, 1000, "Betaald", aanvraag=aanvraag)
    budget.book(Boeking.Soort.TERUG, 300, "Terug", aanvraag=aanvraag)
    assert "Betaald is €\xa0700" in find_cancelled_task(rf)
    zet_stap(aanvraag, "vorder_terug")
    assert lay(rf)["Gaat niet door"] == []


def find_cancelled_task(rf):
    request = rf.get("/")
    request.user = make_medewerker()
    [stapel] = [stapel for stapel in lay_applications(request) if stapel.titel == "Gaat niet door"]
    return stapel.take()[0].toelichting


def test_a_long_pile_costs_no_more_queries(rf):
    groep, user = make_regiegroep(), make_medewerker()
    user.groups.add(*make_medewerker("Beslisser").groups.all())
    aantallen = []
    lay(rf, user=user)
    for _ in range(2):
        for stand in (Stand.INGEDIEND, Stand.ADVIES, Stand.TOEGEKEND):
            aanvraag = make_aanvraag(stand, groep=groep, dagen_geleden=85)
        meld(aanvraag, Melding.GAAT_NIET_DOOR, Wie.AANVRAGER)
        user = type(user).objects.get(pk=user.pk)
        with CaptureQueriesContext(connection) as queries:
            lay(rf, user=user)
        aantallen.append(len(queries))
    assert aantallen[0] == aantallen[1]
