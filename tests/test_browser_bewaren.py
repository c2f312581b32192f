"""Two people in one page, in a real Chromium: one at a desk, one on a phone."""

import pytest

from tests.browser import get_axe_findings
from tests.newsroom import OVERZICHT, open_editor, press, write_news

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser_beheer")]

SAMENVATTING = "#id_samenvatting"


def save(page):
    page.get_by_role("button", name="Bewaar concept").click()


def test_the_second_of_two_sees_what_differs_and_chooses(people):
    een, twee = people("redactie", 1280), people("mare", 390)
    for page in (een, twee):
        open_editor(page, "De Mare", "gebieden.gebiedpage")
    een.locator(SAMENVATTING).fill("Wij beginnen in mei.")
    een.locator(".w-autosave-indicator__state--saved").wait_for()
    een.locator(SAMENVATTING).fill("Wij beginnen in juni.")
    with een.expect_navigation():
        save(een)
    # What saved by itself just before was of this same window: no question.
    een.wait_for_selector("text=is gewijzigd")

    twee.locator(SAMENVATTING).fill("Wij beginnen in september.")
    twee.wait_for_selector("text=Iemand heeft deze pagina intussen veranderd.")
    save(twee)
    twee.wait_for_selector("text=heeft deze pagina intussen veranderd")
    assert "juni" in twee.locator("td .deletion").all_inner_texts()[0]
    assert "september" in twee.locator("td .addition").all_inner_texts()[0]
    assert twee.locator("table.listing tbody tr").count() == 1
    assert twee.evaluate("document.documentElement.scrollWidth") <= 390
    assert get_axe_findings(twee, ".bewaren", unsure_too=False) == []
    twee.get_by_role("button", name="Terug naar mijn tekst").click()
    twee.wait_for_selector("text=U ziet uw eigen tekst.")
    assert twee.locator(SAMENVATTING).input_value() == "Wij beginnen in september."
    with twee.expect_navigation():
        save(twee)
    twee.wait_for_selector("text=is gewijzigd")
    assert twee.locator(SAMENVATTING).input_value() == "Wij beginnen in september."


def saves_by_itself(request):
    return "json" in request.headers.get("accept", "")


def test_a_button_waits_for_what_is_saving_by_itself(people, demo):
    schrijver = people("mare", 1280)

    def answer_late(route):
        if not saves_by_itself(route.request):
            return route.fallback()
        answer = route.fetch()
        schrijver.wait_for_timeout(1500)
        return route.fulfill(response=answer)

    schrijver.route("**/admin/pages/**", answer_late)
    with schrijver.expect_request(saves_by_itself):
        write_news(schrijver, "Een bericht dat haast heeft")
    press(schrijver, "Stuur door naar Communicatie")
    schrijver.wait_for_url(OVERZICHT)
    schrijver.wait_for_selector("text=ter goedkeuring ingediend")
    schrijver.goto(f"{demo}/admin/pages/search/?q=Een+bericht+dat+haast+heeft")
    assert schrijver.get_by_role("link", name="Een bericht dat haast heeft", exact=True).count() == 1
