"""A quote with a high line of the budget: where it is asked, kept with its line, and seen at the desk."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from gebieden.rollen import set_up_roles
from initiatieven.aanvragen.formulier import get_address
from initiatieven.bestanden import bewaar_bijlage
from initiatieven.models import Bijlage, Gebeurtenis, InitiatievenInstellingen, Kostenregel
from initiatieven.persoonlijk import COOKIE
from initiatieven.standen import Stand
from tests.aanvragen import fill_in, get_answers, make_form, make_photo, send
from tests.initiatieven import do, make_aanvraag, open_desk

pytestmark = [pytest.mark.een_database, pytest.mark.django_db]
MIST = "Boven €\xa0500 vragen wij een offerte. Die is er nog niet bij “Hout”."


def read(response):
    return response.content.decode()


@pytest.fixture
def formulier(db):
    return make_form()


@pytest.fixture
def aanvraag(client, formulier):
    """Up to the files: wood of € 1.250,50 and coffee of € 20."""
    gebied = formulier[1]
    fill_in(client, gebied, tot="begroting")
    regels = {**get_answers()["begroting"], "kosten_1_wat": "Koffie", "kosten_1_bedrag": "20"}
    send(client, "begroting", regels)
    return Kostenregel.objects.first().aanvraag


def test_the_form_asks_a_quote_for_the_high_line_only_and_keeps_it_there(client, aanvraag):
    hout = aanvraag.kostenregels.get(omschrijving="Hout")
    html = read(client.get(get_address("bijlagen")))
    assert "Offerte bij: Hout (€\xa01.250,50)" in html and "Offerte bij: Koffie" not in html
    assert MIST in read(client.get(get_address("controle")))
    for _ in range(2):
        send(client, "bijlagen", {f"offerte_{hout.pk}": [make_photo("prijs.png")]})
    assert (hout.offertes.get().naam, hout.offertes.get().soort) == ("prijs.png", Bijlage.Soort.OFFERTE)
    controle = read(client.get(get_address("controle")))
    assert "prijs.png (offerte bij Hout)" in controle and MIST not in controle
    assert "Offerte bij: Hout" not in read(client.get(get_address("bijlagen")))


def test_a_file_that_is_no_quote_is_told_at_its_line(client, aanvraag):
    hout = aanvraag.kostenregels.get(omschrijving="Hout")
    kapot = make_photo("prijs.png")
    kapot.file.truncate(40)
    html = read(send(client, "bijlagen", {f"offerte_{hout.pk}": [kapot]}))
    assert f'href="#id_offerte_{hout.pk}"' in html and not hout.offertes.exists()


def test_the_quote_stays_with_its_line_when_the_budget_changes(client, aanvraag):
    hout = aanvraag.kostenregels.get(omschrijving="Hout")
    send(client, "bijlagen", {f"offerte_{hout.pk}": [make_photo("prijs.png")]})
    send(client, "begroting", {"kosten_0_wat": "Eikenhout", "kosten_0_bedrag": "900"})
    assert aanvraag.kostenregels.get().offertes.get().wat == "Offerte bij Eikenhout"
    # A line that goes leaves the file.
    send(client, "begroting", {"kosten_1_wat": "Verf", "kosten_1_bedrag": "30"})
    assert aanvraag.bijlagen.get().wat == "Offerte of prijs"


def test_words_of_food_are_a_friendly_warning_that_stops_nobody(client, aanvraag):
    for deel in ("begroting", "controle"):
        html = read(client.get(get_address(deel)))
        assert "In de begroting staat “Koffie”. Lijkt dat op eten of drinken?" in html, deel
    assert "Dit mist nog" not in read(client.get(get_address("controle"))).split("vragen", 1)[0]
    InitiatievenInstellingen.objects.update_or_create(
        site=InitiatievenInstellingen.load_default().site, defaults={"woorden_eten": "", "offerte_boven": None}
    )
    html = read(client.get(get_address("controle")))
    assert "Lijkt dat op" not in html and "vragen wij een offerte" not in html


def test_paper_asks_what_the_desk_must_key_in_and_no_mail_address(client, formulier):
    html = read(client.get(get_address("op-papier")))
    assert "Hoeveel geld vraagt u van de gemeente?" in html and "Vraagt u ook ergens anders geld?" in html
    mail = html.split("<strong>E-mailadres</strong>", 1)[1].split("</p>", 1)[0]
    assert "(niet verplicht)" in mail and "Dan sturen wij u brieven." in mail


def test_the_form_on_paper_says_so_too(client, formulier):
    html = read(client.get(get_address("op-papier")))
    assert "Bij kosten boven €\xa0500 vragen wij een offerte. Die kunt u bij dit formulier doen." in html


def test_the_desk_sees_what_misses_and_the_applicant_sends_it_later(client):
    set_up_roles()
    bureau, aanvraag = open_desk(), make_aanvraag(Stand.AANVULLING)
    hout = aanvraag.kostenregels.kosten().get()
    adres = f"/admin/aanvragen/{aanvraag.pk}/"
    assert "Die is er nog niet bij “Hout en aarde”." in read(bureau.get(adres))

    mijn = Client()
    mijn.cookies[COOKIE] = aanvraag.sleutel
    data = {"welke": aanvraag.pk, "vraag": aanvraag.gebeurtenissen.last().pk}
    assert "Offerte bij: Hout en aarde" in read(mijn.get("/mijn-aanvraag/antwoord/"))
    mijn.post("/mijn-aanvraag/antwoord/", {**data, f"offerte_{hout.pk}": make_photo("prijs.png")})
    dossier = read(bureau.get(adres))
    assert "Bij elke hoge post zit een offerte." in dossier
    assert f'Offerte: <a href="{adres}bijlage/{hout.offertes.get().pk}/">prijs.png</a>' in dossier


class TestAtTheDesk:
    """A quote that came by post or mail."""

    @pytest.fixture
    def bureau(self, db):
        set_up_roles()
        return open_desk()

    def test_it_is_kept_with_its_line_and_the_rules_see_it(self, bureau):
        aanvraag = make_aanvraag()
        hout = aanvraag.kostenregels.get(omschrijving="Hout en aarde")
        assert "Die is er nog niet bij “Hout en aarde”" in read(bureau.get(f"/admin/aanvragen/{aanvraag.pk}/"))
        html = read(do(bureau, aanvraag, "stuk", wat=f"regel-{hout.pk}", bestand=make_photo("prijs.png")))
        assert (hout.offertes.get().naam, hout.offertes.get().soort) == ("prijs.png", Bijlage.Soort.OFFERTE)
        assert "Bij elke hoge post zit een offerte." in html and "Stuk toegevoegd. Offerte bij Hout en aarde" in html
        regel = aanvraag.gebeurtenissen.order_by("pk").last()
        assert (regel.door, regel.intern) == (bureau.user, True)

    def test_a_file_that_was_sent_already_is_put_with_a_line(self, bureau):
        aanvraag = make_aanvraag()
        hout = aanvraag.kostenregels.get(omschrijving="Hout en aarde")
        bijlage = bewaar_bijlage(aanvraag, make_photo("los.png"), Bijlage.Soort.ANDERS)
        brief = bewaar_bijlage(aanvraag, make_photo("brief.png"), Bijlage.Soort.BRIEF)
        assert "brief.png" not in read(bureau.get(f"/admin/aanvragen/{aanvraag.pk}/stuk/"))
        do(bureau, aanvraag, "stuk", wat=f"regel-{hout.pk}", aanwezig=brief.pk)
        do(bureau, aanvraag, "stuk", wat=f"regel-{hout.pk}", aanwezig=bijlage.pk)
        assert hout.offertes.get() == bijlage and aanvraag.bijlagen.count() == 2

    def test_a_line_of_another_plan_or_no_file_or_a_wrong_one_is_refused(self, bureau):
        aanvraag, ander = make_aanvraag(), make_aanvraag()
        elders = ander.kostenregels.first()
        kapot = make_photo()
        kapot.file.truncate(40)
        for data in (
            {"wat": f"regel-{elders.pk}", "bestand": make_photo()},
            {"wat": "offerte"},
            {"wat": "offerte", "bestand": kapot},
            {"wat": "scan", "bestand": make_photo()},
        ):
            assert "Stuk toegevoegd" not in read(do(bureau, aanvraag, "stuk", **data)), data
        assert not Bijlage.objects.exists()

    def test_it_can_complete_the_file_from_the_day_on_which_it_came(self, bureau):
        aanvraag = make_aanvraag(Stand.AANVULLING, dagen_geleden=30)
        Gebeurtenis.objects.filter(soort="vraag_aanvulling").update(moment=timezone.now() - timedelta(days=10))
        vandaag = timezone.localdate()
        data = {"wat": "anders", "vult_aan": "on", "ontvangen": vandaag - timedelta(days=11)}
        assert "de dag waarop u de aanvulling vroeg" in read(do(bureau, aanvraag, "stuk", bestand=make_photo(), **data))
        do(bureau, aanvraag, "stuk", bestand=make_photo(), **data | {"ontvangen": vandaag - timedelta(days=4)})
        aanvraag.refresh_from_db()
        assert aanvraag.stand == Stand.INGEDIEND
        # Asked ten days ago, there four days ago: five whole days stand between.
        assert aanvraag.uiterlijk == vandaag - timedelta(days=30) + timedelta(weeks=13, days=5)

    def test_only_the_desk_adds(self, db):
        set_up_roles()
        aanvraag = make_aanvraag()
        beslisser = open_desk("Beslisser")
        assert "Zet hem bij de regel" not in read(beslisser.get(f"/admin/aanvragen/{aanvraag.pk}/"))
        do(beslisser, aanvraag, "stuk", wat="anders", bestand=make_photo())
        assert not Bijlage.objects.exists()
