"""The applicant on a phone: what is going on with the plan, and telling how it went."""

import sqlite3
from contextlib import closing

import pytest

from initiatieven.models import Aanvraag
from tests.browser import get_axe_findings
from tests.factories import make_picture_file

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser_mijn")]


@pytest.fixture
def open_link(open_page, demo, demo_folder):
    """The personal link of the first application of the demo in this stand."""

    def open_link(stand):
        with closing(sqlite3.connect(demo_folder / "alkmaar.sqlite3")) as database:
            vraag = "SELECT id FROM initiatieven_aanvraag WHERE stand = ? ORDER BY id"
            pk = database.execute(vraag, [stand]).fetchone()[0]
        return open_page(f"/mijn-aanvraag/open/{Aanvraag(pk=pk).sleutel}/", width=390)

    return open_link


def check(page, kop):
    assert page.get_by_role("heading", name=kop).first.is_visible()
    assert get_axe_findings(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_applicant_follows_the_plan_and_tells_how_it_went(open_link):
    for stand, kop in (("regiegroep", "De regiegroep bekijkt uw plan"), ("afgewezen", "U krijgt geen geld")):
        check(open_link(stand), kop)
    page = open_link("aanvulling")
    check(page, "Wij hebben nog iets van u nodig")
    page.get_by_role("link", name="Geef antwoord").click()
    check(page, "Geef antwoord")
    page.get_by_label("Uw antwoord").fill("De offerte komt van de bouwmarkt: 120 euro.")
    page.get_by_role("button", name="Verstuur mijn antwoord").click()
    check(page, "Wij hebben uw aanvraag")

    page = open_link("toegekend")
    page.get_by_role("link", name="Vertel hoe het ging").click()
    check(page, "Hoe ging het?")
    page.get_by_role("link", name="Drie vragen").click()
    for vraag in ("Wat hebt u gedaan?", "Wat heeft de buurt ervan?", "Wat zou u anders doen?"):
        page.get_by_label(vraag).fill("Wij aten met de hele straat.")
    check(page, "Drie vragen")
    page.get_by_role("button", name="Bewaar").click()
    page.get_by_role("link", name="Foto’s").click()
    foto = {"name": "foto.png", "mimeType": "image/png", "buffer": make_picture_file().read()}
    page.get_by_label("De foto").set_input_files(foto)
    page.get_by_label("Wat is er te zien?").fill("Een lange tafel in de straat.")
    page.get_by_label("Ja").check()
    page.get_by_role("button", name="Voeg deze foto toe").click()
    check(page, "Foto’s")
    page.get_by_role("link", name="Schrijf op wie erop staan").click()
    page.get_by_label("Wie staat erop?").fill("Fatma (voorbeeld)")
    page.get_by_label("Deze persoon (of de ouder)").check()
    page.get_by_role("button", name="Voeg deze persoon toe").click()
    check(page, "Wie staat er op deze foto?")
    page.get_by_role("button", name="Ja, dit is iedereen").click()
    assert page.get_by_text("Deze foto mag op de site.").is_visible()
    page.get_by_role("link", name="Terug naar het overzicht").click()
    page.get_by_role("link", name="Wat kostte het?").click()
    page.get_by_label("Waaraan?").fill("Borden en bekers")
    page.get_by_label("Hoeveel kostte het?").fill("€ 87,50")
    page.get_by_role("button", name="Voeg toe").click()
    check(page, "Wat kostte het?")
    page.get_by_role("link", name="Terug naar het overzicht").click()
    page.get_by_role("link", name="Kijk het na en verstuur").click()
    check(page, "Kijk het na en verstuur")
    page.get_by_label("Wat ik heb ingevuld, klopt").check()
    page.get_by_role("button", name="Verstuur").click()
    check(page, "Dank u wel, uw plan is uitgevoerd")
