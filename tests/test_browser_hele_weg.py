"""One plan goes the whole way, from idea to story: everybody at a screen of their own, with axe on every step."""

from functools import partial

import pytest
from django.utils import timezone

from tests import aanvrager
from tests.aanvrager import ANTWOORD, GEMIST, PLAN
from tests.browser import check_screen, choose, fill, follow, press
from tests.newsroom import OVERZICHT, open_editor
from tests.newsroom import press as press_in_menu

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser_hele_weg")]
PHONE, TABLET = 390, 768


@pytest.fixture
def phone(open_page):
    return partial(open_page, width=PHONE)


@pytest.fixture
def colleague(phone, logged_in):
    return lambda naam: phone("/admin/", storage_state=logged_in(naam))


@pytest.fixture
def member(open_page, demo):
    """A member of the group of Overdie, who has just logged in on a tablet."""

    def member(naam):
        page = open_page("/inloggen/", width=TABLET)
        page.locator("#id_login").fill(naam)
        page.locator("#id_password").fill(f"demo-alkmaar-{naam}")
        page.locator("#id_password").press("Enter")
        page.wait_for_url(f"{demo}/regiegroep/")
        return page

    return member


def test_a_plan_goes_the_whole_way_from_idea_to_story(phone, colleague, member, demo, demo_folder):
    bewoner = phone("/initiatieven/aanvragen/kan-ik-aanvragen/")
    aanvrager.ask_whether_it_fits(bewoner)
    aanvrager.fill_in(bewoner)
    kenmerk = aanvrager.hand_in(bewoner, demo_folder)

    bureau = colleague("bureau")
    open_dossier(bureau, demo, kenmerk)
    act(bureau, "Aanvulling vragen", "Vraag aanvulling", tekst=GEMIST)

    # The link of the receipt works in another browser too.
    bewoner = phone(aanvrager.find_link(demo_folder, "Wij hebben uw aanvraag ontvangen").removeprefix(demo))
    aanvrager.answer(bewoner)

    reopen_dossier(bureau)
    assert bureau.get_by_text(ANTWOORD).first.is_visible()
    act(bureau, "Compleet en getoetst", "Neem in behandeling", past="ja")
    act(bureau, "Advies vragen aan de regiegroep", "Vraag advies")
    aanvrager.look_again(bewoner, "De regiegroep bekijkt uw plan")

    step_out(member("lid5"))
    lid1, lid2, voorzitter = (begin_to_judge(member(naam)) for naam in ("lid1", "lid2", "voorzitter"))
    hear_what_is_missing(lid1)
    vote(lid1, "750")
    vote(lid2, "€ 800")
    vote(voorzitter, "")
    close_and_advise(voorzitter)

    beslisser = colleague("beslisser")
    open_dossier(beslisser, demo, kenmerk)
    grant_what_was_advised(beslisser)
    aanvrager.look_again(bewoner, "U krijgt een deel van het geld")

    reopen_dossier(bureau)
    make_page(bureau)
    write_page(colleague("overdie"))
    redactie = colleague("redactie")
    publish(redactie, demo)
    bezoeker = phone("/initiatieven/")
    read_about_the_plan(bezoeker)

    aanvrager.tell_how_it_went(bewoner)
    publish(redactie, demo)
    read_the_story(bezoeker, demo)


def open_dossier(page, demo, kenmerk):
    """The desk first, then the register, which knows the reference."""
    page.goto(f"{demo}/admin/")
    check_screen(page, part=".bureau")
    page.goto(f"{demo}/admin/initiatieven/aanvragen/?q={kenmerk}")
    check_screen(page, part=".register")
    follow(page, kenmerk)
    check_screen(page, part=".dossier")


def reopen_dossier(page):
    page.reload()
    check_screen(page, part=".dossier")


def act(page, daad, knop, **antwoorden):
    follow(page, daad)
    check_screen(page, daad, ".dossier")
    for naam, antwoord in antwoorden.items():
        (choose if naam == "past" else fill)(page, **{naam: antwoord})
    press(page, knop)
    check_screen(page, "Wat kunt u nu doen?", ".dossier")


def declare(page, antwoord):
    check_screen(page)
    follow(page, PLAN)
    check_screen(page, PLAN)
    page.get_by_label(antwoord).check()
    press(page, "Ga verder")


def step_out(page):
    declare(page, "Ja, ik ben erbij betrokken")
    check_screen(page, "U doet niet mee bij dit plan")
    assert not page.get_by_text("Het Voorbeeldplein").is_visible()


def begin_to_judge(page):
    declare(page, "Nee, ik heb er niets mee te maken")
    check_screen(page, "Uw oordeel")
    assert page.get_by_role("link", name="offerte.png").is_visible()
    return page


def hear_what_is_missing(page):
    press(page, "Bewaar mijn oordeel")
    assert page.locator(".foutenlijst").is_visible()
    check_screen(page)


def vote(page, bedrag):
    page.get_by_label("Voor", exact=True).check()
    page.get_by_label("Goed: de buurt staat erachter").check()
    fill(page, bedrag=bedrag, reden="Zo leren buren elkaar kennen.")
    press(page, "Bewaar mijn oordeel")
    assert page.get_by_text("Uw oordeel is bewaard").is_visible()


def close_and_advise(page):
    follow(page, PLAN)
    assert page.get_by_text("omdat zij betrokken zijn: Lid5").is_visible()
    follow(page, "Sluit de stemming")
    check_screen(page, "Sluit de stemming")
    press(page, "Sluit de stemming")
    check_screen(page, "Leg het advies vast")
    fill(page, toelichting="Een goed plan, en het kan voor wat minder.")
    press(page, "Leg het advies vast")
    check_screen(page, "Het advies")
    for uitkomst in ("Voor een deel toekennen", "€\xa0800"):
        assert page.get_by_text(uitkomst).first.is_visible()


def grant_what_was_advised(page):
    follow(page, "Besluit nemen")
    check_screen(page, "Besluit nemen", ".dossier")
    assert page.locator("[name=bedrag]").input_value() == "800"
    fill(page, motivering="Het plan past in de regels. De regiegroep stelt een lager bedrag voor.")
    press(page, "Neem dit besluit")
    assert page.get_by_text("Het besluit is genomen.").is_visible()
    assert page.get_by_text("Gedeeltelijk toegekend").first.is_visible()
    check_screen(page, part=".dossier")


def make_page(page):
    follow(page, "Maak een pagina over dit initiatief")
    check_screen(page, PLAN, ".agendascherm")
    press(page, "Maak het concept")
    assert page.get_by_text(f"Het concept “{PLAN}” staat klaar").is_visible()


def write_page(page):
    open_editor(page, PLAN)
    for feit in ("€\xa0800", str(timezone.localdate().year)):
        assert page.get_by_text(feit, exact=True).first.is_visible(), feit
    fill(page, samenvatting="Bewoners leren elkaar hoe het veiliger kan op straat.")
    press_in_menu(page, "Stuur door naar Communicatie")
    page.wait_for_url(OVERZICHT)


def read_about_the_plan(page):
    check_screen(page, "Initiatieven")
    follow(page, PLAN)
    check_screen(page, PLAN)
    for feit in ("Bewoners leren elkaar", "€\xa0800", "Gedeeltelijk toegekend"):
        assert page.get_by_text(feit).first.is_visible(), feit


def publish(page, demo):
    page.goto(f"{demo}/admin/")
    check_screen(page, part=".bureau")
    with page.expect_navigation():
        page.locator("#goedkeuren-section").get_by_role("link", name=PLAN).click()
    press_in_menu(page, "Goedkeuren en publiceren")
    page.wait_for_url(OVERZICHT)


def read_the_story(page, demo):
    page.goto(f"{demo}/verhalen/")
    follow(page, PLAN)
    check_screen(page, PLAN)
    assert page.get_by_text("Elke straat leerde mee.").first.is_visible()
    assert page.get_by_role("img", name="Een bord bij de school.").is_visible()
