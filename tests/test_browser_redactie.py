"""Every step of the newsroom in a real browser, on a phone and on a desktop."""

import re

import pytest

from tests.browser import get_axe_findings, log_in
from tests.newsroom import press, write_news

# Where the editor leads to when a page is out of hand.
OVERZICHT = re.compile(r"/admin/pages/\d+/$")
pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.fixture
def people(open_page):
    """Somebody of the demo at a screen of this width."""

    def people(naam, width):
        page = open_page("/admin/login/", width=width)
        log_in(page, naam)
        return page

    return people


@pytest.mark.parametrize("width", [390, 1280])
def test_news_with_a_film_goes_from_the_writer_by_way_of_the_desk_to_the_site(people, demo, width):
    titel = f"Straatfeest op een scherm van {width}"
    schrijver, redactie = people("mare", width), people("redactie", width)
    write_news(schrijver, titel)
    press(schrijver, "Stuur door naar Communicatie")
    schrijver.wait_for_selector("text=ingediend voor controle")

    redactie.goto(f"{demo}/admin/")
    assert get_axe_findings(redactie, ".bureau", unsure_too=False) == []
    redactie.locator("#goedkeuren-section").get_by_role("link", name=titel).click()
    press(redactie, "Stuur terug")
    redactie.locator(".modal-content textarea").fill("Noem de tijd.")
    redactie.locator(".modal-content").get_by_role("button").last.click()
    redactie.wait_for_url(OVERZICHT)

    schrijver.goto(f"{demo}/admin/")
    assert schrijver.get_by_text("Redactie: Noem de tijd.").is_visible()
    schrijver.locator("#teruggestuurd-section").get_by_role("link", name=titel).click()
    schrijver.locator("#id_samenvatting").fill("Kom zaterdag om 14.00 uur naar het plein.")
    press(schrijver, "Stuur door naar Communicatie")
    schrijver.wait_for_url(OVERZICHT)

    redactie.goto(f"{demo}/admin/")
    redactie.locator("#goedkeuren-section").get_by_role("link", name=titel).click()
    press(redactie, "Goedkeuren en publiceren")
    redactie.wait_for_url(OVERZICHT)
    redactie.goto(f"{demo}/gebieden/de-mare/")
    redactie.get_by_role("link", name=titel).click()
    redactie.get_by_text("Kom zaterdag om 14.00 uur naar het plein.").first.wait_for()
    redactie.locator("main video").wait_for()
