"""The letters: their words, the PDF, the last day to object, and how each was delivered."""

from datetime import timedelta
from io import BytesIO

import pikepdf
import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from gebieden.rollen import set_up_roles
from home.models import Mail
from initiatieven.bureau.briefmaken import collect_velden
from initiatieven.bureau.brieven import PER_GEBEURTENIS, PER_SLEUTEL, SOORTEN, find_mistakes
from initiatieven.models import Aanvrager, Advies, Besluit, Bijlage, Brief, BriefTekst
from initiatieven.standen import STAPPEN, Melding, Stand
from tests.initiatieven import make_aanvraag, open_desk

pytestmark = [pytest.mark.django_db, pytest.mark.een_database]


@pytest.fixture
def bureau(db):
    set_up_roles()
    return open_desk(naam="Bureau")


@pytest.fixture
def aanvraag(bureau):
    aanvraag = make_aanvraag(Stand.TOEGEKEND)
    Advies.objects.create(
        aanvraag=aanvraag, regiegroep=aanvraag.regiegroep, uitkomst="toekennen", toelichting="Wij doen graag mee."
    )
    Besluit.objects.create(
        aanvraag=aanvraag,
        soort="ken_toe",
        bedrag=1000,
        motivering="Het plein wordt er prettiger van. [kenmerk] blijft staan.",
        voorwaarden="De bakken blijven van de buurt\nGeen gif",
        door_naam="Beslisser",
    )
    return aanvraag


@pytest.fixture
def adres(aanvraag):
    return reverse("aanvragen:brief", args=[aanvraag.pk, aanvraag.gebeurtenissen.get(soort="ken_toe").pk])


def get_tekst(client, adres):
    return client.get(adres).context["form"].initial["tekst"]


def deliver(client, brief, **data):
    data = {"kanaal": "mail", "dag": timezone.localdate().isoformat(), **data}
    return client.post(reverse("aanvragen:bezorgen", args=[brief.aanvraag_id, brief.pk]), data, follow=True)


@pytest.fixture
def brief(bureau, adres):
    bureau.post(adres, {"tekst": get_tekst(bureau, adres), "maak": ""})
    return Brief.objects.get()


def test_a_letter_says_what_was_decided_why_and_who_advised(bureau, aanvraag, adres):
    tekst = get_tekst(bureau, adres)
    assert "Beste Marga (voorbeeld)" in tekst
    assert "Het plein wordt er prettiger van. [kenmerk] blijft staan." in tekst
    assert f"De bewoners van {aanvraag.regiegroep} gaven op" in tekst
    assert "- De bakken blijven van de buurt\n- Geen gif" in tekst
    assert "[" not in tekst.replace("[kenmerk]", "")
    assert "\n\n\n" not in tekst


def test_looking_first_stores_nothing(bureau, adres):
    response = bureau.post(adres, {"tekst": "Beste buur", "bekijk": ""})
    assert response["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF-")
    assert not Brief.objects.exists()


def test_a_letter_is_a_file_of_the_dossier_with_the_last_day_to_object(brief, aanvraag):
    bijlage = aanvraag.bijlagen.get()
    assert bijlage.soort == Bijlage.Soort.BRIEF
    assert brief.bezwaar_tot == timezone.localdate() + timedelta(weeks=6)
    with bijlage.bestand.open("rb") as bestand, pikepdf.open(BytesIO(bestand.read())) as pdf:
        assert str(pdf.Root.Lang) == "nl"
        assert "/StructTreeRoot" in pdf.Root


def test_a_letter_that_was_not_delivered_makes_room_for_a_new_one(bureau, brief, adres, aanvraag):
    oud = brief.bijlage.bestand
    bureau.post(adres, {"tekst": "Beste buur", "maak": ""})
    nieuw = Brief.objects.get()
    assert nieuw.pk != brief.pk
    assert aanvraag.bijlagen.get() == nieuw.bijlage != brief.bijlage
    assert oud.name != nieuw.bijlage.bestand.name


def test_delivery_by_mail_sends_the_link_and_is_recorded(bureau, brief, aanvraag, adres):
    deliver(bureau, brief)
    brief.refresh_from_db()
    assert (brief.kanaal, brief.bezorgd_op) == ("mail", timezone.localdate())
    assert aanvraag.gebeurtenissen.get(soort=Melding.BEZORGD).toelichting.startswith("Brief “Toekenning”, per e-mail")
    mail = Mail.objects.get()
    assert aanvraag.sleutel in mail.tekst
    assert not mail.bijlagen
    assert "al bezorgd" in deliver(bureau, brief).content.decode()
    assert "al bezorgd" in bureau.post(adres, {"tekst": "Anders", "maak": ""}, follow=True).content.decode()
    assert Mail.objects.count() == 1


def test_delivery_by_post_is_recorded_by_hand(bureau, brief, aanvraag):
    Aanvrager.objects.update(email="")
    assert "geen e-mailadres" in deliver(bureau, brief).content.decode()
    morgen = (timezone.localdate() + timedelta(days=1)).isoformat()
    assert "Kies vandaag" in deliver(bureau, brief, kanaal="post", dag=morgen).content.decode()
    deliver(bureau, brief, kanaal="post")
    assert aanvraag.gebeurtenissen.filter(soort=Melding.BEZORGD).count() == 1
    assert not Mail.objects.exists()


def test_a_letter_sent_a_day_later_gets_a_new_day_to_object(bureau, brief):
    Brief.objects.update(
        datum=timezone.localdate() - timedelta(days=1), bezwaar_tot=brief.bezwaar_tot - timedelta(days=1)
    )
    assert "Maak de brief opnieuw" in deliver(bureau, brief, kanaal="post").content.decode()
    brief.refresh_from_db()
    assert brief.bezorgd_op is None


def test_the_municipality_changes_the_words_and_cannot_forget_what_the_law_asks(bureau, adres):
    scherm = reverse("aanvragen:tekst", args=["toekenning"])
    html = bureau.post(scherm, {"tekst": "Gefeliciteerd! [bedrg]"}).content.decode()
    assert "[bedrg] kennen wij niet" in html
    assert "[motivering] moet in deze brief staan" in html
    tekst = "Gefeliciteerd met [bedrag]! [motivering] [advies] [voorwaarden]"
    bureau.post(scherm, {"tekst": tekst})
    assert get_tekst(bureau, adres).startswith("Gefeliciteerd met €\xa00!")
    bureau.post(scherm, {"terug": ""})
    assert not BriefTekst.objects.exists()


def test_every_letter_of_the_site_has_only_words_that_are_filled_in(aanvraag):
    velden = set(collect_velden(aanvraag.gebeurtenissen.last()))
    for soort in SOORTEN:
        assert not list(find_mistakes(soort, soort.tekst)), soort.naam
        assert set(soort.velden) <= velden, soort.naam


def test_every_decision_has_a_letter_with_an_objection_clause():
    besluiten = [*Besluit.Soort.values, "stel_vast", "vorder_terug"]
    assert all(PER_GEBEURTENIS[soort].bezwaar for soort in besluiten)
    assert set(PER_GEBEURTENIS) <= {*STAPPEN, *Melding.values}
    assert "[bezwaar_tot]" in PER_SLEUTEL["bezwaar"].tekst


def test_the_last_day_to_object_follows_the_setting(bureau, adres, aanvraag):
    bureau.post(adres, {"tekst": "Beste buur", "maak": ""})
    velden = collect_velden(aanvraag.gebeurtenissen.get(soort="ken_toe"))
    assert velden["bezwaar_tot"] == date_format(timezone.localdate() + timedelta(weeks=6), "j F Y")
