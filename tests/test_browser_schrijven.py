"""Writing at the desk in a real Chromium: advice while typing, checks, and previews."""

from urllib.parse import urljoin

import pytest

from home.schrijven.controles import MELDINGEN
from home.schrijven.lezen import REGELS, measure
from home.schrijven.woorden import get_woordenboek, read_own_list
from tests.browser import get_axe_findings
from tests.demo import run_in_demo
from tests.newsroom import open_editor
from tests.test_leesbaarheid import MAKKELIJK, MOEILIJK, TEKSTEN, ZINNEN

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser_beheer")]

OOK_MOEILIJK = [
    "Bel dhr. Jansen, i.v.m. de planning. Hij werkt tot 19.30 uur; coördineert ’s avonds “alles”. En realiseert het!",
    "Met betrekking tot de agenda's en foto-opnamen, d.w.z. De regels: 2.500 euro (art. 4).",
    "",
]


@pytest.fixture(scope="module", autouse=True)
def slechte_paginas(demo, demo_folder):
    """Pages with everything wrong, in the demo that all browser tests share."""
    run_in_demo(demo_folder, "tests.slechte_paginas")


def visit(page, address):
    page.goto(urljoin(page.url, address))
    page.wait_for_load_state("networkidle")


def start_news(page):
    """A new message of De Mare, as its editor begins one."""
    visit(page, "/admin/pages/search/?q=De+Mare&content_type=gebieden.gebiedpage")
    number = page.get_by_role("link", name="De Mare", exact=True).first.get_attribute("href").strip("/").split("/")[2]
    visit(page, f"/admin/pages/add/gebieden/nieuwspage/{number}/")
    page.locator("[data-side-panel-toggle='checks']").click()


def test_browser_and_server_measure_the_same(open_page):
    page = open_page("/robots.txt")
    woordenboek = get_woordenboek(row.values() for row in read_own_list())
    teksten = [tekst["tekst"].splitlines() for tekst in TEKSTEN] + [OOK_MOEILIJK, [MOEILIJK, MAKKELIJK]]
    teksten += [[zin] for soort in ZINNEN.values() for zin in soort]
    browser_says = page.evaluate(
        """async ([teksten, gegevens]) => {
          const { measure } = await import("/static/leesbaarheid.js");
          return teksten.map((alineas) => {
            const meting = measure(alineas.map((tekst) => ({ tekst })), gegevens);
            return {
              woorden: meting.woorden,
              cijfer: meting.cijfer,
              lang: meting.langeZinnen.map((zin) => zin.tekst),
              moeilijk: Object.fromEntries(meting.moeilijk),
              lijdend: meting.lijdend.map((zin) => zin.tekst),
            };
          });
        }""",
        [teksten, {"regels": REGELS, "woorden": woordenboek}],
    )
    for tekst, says in zip(teksten, browser_says, strict=True):
        meting = measure(tekst, woordenboek)
        assert says == {
            "woorden": meting.woorden,
            "cijfer": meting.cijfer,
            "lang": [zin.tekst for zin in meting.lange_zinnen],
            "moeilijk": meting.moeilijk,
            "lijdend": [zin.tekst for zin in meting.lijdende_zinnen],
        }


@pytest.mark.parametrize("width", [390, 1280])
def test_advice_comes_while_typing_and_without_a_network(people, width):
    page = people("mare", width)
    start_news(page)
    advies = page.locator("[data-leesbaarheid]")
    page.context.set_offline(True)
    page.locator("[name=samenvatting]").fill(MOEILIJK)
    advies.get_by_text("Cijfer 0: moeilijk te lezen.").wait_for()
    assert advies.get_by_role("button", name=MOEILIJK).count() == 1
    assert "conform: liever volgens" in advies.inner_text()
    page.locator("[name=samenvatting]").fill(MAKKELIJK)
    advies.get_by_text("goed te lezen.").wait_for()
    assert advies.get_by_role("heading", name="Lange zinnen").count() == 0
    assert advies.locator("[aria-live=polite]").inner_text().startswith("Cijfer")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.context.set_offline(False)


def test_rich_text_counts_and_a_sentence_leads_to_its_place(people):
    page = people("mare", 1280)
    start_news(page)
    page.get_by_title("Blok invoegen").first.click()
    page.get_by_role("option", name="Tekst", exact=True).click()
    page.locator("[data-contentpath='inhoud'] [contenteditable='true']").first.click()
    page.keyboard.insert_text(MOEILIJK)
    zin = page.locator("[data-leesbaarheid]").get_by_role("button", name=MOEILIJK)
    zin.wait_for()
    page.locator("[name=samenvatting]").focus()
    zin.click()
    assert page.evaluate("document.activeElement.isContentEditable")


def test_the_panel_is_accessible(people):
    page = people("mare", 1280)
    start_news(page)
    page.locator("[name=samenvatting]").fill(MOEILIJK)
    page.locator("[data-leesbaarheid] li").first.wait_for()
    assert get_axe_findings(page, "[data-leesbaarheid]", unsure_too=False) == []


def read_user_bar(page, address):
    visit(page, address)
    page.locator("[data-wagtail-userbar-trigger]").wait_for()
    page.wait_for_function("document.querySelector('wagtail-userbar').shadowRoot.querySelector('#checker-results')")
    page.wait_for_timeout(500)
    return set(page.locator("[data-content-checker-name]").all_text_contents()) - {""}


def test_each_check_finds_what_is_wrong_and_leaves_what_is_right(people):
    page = people("beheer", 1280)
    fout, goed = read_user_bar(page, "/fout/"), read_user_bar(page, "/goed/")
    assert {naam for naam, _ in MELDINGEN.values()} - fout == set()
    assert goed == set()


def test_the_editor_sees_the_same_beside_the_text(people):
    page = people("beheer", 1280)
    open_editor(page, "Schreeuw", "home.tekstpage")
    page.locator("[data-side-panel-toggle='checks']").click()
    paneel = page.locator("[data-checks-panel]")
    for naam in ("Film zonder ondertiteling", "Film zonder tekst", "Woorden in hoofdletters"):
        paneel.get_by_text(naam).first.wait_for(timeout=20_000)


def choose_mode(page, mode):
    page.locator("[name='preview_mode']").select_option(mode)
    frame = page.frame_locator("#w-preview-iframe")
    frame.locator(f"script[data-voorbeeld='{mode}']").wait_for(state="attached", timeout=20_000)
    return frame


def test_preview_on_a_phone_in_the_dark_and_on_paper(people):
    page = people("beheer", 1280)
    open_editor(page, "Schreeuw", "home.tekstpage")
    page.locator("[data-side-panel-toggle='preview']").click()
    assert page.locator("input[name='preview-size']:checked").get_attribute("value") == "mobile"
    gewoon = page.frame_locator("#w-preview-iframe")
    gewoon.locator(".hoofdmenu").wait_for()

    def get_background(frame):
        return frame.locator("body").evaluate("body => getComputedStyle(body).backgroundColor")

    assert get_background(gewoon) == "rgb(255, 255, 255)"
    assert get_background(choose_mode(page, "donker")) == "rgb(15, 23, 34)"
    papier = choose_mode(page, "afdruk")
    assert not papier.locator(".hoofdmenu").is_visible()
    assert papier.locator("html").evaluate("html => getComputedStyle(html).inlineSize") == "794px"
