"""What an applicant does on a phone, from the first question to telling how it went."""

import email
import re
from datetime import timedelta
from email.policy import default

from django.utils import timezone

from tests.browser import check_screen, choose, fill, follow, press
from tests.factories import make_picture_file

# A name with which a narrow screen has the most trouble.
PLAN = "Verkeersveiligheidsvoorlichtingsbijeenkomstenreeksvoorbereidingswerkgroep"
EMAIL = "marga@example.org"
GEMIST = "Wij missen de offerte van de borden."
ANTWOORD = "De offerte komt van de bouwmarkt: 120 euro."
# What the phone fills in, step by step, and what it chooses there.
STAPPEN = {
    "Wie vraagt aan?": {
        "email": EMAIL,
        "organisatie": "Bewonersgroep (voorbeeld)",
        "naam": "Marga (voorbeeld)",
        "adres": "Voorbeeldstraat 1",
        "postcode": "1813 AB",
        "woonplaats": "Alkmaar",
    },
    "Wat is uw plan?": {"titel": PLAN, "omschrijving": "Een.\nTwee.", "opbrengst": "Veilig.", "uitvoering": "Buren."},
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


def read_mails(folder):
    """The words of every mail to the applicant, the newest first."""
    files = sorted((folder / "mail").iterdir(), key=lambda file: file.stat().st_mtime, reverse=True)
    mails = (email.message_from_bytes(file.read_bytes(), policy=default) for file in files)
    return [mail.get_body(("plain",)).get_content() for mail in mails if mail["To"] == EMAIL]


def find_link(folder, woorden):
    mail = next(mail for mail in read_mails(folder) if woorden in mail)
    return re.search(r"\S+/mijn-aanvraag/open/\S+", mail)[0]


def make_upload(name, size=(64, 40)):
    return {"name": name, "mimeType": "image/png", "buffer": make_picture_file(name, size).read()}


def ask_whether_it_fits(page):
    press(page, "Bekijk het antwoord")
    assert page.evaluate("document.activeElement.className") == "foutenlijst"
    fill(page, **{"kan-begin": str(timezone.localdate() + timedelta(weeks=20))})
    choose(page, **{f"kan-{naam}": "nee" for naam in ("eten_drinken", "eigen_voordeel", "vergunning")})
    press(page, "Bekijk het antwoord")
    check_screen(page, "Ja, u kunt aanvragen")
    press(page, "Begin met uw aanvraag")


def fill_in(page):
    for kop, antwoorden in STAPPEN.items():
        page.get_by_role("heading", name=kop, exact=True, level=1).wait_for()
        fill(page, **antwoorden)
        choose(page, **KEUZES.get(kop, {}))
        if kop == "Waar is het?":
            press(page, "Volgende stap")
            page.get_by_label("Overdie").check()
        check_screen(page)
        press(page, "Volgende stap")
    assert page.get_by_text("€\xa01.000,50").is_visible() and page.get_by_text("Een.\nTwee.").is_visible()
    check_screen(page, "Controleer uw aanvraag")


def hand_in(page, folder):
    """Gives the reference."""
    press(page, "Verstuur mijn aanvraag")
    check_screen(page, "Vul de code in")
    code = next(match[1] for mail in read_mails(folder) if (match := re.search(r"^(\d{6})$", mail, re.M)))
    fill(page, code=code)
    press(page, "Bevestig en verstuur mijn aanvraag")
    check_screen(page, "Uw aanvraag is verzonden")
    kenmerk = page.get_by_text(re.compile(r"BI-\d{4}-\d+")).first.inner_text()
    page.reload()
    assert page.get_by_role("heading", name="Uw aanvraag is verzonden").is_visible()
    return re.search(r"BI-\d{4}-\d+", kenmerk)[0]


def answer(page):
    check_screen(page, "Wij hebben nog iets van u nodig")
    assert page.get_by_text(GEMIST).first.is_visible()
    follow(page, "Geef antwoord")
    check_screen(page, "Geef antwoord")
    page.get_by_label("Uw antwoord").fill(ANTWOORD)
    page.get_by_label("Offerte bij: Borden").set_input_files(make_upload("offerte.png"))
    press(page, "Verstuur mijn antwoord")
    check_screen(page, "Wij hebben uw aanvraag")


def look_again(page, kop):
    page.reload()
    check_screen(page, kop)


def tell_how_it_went(page):
    follow(page, "Vertel hoe het ging")
    check_screen(page, "Hoe ging het?")
    answer_three_questions(page)
    add_picture(page)
    follow(page, "Wat kostte het?")
    page.get_by_label("Waaraan?").fill("Borden en bekers")
    page.get_by_label("Hoeveel kostte het?").fill("€ 87,50")
    press(page, "Voeg toe")
    check_screen(page, "Wat kostte het?")
    follow(page, "Terug naar het overzicht")
    follow(page, "Kijk het na en verstuur")
    check_screen(page, "Kijk het na en verstuur")
    page.get_by_label("Wat ik heb ingevuld, klopt").check()
    press(page, "Verstuur")
    check_screen(page, "Dank u wel, uw plan is uitgevoerd")


def answer_three_questions(page):
    follow(page, "Drie vragen")
    fill(
        page,
        gedaan="Wij hingen borden op.\nBij elke school.",
        buurt="Elke straat leerde mee.",
        anders="Eerder beginnen.",
    )
    page.locator("[name=verhaal_mag]").check()
    fill(page, verteller="Marga")
    check_screen(page, "Drie vragen")
    press(page, "Bewaar")


def add_picture(page):
    follow(page, "Foto’s")
    page.get_by_label("De foto").set_input_files(make_upload("foto.png", (96, 60)))
    page.get_by_label("Wat is er te zien?").fill("Een bord bij de school.")
    page.get_by_label("Ja").check()
    press(page, "Voeg deze foto toe")
    check_screen(page, "Foto’s")
    follow(page, "Schrijf op wie erop staan")
    page.get_by_label("Wie staat erop?").fill("Fatma (voorbeeld)")
    page.get_by_label("Deze persoon (of de ouder)").check()
    press(page, "Voeg deze persoon toe")
    check_screen(page, "Wie staat er op deze foto?")
    press(page, "Ja, dit is iedereen")
    assert page.get_by_text("Deze foto mag op de site.").is_visible()
    follow(page, "Terug naar het overzicht")
