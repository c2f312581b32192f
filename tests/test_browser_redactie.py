"""Every step of the newsroom in a real browser, on a phone and on a desktop."""

import pytest

from tests.browser import get_axe_findings
from tests.newsroom import OVERZICHT, keep_draft, press, write_news

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser_beheer")]


@pytest.mark.parametrize("width", [390, 1280])
def test_news_with_a_film_goes_from_the_writer_by_way_of_the_desk_to_the_site(people, demo, width):
    titel = f"Straatfeest op een scherm van {width}"
    schrijver, redactie = people("mare", width), people("redactie", width)
    write_news(schrijver, titel)
    press(schrijver, "Stuur door naar Communicatie")
    # In other words when the page had saved itself already.
    schrijver.wait_for_selector("text=/ingediend/")

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


def test_partner_reads_a_shared_draft_on_a_phone_and_leaves_a_remark(people, open_page, demo):
    schrijver = people("mare", 390)
    number = keep_draft(schrijver, "Een bankje bij de vijver")
    schrijver.goto(f"{demo}/admin/delen/{number}/")
    schrijver.get_by_role("button", name="Maak een link").click()
    adres = schrijver.locator("#adres").input_value()
    partner = open_page(adres.removeprefix(demo), width=390)
    assert partner.locator("h1").inner_text() == "Een bankje bij de vijver"
    assert get_axe_findings(partner) == []
    partner.get_by_role("link", name="Geef een opmerking").click()
    partner.locator("[name=tekst]").fill("Zet er een prullenbak bij.")
    partner.get_by_role("button", name="Verstuur").click()
    partner.wait_for_selector("text=Zet er een prullenbak bij.", state="detached")
    schrijver.goto(f"{demo}/admin/")
    assert schrijver.get_by_text("Zet er een prullenbak bij.").is_visible()


def test_two_pages_go_online_together_from_a_phone(people, demo):
    schrijver, redactie = people("mare", 390), people("redactie", 390)
    titels = ["De agenda is vernieuwd", "Nieuws over de agenda"]
    for titel in titels:
        keep_draft(schrijver, titel)
    schrijver.goto(f"{demo}/admin/bundels/nieuw/")
    schrijver.locator("[name=naam]").fill("Agenda en nieuws")
    schrijver.get_by_role("button", name="Maak de bundel").click()
    for titel in titels:
        schrijver.get_by_label(titel).check()
    schrijver.get_by_role("button", name="Voeg toe aan de bundel").click()
    schrijver.get_by_role("button", name="Dien de bundel in").click()
    schrijver.wait_for_selector("text=Ingediend.")
    redactie.goto(f"{demo}/admin/")
    redactie.get_by_role("link", name="Agenda en nieuws").click()
    redactie.get_by_role("button", name="Keur de hele bundel goed").click()
    redactie.wait_for_selector("text=Goedgekeurd door")
    redactie.goto(f"{demo}/gebieden/de-mare/")
    for titel in titels:
        redactie.get_by_role("link", name=titel).wait_for()
