"""A resident with a phone fills in the whole form in a real Chromium."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.browser import get_axe_findings

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser_aanvragen")]
FORMULIER = "/initiatieven/aanvragen/"
LANG = "Verkeersveiligheidsvoorlichtingsbijeenkomstenreeksvoorbereidingswerkgroep"
ANTWOORDEN = {
    "Wie vraagt aan?": {
        "email": "marga@example.org",
        "organisatie": "Bewonersgroep (voorbeeld)",
        "naam": "Marga (voorbeeld)",
        "adres": "Voorbeeldstraat 1",
        "postcode": "1813 AB",
        "woonplaats": "Alkmaar",
    },
    "Wat is uw plan?": {"titel": LANG, "omschrijving": "Een.\nTwee.", "opbrengst": "Veilig.", "uitvoering": "Buren."},
    "Waar is het?": {"plek": "Het Voorbeeldplein", "postcode": "1813 AB"},
    "Wat vinden uw buren?": {"draagvlak": "Goed.", "aantal_voor": "12", "aantal_neutraal": "3", "aantal_tegen": "0"},
    "Wat kost het?": {
        "kosten_0_wat": "Borden",
        "kosten_0_bedrag": "1.250,50",
        "eigen_0_wat": "Zelf plaatsen",
        "eigen_0_bedrag": "250",
    },
    "Wilt u iets meesturen?": {},
    "Nog een paar vragen": {},
}
KEUZES = {
    "Wie vraagt aan?": {"namens": "groep", "kanaal": "mail"},
    "Wat is uw plan?": {"eten_drinken": "nee", "eigen_voordeel": "nee", "vergunning": "nee"},
}


def press(page, knop):
    page.get_by_role("button", name=knop, exact=True).last.click()


def check(page):
    assert not get_axe_findings(page), page.url
    assert page.evaluate("document.documentElement.scrollWidth") <= 390, page.url


def test_a_plan_is_handed_in_on_a_phone(open_page, demo_folder):
    page = open_page(f"{FORMULIER}kan-ik-aanvragen/", width=390)
    press(page, "Bekijk het antwoord")
    assert page.evaluate("document.activeElement.className") == "foutenlijst"
    page.locator("[name=kan-begin]").fill(str(timezone.localdate() + timedelta(weeks=20)))
    for naam in ("eten_drinken", "eigen_voordeel", "vergunning"):
        page.locator(f"[name=kan-{naam}][value=nee]").check()
    press(page, "Bekijk het antwoord")
    page.get_by_role("heading", name="Ja, u kunt aanvragen").wait_for()
    check(page)
    press(page, "Begin met uw aanvraag")

    for kop, antwoorden in ANTWOORDEN.items():
        page.get_by_role("heading", name=kop, exact=True, level=1).wait_for()
        for naam, tekst in antwoorden.items():
            page.locator(f"[name={naam}]").fill(tekst)
        for naam, keuze in KEUZES.get(kop, {}).items():
            page.locator(f"[name={naam}][value={keuze}]").check()
        if kop == "Waar is het?":
            press(page, "Volgende stap")
            page.get_by_label("Overdie").check()
        check(page)
        press(page, "Volgende stap")

    page.get_by_role("heading", name="Controleer uw aanvraag").wait_for()
    assert page.get_by_text("€ 1.000,50").is_visible() and page.get_by_text("Een.\nTwee.").is_visible()
    check(page)
    press(page, "Verstuur mijn aanvraag")
    page.get_by_role("heading", name="Vul de code in").wait_for()
    check(page)
    page.locator("[name=code]").fill(find_code(demo_folder))
    press(page, "Bevestig en verstuur mijn aanvraag")
    page.get_by_text(re.compile(r"BI-\d{4}-\d+")).wait_for()
    check(page)
    page.reload()
    assert page.get_by_role("heading", name="Uw aanvraag is verzonden").is_visible()


def find_code(demo_folder):
    mails = sorted((demo_folder / "mail").glob("*"), key=lambda mail: mail.stat().st_mtime)
    return next(match[1] for mail in reversed(mails) if (match := re.search(r"^(\d{6})$", mail.read_text(), re.M)))
