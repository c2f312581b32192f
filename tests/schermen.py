"""Remakes the pictures of the handbook for editors, from a demo of its own: `make schermen`."""

import tempfile
from io import BytesIO
from pathlib import Path

from PIL import Image

from tests.browser import log_in, run_chromium
from tests.demo import build_demo, serve_demo
from tests.newsroom import press, write_news

FOLDER = Path(__file__).parent.parent / "docs" / "schermen"
TEKST = (
    "Middels dit bericht informeren wij u over het straatfeest. De werkzaamheden worden door de gemeente uitgevoerd. "
    "Indien u wenst te participeren dient u zich derhalve uiterlijk vrijdag aan te melden bij de buurtvereniging, die "
    "het feest organiseert en die ook de tafels, de stoelen en de muziek regelt voor alle bewoners van de wijk. "
    "Neem iets lekkers mee. De koffie staat klaar. Kinderen kunnen springen op het luchtkussen."
)
TITEL = "Zaterdag straatfeest op het plein"


def keep(page, naam):
    picture = Image.open(BytesIO(page.screenshot()))
    picture.thumbnail((960, 960))
    picture.save(FOLDER / f"{naam}.webp", quality=80)
    print(f"   docs/schermen/{naam}.webp")


def visit(page, address):
    page.goto(address)
    page.wait_for_load_state("networkidle")


def show_writing(page, demo):
    write_news(page, TITEL)
    page.locator("#id_samenvatting").scroll_into_view_if_needed()
    keep(page, "bericht")
    page.get_by_role("button", name="Blok invoegen").last.click()
    page.get_by_role("option", name="Tekst").click()
    page.locator("[data-contentpath='inhoud'] [contenteditable='true']").first.click()
    page.keyboard.insert_text(TEKST)
    page.locator("[data-side-panel-toggle='checks']").click()
    page.locator("[data-leesbaarheid] li").first.wait_for()
    keep(page, "leesbaarheid")
    page.locator("[data-side-panel-toggle='checks']").click()
    press(page, "Stuur door naar Communicatie")
    page.wait_for_selector("text=ingediend")


def show_moderation(page, demo):
    visit(page, f"{demo}/admin/")
    keep(page, "bureau")
    page.locator("#goedkeuren-section").get_by_role("link", name=TITEL).click()
    page.wait_for_load_state("networkidle")
    number = page.url.strip("/").split("/")[-2]
    press(page, "Stuur terug")
    page.locator(".modal-content textarea").fill("Noem ook de tijd. Nu weet niemand hoe laat het begint.")
    # The window slides into view.
    page.wait_for_timeout(800)
    keep(page, "terugsturen")
    return number


def show_sharing(page, demo, number):
    visit(page, f"{demo}/admin/delen/{number}/")
    keep(page, "delen")
    visit(page, f"{demo}/admin/controle/{number}/")
    keep(page, "controle")
    visit(page, f"{demo}/admin/bundels/nieuw/")
    page.locator("[name=naam]").fill("Straatfeest en agenda")
    page.locator("main form button[type=submit], main form input[type=submit]").first.click()
    page.wait_for_load_state("networkidle")
    keep(page, "bundel")


def main():
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        build_demo(folder)
        with serve_demo(folder) as demo, run_chromium() as browser:
            show_all(demo, browser)


def show_all(demo, browser):
    def open_as(naam):
        page = browser.new_context(viewport={"width": 1280, "height": 860}, locale="nl-NL").new_page()
        page.goto(demo)
        log_in(page, naam)
        return page

    show_writing(open_as("mare"), demo)
    redactie = open_as("redactie")
    show_sharing(redactie, demo, show_moderation(redactie, demo))


if __name__ == "__main__":
    main()
