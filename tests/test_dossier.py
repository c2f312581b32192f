"""The dossier at the desk: everything about one application, the acts before the decision, and who may look."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from gebieden.rollen import set_up_roles
from home.models import Mail
from initiatieven.bestanden import bewaar_bijlage
from initiatieven.models import Bijlage, Boeking, Inzage
from initiatieven.standen import Melding, Stand, Wie
from initiatieven.verloop import meld, zet_stap
from tests.factories import make_gebied, make_user
from tests.initiatieven import do, make_aanvraag, make_budget, make_regiegroep, open_desk
from tests.redactie import log_in

pytestmark = [pytest.mark.django_db, pytest.mark.een_database]


@pytest.fixture(autouse=True)
def roles(db):
    make_gebied("De Mare")
    set_up_roles()


@pytest.fixture
def bureau(roles):
    return open_desk(naam="Bureau")


def show(client, aanvraag):
    return client.get(reverse("aanvragen:dossier", args=[aanvraag.pk]))


def get_acts(client, aanvraag):
    html = show(client, aanvraag).content.decode()
    daden = ("toets", "aanvulling", "advies", "besluit", "betaling", "verantwoording", "vaststellen", "terugvorderen")
    return {naam for naam in daden if reverse("aanvragen:daad", args=[aanvraag.pk, naam]) in html}


def upload(aanvraag, naam="tekening.png"):
    png = bytes.fromhex(
        "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c63f8cf"
        "c0f01f00050001ffa2d1d26b0000000049454e44ae426082"
    )
    return bewaar_bijlage(aanvraag, ContentFile(png, name=naam), Bijlage.Soort.TEKENING)


def test_the_desk_sees_everything_on_one_screen_and_leaves_a_line(bureau):
    aanvraag = make_aanvraag(dagen_geleden=10)
    html = show(bureau, aanvraag).content.decode()
    for tekst in ("Marga (voorbeeld)", "marga@example.org", "Hout en aarde", "€\xa01.200", "12 voor", "nog 81 dagen"):
        assert tekst in html
    assert "Dit past" in html
    inzage = Inzage.objects.get(aanvraag=aanvraag)
    assert (inzage.door, inzage.wat) == (bureau.user, "Dossier")
    assert inzage.door_naam in show(bureau, aanvraag).content.decode()


@pytest.mark.parametrize("rol", ["Redacteur De Mare", "Gebiedsregisseur De Mare", "Communicatie"])
def test_nobody_of_the_newsroom_opens_anything(rol):
    aanvraag = make_aanvraag()
    bijlage = upload(aanvraag)
    client = log_in(rol)
    gebeurtenis = aanvraag.gebeurtenissen.get()
    for naam, args in (
        ("dossier", [aanvraag.pk]),
        ("daad", [aanvraag.pk, "toets"]),
        ("bijlage", [aanvraag.pk, bijlage.pk]),
        ("brief", [aanvraag.pk, gebeurtenis.pk]),
        ("papier", []),
        ("personen", []),
        ("teksten", []),
        ("tekst", ["toekenning"]),
    ):
        adres = reverse(f"aanvragen:{naam}", args=args)
        for response in (client.get(adres), client.post(adres, {"email": "marga@example.org", "export": "1"})):
            assert (response.status_code, response["Location"]) == (302, "/admin/"), naam
        assert "/inloggen/" in Client().get(adres)["Location"]
    assert not Inzage.objects.exists()
    assert "Nieuw binnengekomen" not in client.get("/admin/").content.decode()


def test_a_superuser_may_look_but_not_act():
    aanvraag = make_aanvraag()
    client = Client()
    client.force_login(make_user())
    assert "U kunt hier nu niets doen" in show(client, aanvraag).content.decode()
    do(client, aanvraag, "toets", past="ja")
    aanvraag.refresh_from_db()
    assert aanvraag.stand == Stand.INGEDIEND


def test_what_is_not_handed_in_yet_is_of_the_applicant_alone(bureau):
    assert show(bureau, make_aanvraag(Stand.CONCEPT)).status_code == 404


def test_each_sees_the_acts_of_the_own_role_in_this_stand_only(bureau):
    beslisser = open_desk("Beslisser")
    ingediend, advies = make_aanvraag(), make_aanvraag(Stand.ADVIES)
    assert get_acts(bureau, ingediend) == {"toets", "aanvulling"}
    assert get_acts(beslisser, ingediend) == set()
    assert get_acts(bureau, advies) == set()
    assert get_acts(beslisser, advies) == {"besluit"}


def test_a_file_opens_for_the_desk_only_and_is_logged(bureau):
    aanvraag, ander = make_aanvraag(), make_aanvraag()
    bijlage = upload(aanvraag)
    response = bureau.get(reverse("aanvragen:bijlage", args=[aanvraag.pk, bijlage.pk]))
    assert response.getvalue().startswith(b"\x89PNG")
    assert Inzage.objects.get().wat == f"Bijlage {bijlage.pk}: Foto of tekening"
    assert bureau.get(reverse("aanvragen:bijlage", args=[ander.pk, bijlage.pk])).status_code == 404


def test_asking_for_completion_stops_the_clock_and_mails_the_applicant(bureau):
    aanvraag = make_aanvraag(dagen_geleden=3)
    dag = timezone.localdate() + timedelta(days=10)
    response = do(bureau, aanvraag, "aanvulling", tekst="Stuur een offerte.", uiterlijk=dag.isoformat())
    assert "De termijn staat nu stil" in response.content.decode()
    aanvraag.refresh_from_db()
    assert aanvraag.stand == Stand.AANVULLING
    mail = Mail.objects.get()
    assert mail.aan == "marga@example.org"
    assert "Stuur een offerte." in mail.tekst
    assert aanvraag.sleutel in mail.tekst
    assert mail.onderwerp == f"Er is nieuws over uw aanvraag {aanvraag.kenmerk}"


def test_a_wrong_date_is_told_at_the_field_and_nothing_typed_is_lost(bureau):
    aanvraag = make_aanvraag()
    gisteren = (timezone.localdate() - timedelta(days=1)).isoformat()
    html = do(bureau, aanvraag, "aanvulling", tekst="Een offerte\x00 graag.", uiterlijk=gisteren).content.decode()
    assert "Kies een dag na vandaag" in html
    assert "Een offerte graag." in html
    assert aanvraag.gebeurtenissen.count() == 1


def test_checking_keeps_what_the_rules_said(bureau):
    aanvraag = make_aanvraag(eigen_voordeel=True)
    html = do(bureau, aanvraag, "toets", past="nee").content.decode()
    assert "Schrijf op waarom het plan niet in de regels past." in html
    do(bureau, aanvraag, "toets", past="nee", toelichting="Iemand verdient eraan.")
    toets = aanvraag.toetsen.get()
    assert not toets.past
    assert "stop" in {bevinding["ernst"] for bevinding in toets.bevindingen}
    aanvraag.refresh_from_db()
    assert aanvraag.stand == Stand.BEHANDELING


def test_asking_advice_sets_the_money_apart(bureau):
    budget = make_budget(plafond=1500)
    een, twee = (make_aanvraag(Stand.BEHANDELING, groep=budget.regiegroep) for _ in range(2))
    assert "Het geld is gereserveerd" in do(bureau, een, "advies").content.decode()
    html = bureau.get(reverse("aanvragen:daad", args=[twee.pk, "advies"])).content.decode()
    assert "er is nog €\xa0500 en gevraagd is €\xa01.000" in html
    assert "niet genoeg geld" in do(bureau, twee, "advies").content.decode()
    budget.refresh_from_db()
    assert budget.over == Decimal(500)
    assert not twee.boekingen.exists()
    assert [een.boekingen.get().soort] == [Boeking.Soort.RESERVERING]


def test_adjourning_makes_the_term_longer_once(bureau):
    aanvraag = make_aanvraag()
    eerst = aanvraag.uiterlijk
    do(bureau, aanvraag, "verdagen", dagen="28", tekst="De groep komt later bij elkaar.")
    aanvraag.refresh_from_db()
    assert aanvraag.uiterlijk == eerst + timedelta(days=28)
    html = do(bureau, aanvraag, "verdagen", dagen="28", tekst="Nog eens.").content.decode()
    assert "al verdaagd met 28 dagen" in html
    assert aanvraag.gebeurtenissen.filter(soort=Melding.VERDAAGD).count() == 1


def test_a_question_goes_by_mail_and_a_note_stays_inside(bureau):
    aanvraag = make_aanvraag()
    do(bureau, aanvraag, "vraag", tekst="Wie zet de bakken neer?")
    do(bureau, aanvraag, "aantekening", tekst="Bellen met de wijkraad.")
    assert "Wie zet de bakken neer?" in Mail.objects.get().tekst
    assert [gebeurtenis.soort for gebeurtenis in aanvraag.verloop] == ["indienen", "vraag"]


def test_who_comes_second_reads_who_was_first_and_keeps_what_was_typed(bureau):
    aanvraag = make_aanvraag()
    gezien = aanvraag.gebeurtenissen.get().pk
    collega = open_desk(naam="Collega")
    do(collega, aanvraag, "toets", past="ja")
    html = do(
        bureau, aanvraag, "aanvulling", tekst="Een offerte graag.", gezien=gezien, uiterlijk="2030-01-01"
    ).content.decode()
    assert "Intussen gebeurde dit: “Compleet bevonden”, door Collega" in html
    assert "Een offerte graag." in html
    html = do(bureau, aanvraag, "toets", past="ja").content.decode()
    assert "intussen “in behandeling”, door Collega" in html


def test_a_double_click_asks_the_question_once(bureau):
    aanvraag = make_aanvraag()
    gezien = aanvraag.gebeurtenissen.get().pk
    for _ in range(2):
        html = do(bureau, aanvraag, "vraag", tekst="Wie helpt mee?", gezien=gezien).content.decode()
    assert "Intussen gebeurde dit: “Vraag gesteld”, door Bureau" in html
    assert Mail.objects.count() == 1


def test_a_long_history_costs_no_more_queries(bureau):
    aanvraag = make_aanvraag(Stand.BEHANDELING, groep=make_regiegroep(leden=1))
    aantallen = []
    show(bureau, aanvraag)
    for _ in range(2):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            show(bureau, aanvraag)
        aantallen.append(len(queries))
        upload(aanvraag)
        for _ in range(3):
            meld(aanvraag, Melding.VRAAG, Wie.BUREAU, bureau.user, "Wat kost het?")
            zet_stap(aanvraag, "vraag_aanvulling", bureau.user, "Offerte", uiterlijk=timezone.localdate())
            zet_stap(aanvraag, "vul_aan")
            zet_stap(aanvraag, "neem_in_behandeling", bureau.user)
    assert aantallen[0] == aantallen[1]
