"""The formal decision and the money that follows it: by other hands than the check, and never more than there is."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from gebieden.rollen import set_up_roles
from home.models import Mail
from initiatieven.bureau.briefmaken import make_tekst
from initiatieven.bureau.stapels import lay_applications
from initiatieven.models import Advies, Besluit, Boeking
from initiatieven.persoonlijk import COOKIE
from initiatieven.standen import Melding, Stand, Wie
from initiatieven.verloop import meld, zet_stap
from tests.initiatieven import do, make_aanvraag, make_budget, open_desk

pytestmark = pytest.mark.django_db
Soort = Boeking.Soort
IBAN = "NL91 ABNA 0417 1643 00"
PLAN = {"soort": "ken_toe", "bedrag": "1000", "motivering": "Het maakt het plein prettiger.", "verantwoorden": "on"}


@pytest.fixture(autouse=True)
def roles(db):
    set_up_roles()


@pytest.fixture
def budget(roles):
    return make_budget(plafond=1500)


@pytest.fixture
def bureau(roles):
    return open_desk(naam="Bureau")


@pytest.fixture
def beslisser(roles):
    return open_desk("Beslisser", naam="Beslisser")


@pytest.fixture
def vaststeller(roles):
    """Not who decided."""
    return open_desk("Beslisser", naam="Vaststeller")


@pytest.fixture
def aanvraag(budget, bureau):
    """With an advice to grant it all, and the money set apart."""
    aanvraag = make_aanvraag(Stand.BEHANDELING, groep=budget.regiegroep, door=bureau.user)
    do(bureau, aanvraag, "advies")
    return advise(aanvraag)


def advise(aanvraag, uitkomst=Advies.Uitkomst.TOEKENNEN, bedrag=1000):
    Advies.objects.create(
        aanvraag=aanvraag, regiegroep=aanvraag.regiegroep, uitkomst=uitkomst, bedrag=bedrag, toelichting="Goed plan."
    )
    zet_stap(aanvraag, "geef_advies")
    return aanvraag


@pytest.fixture
def toegekend(aanvraag, beslisser):
    do(beslisser, aanvraag, "besluit", **PLAN)
    aanvraag.refresh_from_db()
    assert aanvraag.stand == Stand.TOEGEKEND
    return aanvraag


def show(client, aanvraag):
    return client.get(reverse("aanvragen:dossier", args=[aanvraag.pk])).content.decode()


def lay(titel, user, rf):
    request = rf.get("/")
    request.user = user
    return next(stapel.take() for stapel in lay_applications(request) if stapel.titel == titel)


def get_over(budget):
    budget.refresh_from_db()
    return budget.over


def get_stand(aanvraag):
    aanvraag.refresh_from_db()
    return aanvraag.stand


def test_granting_writes_decision_ledger_and_mail_together(toegekend, budget, beslisser):
    besluit = toegekend.besluit
    assert (besluit.bedrag, besluit.door, besluit.soort) == (1000, beslisser.user, Besluit.Soort.TOEGEKEND)
    soorten = [boeking.soort for boeking in toegekend.boekingen.all()]
    assert soorten == [Soort.RESERVERING, Soort.VRIJGAVE, Soort.TOEKENNING]
    assert get_over(budget) == 500
    mail = Mail.objects.get()
    assert "toegekend" not in (mail.onderwerp + mail.tekst).lower()


def test_who_checked_may_not_decide(aanvraag, bureau, beslisser):
    bureau.user.groups.set(beslisser.user.groups.all())
    html = do(bureau, aanvraag, "besluit", **PLAN).content.decode()
    assert "U hebt deze aanvraag zelf getoetst" in html
    assert get_stand(aanvraag) == Stand.ADVIES


def test_a_member_of_the_group_may_not_decide(aanvraag, beslisser):
    aanvraag.regiegroep.leden.create(gebruiker=beslisser.user, vanaf=timezone.localdate() - timedelta(days=9))
    assert "U zit in de regiegroep" in do(beslisser, aanvraag, "besluit", **PLAN).content.decode()
    assert not Besluit.objects.exists()


def test_the_desk_cannot_decide(aanvraag, bureau):
    do(bureau, aanvraag, "besluit", **PLAN)
    assert get_stand(aanvraag) == Stand.ADVIES


@pytest.mark.parametrize(
    ("anders", "fout"),
    [
        ({"soort": "wijs_af", "bedrag": ""}, "U wijkt af van het advies"),
        ({"soort": "ken_deels_toe", "bedrag": "600"}, "U wijkt af van het advies"),
        ({"soort": "ken_deels_toe", "bedrag": "1000"}, "lager is dan €\xa01.000"),
        ({"bedrag": "900"}, "Kies anders: voor een deel toekennen"),
        ({"motivering": ""}, "verplicht"),
        ({"soort": "stel_vast"}, "Selecteer een geldige keuze"),
    ],
)
def test_a_decision_that_is_not_right_is_told_in_words(aanvraag, beslisser, anders, fout):
    assert fout in do(beslisser, aanvraag, "besluit", **(PLAN | anders)).content.decode()
    assert get_stand(aanvraag) == Stand.ADVIES
    assert not Mail.objects.exists()


def test_deviating_with_an_explanation_is_recorded(aanvraag, budget, beslisser):
    anders = {"soort": "ken_deels_toe", "bedrag": "600", "afwijking": "Het hout hebben wij nog liggen."}
    do(beslisser, aanvraag, "besluit", **(PLAN | anders))
    assert get_stand(aanvraag) == Stand.GEDEELTELIJK
    assert aanvraag.besluit.afwijking == "Het hout hebben wij nog liggen."
    assert get_over(budget) == 900


def test_a_refusal_lets_go_of_the_money(aanvraag, budget, beslisser):
    assert get_over(budget) == 500
    anders = {"soort": "wijs_af", "bedrag": "", "afwijking": "Het plein wordt volgend jaar opgebroken."}
    do(beslisser, aanvraag, "besluit", **(PLAN | anders))
    assert get_stand(aanvraag) == Stand.AFGEWEZEN
    assert get_over(budget) == 1500


def test_more_than_there_is_cannot_be_granted_and_nothing_is_half_done(budget, bureau, beslisser):
    aanvraag = make_aanvraag(Stand.BEHANDELING, groep=budget.regiegroep, gevraagd=Decimal(2000))
    do(bureau, aanvraag, "advies")
    advise(aanvraag, bedrag=2000)
    html = do(beslisser, aanvraag, "besluit", **(PLAN | {"bedrag": "2000"})).content.decode()
    assert "Er is niet genoeg geld over" in html
    assert "Het maakt het plein prettiger." in html
    assert get_stand(aanvraag) == Stand.ADVIES
    assert not Besluit.objects.exists()
    assert get_over(budget) == 1500


def test_setting_aside_waits_for_the_day_that_was_given(beslisser):
    aanvraag = make_aanvraag(dagen_geleden=30)
    vandaag = timezone.localdate()
    zet_stap(aanvraag, "vraag_aanvulling", uiterlijk=vandaag)
    plan = {"soort": "stel_buiten_behandeling", "motivering": "De offerte kwam niet."}
    assert "mag nog aanvullen" in do(beslisser, aanvraag, "besluit", **plan).content.decode()
    aanvraag.gebeurtenissen.filter(soort="vraag_aanvulling").update(uiterlijk=vandaag - timedelta(days=1))
    do(beslisser, aanvraag, "besluit", **plan)
    assert get_stand(aanvraag) == Stand.BUITEN_BEHANDELING


def test_paying_needs_an_account_that_is_right_and_happens_once(toegekend, budget, bureau):
    betaling = {"iban": IBAN, "iban_naam": "Bewonersgroep", "bedrag": "1.000"}
    fout = do(bureau, toegekend, "betaling", **(betaling | {"iban": "NL92 ABNA 0417 1643 00"})).content.decode()
    assert "Dit rekeningnummer klopt niet" in fout
    te_veel = do(bureau, toegekend, "betaling", **(betaling | {"bedrag": "1001"})).content.decode()
    assert "hoogstens €\xa01.000" in te_veel
    do(bureau, toegekend, "betaling", **betaling)
    do(bureau, toegekend, "betaling", **betaling)
    assert toegekend.boekingen.filter(soort=Soort.BETALING).count() == 1
    assert toegekend.gebeurtenissen.filter(soort=Melding.BETAALD).count() == 1
    toegekend.aanvrager.refresh_from_db()
    assert toegekend.aanvrager.iban == "NL91ABNA0417164300"
    assert get_over(budget) == 500


def test_who_pays_reads_that_the_plan_does_not_go_on(toegekend, bureau):
    adres = reverse("aanvragen:daad", args=[toegekend.pk, "betaling"])
    assert "Financiën" in bureau.get(adres).content.decode()
    meld(toegekend, Melding.GAAT_NIET_DOOR, Wie.AANVRAGER)
    assert "meldde dat het plan niet doorgaat" in bureau.get(adres).content.decode()


def test_fixing_frees_what_was_not_paid_and_keeps_asking_for_what_was(toegekend, budget, bureau, vaststeller, client):
    do(bureau, toegekend, "betaling", iban=IBAN, iban_naam="Bewonersgroep", bedrag="900")
    zet_stap(toegekend, "meld_uitgevoerd")
    do(bureau, toegekend, "verantwoording", tekst="Mooie foto’s.")
    assert get_stand(toegekend) == Stand.VERANTWOORD
    teveel = do(vaststeller, toegekend, "vaststellen", bedrag="1200", tekst="Alles op.").content.decode()
    assert "Meer dan toegekend is, kan niet" in teveel
    html = do(vaststeller, toegekend, "vaststellen", bedrag="700", tekst="Er was hout over.").content.decode()
    assert "De aanvrager betaalt €\xa0200 terug" in html
    assert get_stand(toegekend) == Stand.VASTGESTELD
    assert get_over(budget) == 600, "what was paid is not back yet"
    assert "U betaalt €\xa0200 terug" in make_tekst(toegekend.gebeurtenissen.last())
    assert "Nog terug te vorderen: <strong>€\xa0200</strong>" in show(bureau, toegekend)
    client.cookies[COOKIE] = toegekend.sleutel
    mijn = client.get(reverse("mijn:aanvraag")).content.decode()
    assert "U betaalt nog €\xa0200 terug" in mijn and "stelden vast: <strong>€\xa0700" in mijn
    assert "U krijgt" not in mijn
    assert "hoogstens €\xa0200" in do(bureau, toegekend, "terugbetaling", bedrag="201").content.decode()
    do(bureau, toegekend, "terugbetaling", bedrag="150")
    assert "Nog terug te vorderen: <strong>€\xa050</strong>" in show(bureau, toegekend)
    do(bureau, toegekend, "terugbetaling", bedrag="50")
    assert get_over(budget) == 800
    assert "Nog terug" not in show(bureau, toegekend)
    assert "U betaalt €\xa0200 terug" in make_tekst(toegekend.gebeurtenissen.get(soort="stel_vast"))


def test_an_amount_that_was_fixed_before_it_was_paid_can_still_be_paid(toegekend, budget, bureau, vaststeller, rf):
    zet_stap(toegekend, "meld_uitgevoerd")
    do(vaststeller, toegekend, "vaststellen", bedrag="800", tekst="Er was hout over.")
    assert get_over(budget) == 700
    [taak] = lay("Te betalen", bureau.user, rf)
    assert taak.toelichting.endswith("rekeningnummer: €\xa0800.")
    betaling = {"iban": IBAN, "iban_naam": "Groep"}
    assert "hoogstens €\xa0800" in do(bureau, toegekend, "betaling", bedrag="801", **betaling).content.decode()
    do(bureau, toegekend, "betaling", bedrag="800", **betaling)
    assert lay("Te betalen", bureau.user, rf) == lay("Nog terug te vorderen", bureau.user, rf) == []


def test_reclaiming_lets_go_of_what_was_not_paid_and_waits_for_the_rest(toegekend, budget, bureau, vaststeller, rf):
    do(bureau, toegekend, "betaling", iban=IBAN, iban_naam="Bewonersgroep", bedrag="400")
    teveel = do(vaststeller, toegekend, "terugvorderen", bedrag="401", tekst="X").content.decode()
    assert "Meer kan niet terug" in teveel
    do(vaststeller, toegekend, "terugvorderen", bedrag="400", tekst="Het plan ging niet door.")
    assert get_stand(toegekend) == Stand.TERUGGEVORDERD
    assert get_over(budget) == 1100
    [taak] = lay("Nog terug te vorderen", bureau.user, rf)
    assert taak.toelichting.startswith("Regiegroep") and "€\xa0400, sinds" in taak.toelichting
    do(bureau, toegekend, "terugbetaling", bedrag="400")
    assert get_over(budget) == 1500
    assert lay("Nog terug te vorderen", bureau.user, rf) == []


def test_who_decided_or_paid_does_not_fix_or_reclaim(toegekend, bureau, beslisser, vaststeller):
    bureau.user.groups.add(*beslisser.user.groups.all())
    toegekend.gebeurtenissen.filter(door=bureau.user).update(door=None)
    do(bureau, toegekend, "betaling", iban=IBAN, iban_naam="Groep", bedrag="400")
    for wie, reden in ((beslisser, "U nam zelf het besluit"), (bureau, "U noteerde zelf de betaling")):
        assert reden in do(wie, toegekend, "terugvorderen", bedrag="400", tekst="X").content.decode()
        assert f"<strong>Subsidie terugvorderen</strong> kan nu niet. {reden}" in show(wie, toegekend)
    zet_stap(toegekend, "meld_uitgevoerd")
    assert "U nam zelf" in do(beslisser, toegekend, "vaststellen", bedrag="400", tekst="X").content.decode()
    assert get_stand(toegekend) == Stand.UITGEVOERD


def test_an_objection_is_written_down(toegekend, bureau):
    gisteren = (timezone.localdate() - timedelta(days=1)).isoformat()
    assert "na het besluit" in do(bureau, toegekend, "bezwaar", ontvangen=gisteren).content.decode()
    do(bureau, toegekend, "bezwaar", ontvangen=timezone.localdate().isoformat(), tekst="Per brief.")
    assert "Per brief." in toegekend.gebeurtenissen.get(soort=Melding.BEZWAAR).toelichting
