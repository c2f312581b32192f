"""The work that the desk brings, in a real Chromium: dates, checks, handing over, and a session that ends."""

from datetime import timedelta
from urllib.parse import urljoin

import pytest
from django.utils import timezone

from home.redactie.planning import format_moment
from tests.browser import get_axe_findings, log_in
from tests.demo import run_in_demo, wait_for
from tests.newsroom import OVERZICHT, open_editor, press

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser_beheer")]
WIDTHS = [390, 1280]
on_both_screens = pytest.mark.parametrize("width", WIDTHS)
SCHERMEN = "tests.achter_de_schermen"
MENU_COVERS_MESSAGE = """() => {
  const knop = document.querySelector(".sidebar-nav-toggle--mobile")?.getBoundingClientRect();
  const melding = document.querySelector(".messages .icon").getBoundingClientRect();
  return Boolean(knop) && knop.right > melding.left && knop.bottom > melding.top;
}"""


@pytest.fixture(scope="module", autouse=True)
def full_desks(demo, demo_folder):
    run_in_demo(demo_folder, SCHERMEN, "fill_desks")


def set_dates(page, **momenten):
    page.get_by_role("button", name="Status").first.click()
    page.get_by_role("button", name="Stel schema in").click()
    for veld, moment in momenten.items():
        page.locator(f"#id_{veld}").fill(timezone.localtime(moment).strftime("%d-%m-%Y %H:%M"))
        # The calendar lies over the rest until one presses elsewhere.
        page.wait_for_selector(".xdsoft_datetimepicker:visible")
        page.get_by_role("heading", name="Wanneer online en offline?").click()
    with page.expect_navigation():
        page.get_by_role("button", name="Bewaar de datums").click()
    # On a phone the panel covers the page.
    page.get_by_role("button", name="Status").first.click()


def plan(people, width, titel, online, offline):
    """The writer sets dates and hands in; Communicatie approves and sees it planned."""
    schrijver = people("mare", width)
    open_editor(schrijver, titel)
    set_dates(schrijver, go_live_at=online, expire_at=offline)
    assert schrijver.get_by_text(f"Deze versie gaat niet vanzelf online op {format_moment(online)}").is_visible()
    assert not schrijver.evaluate(MENU_COVERS_MESSAGE)
    press(schrijver, "Stuur door naar Communicatie")
    schrijver.wait_for_url(OVERZICHT)

    redactie = people("redactie", width)
    redactie.locator("#goedkeuren-section").get_by_role("link", name=titel).click()
    press(redactie, "Goedkeuren en publiceren")
    redactie.wait_for_url(OVERZICHT)
    redactie.goto(urljoin(redactie.url, "/admin/"))
    assert redactie.locator(".bureau").get_by_role("link", name=titel).is_visible()


def test_a_demo_does_the_work_of_every_minute_by_itself(demo):
    assert wait_for(f"{demo}/gezond/").status == 200


def test_a_date_does_nothing_before_approval_and_then_everything(people, open_page, demo, demo_folder):
    online, offline = (timezone.now() + timedelta(days=days) for days in (2, 4))
    for width in WIDTHS:
        plan(people, width, f"Kermis {width}", online, offline)
    bezoeker = open_page("/", width=390)

    def count_seen():
        bezoeker.goto(f"{demo}/gebieden/de-mare/")
        return bezoeker.get_by_role("link", name="Kermis").count()

    assert count_seen() == 0
    run_in_demo(demo_folder, SCHERMEN, "pass_days", "3")
    assert count_seen() == 2
    run_in_demo(demo_folder, SCHERMEN, "pass_days", "5")
    assert count_seen() == 0


@on_both_screens
def test_a_page_that_was_looked_at_leaves_the_desk(people, demo, width):
    titel = f"Parkeren {width}"
    redactie = people("redactie", width)
    redactie.locator("#controles-section").get_by_role("link", name=titel).click()
    redactie.wait_for_selector("text=Klopt deze pagina nog?")
    assert get_axe_findings(redactie, ".agendascherm", unsure_too=False) == []
    redactie.get_by_role("button", name="Ja, het klopt nog").click()
    redactie.wait_for_selector("text=Genoteerd: de pagina klopt nog.")
    assert not redactie.locator(".bureau").get_by_role("link", name=titel).is_visible()


@on_both_screens
def test_what_is_of_a_leaver_goes_to_a_successor(people, open_page, demo, width):
    beheer = people("beheer", width)
    beheer.goto(f"{demo}/admin/users/?q=vertrekker-{width}")
    rij = beheer.get_by_role("row").filter(has_text=f"vertrekker-{width}")
    rij.get_by_role("button", name="Meer").click()
    rij.get_by_role("link", name="Draag over").click()
    beheer.wait_for_selector(f"text=Dit staat op naam van vertrekker-{width}")
    assert get_axe_findings(beheer, ".agendascherm", unsure_too=False) == []
    for wat in ("Pagina’s", "Ingediend en nog niet online", "Kaarten van het gebiedsteam", "Rollen"):
        assert beheer.get_by_role("row", name=wat).get_by_text("1").is_visible()
    beheer.get_by_label("Wie neemt het over?").select_option(f"opvolger-{width}")
    beheer.get_by_label("Alle rollen").check()
    beheer.get_by_role("button", name="Draag over").click()
    beheer.wait_for_selector(f"text=Er staat niets meer op naam van vertrekker-{width}")

    opvolger = open_page("/robots.txt", width=width)
    log_in(opvolger, f"opvolger-{width}")
    open_editor(opvolger, f"Buurttuin {width}")


@on_both_screens
def test_what_was_typed_is_there_after_the_session_ended(open_page, demo_folder, width):
    page = open_page("/robots.txt", width=width)
    log_in(page, "mare")
    open_editor(page, f"Zomerfeest {width}")
    key = next(cookie["value"] for cookie in page.context.cookies() if cookie["name"] == "sessie")
    run_in_demo(demo_folder, SCHERMEN, "end_session", key)
    page.locator("#id_samenvatting").fill("Met “leestekens” & al.")
    page.get_by_role("button", name="Bewaar concept").click()
    page.wait_for_selector("text=Uw sessie is verlopen")
    page.locator("#id_login").fill("mare")
    page.locator("#id_password").fill("demo-alkmaar-mare")
    page.locator("#id_password").press("Enter")
    page.wait_for_selector("text=Wat u schreef, is bewaard")
    assert get_axe_findings(page, ".bewaren", unsure_too=False) == []
    page.get_by_role("button", name="Ga verder met wat u schreef").click()
    page.wait_for_url("**/edit/")
    assert page.locator("#id_samenvatting").input_value() == "Met “leestekens” & al."


def test_a_mail_that_failed_is_read_on_a_phone_without_moving_sideways(people, demo):
    bureau = people("bureau", 390)
    bureau.goto(f"{demo}/admin/mails/")
    knop = bureau.get_by_role("link", name="Verbeter het adres").last.bounding_box()
    assert knop["height"] >= 44 and knop["x"] >= 0 and knop["x"] + knop["width"] <= 390
    assert bureau.evaluate("document.querySelector('.mails').scrollWidth") <= 390
