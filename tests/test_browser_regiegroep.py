"""Volunteers judge a plan on a tablet: declare, vote, close, advise. With axe on every screen."""

import pytest

from tests.browser import get_axe_findings

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser_beheer")]
PLAN = "Taalcafé op donderdag"
TABLET = 768


@pytest.fixture
def member(open_page, demo):
    """A member of the group of Overdie on a tablet, who has just logged in."""

    def member(naam):
        page = open_page("/inloggen/", width=TABLET)
        page.locator("#id_login").fill(naam)
        page.locator("#id_password").fill(f"demo-alkmaar-{naam}")
        page.locator("#id_password").press("Enter")
        page.wait_for_url(f"{demo}/regiegroep/")
        return page

    return member


def check(page):
    assert get_axe_findings(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "the page is wider than the tablet"


def press(page, naam):
    page.get_by_role("button", name=naam).click()
    page.wait_for_load_state("networkidle")


def declare(page, antwoord):
    page.get_by_role("link", name=PLAN, exact=True).click()
    check(page)
    page.get_by_label(antwoord).check()
    press(page, "Ga verder")


def vote(page, bedrag):
    declare(page, "Nee, ik heb er niets mee te maken")
    check(page)
    press(page, "Bewaar mijn oordeel")
    check(page)
    assert page.locator(".foutenlijst").is_visible()
    page.get_by_label("Voor", exact=True).check()
    page.get_by_label("Goed: de buurt staat erachter").check()
    page.locator("[name=bedrag]").fill(bedrag)
    page.locator("[name=reden]").fill("Zo leren buren elkaar kennen.")
    press(page, "Bewaar mijn oordeel")
    page.wait_for_selector("text=Uw oordeel is bewaard")


def test_members_and_their_chair_come_to_an_advice(member, demo):
    betrokken = member("lid5")
    check(betrokken)
    declare(betrokken, "Ja, ik ben erbij betrokken")
    check(betrokken)
    assert betrokken.locator("h1").inner_text() == "U doet niet mee bij dit plan"

    voorzitter = member("voorzitter")
    for page, bedrag in ((member("lid1"), "150"), (member("lid2"), "€ 120"), (voorzitter, "")):
        vote(page, bedrag)
    voorzitter.get_by_role("link", name=PLAN, exact=True).click()
    voorzitter.get_by_role("link", name="Sluit de stemming").click()
    check(voorzitter)
    press(voorzitter, "Sluit de stemming")
    check(voorzitter)
    voorzitter.locator("[name=toelichting]").fill("Een goed plan, en het kan voor wat minder.")
    press(voorzitter, "Leg het advies vast")
    check(voorzitter)
    assert "Voor een deel toekennen" in voorzitter.locator("main").inner_text()
    assert "€ 150" in voorzitter.locator("main").inner_text()
