"""Logging in with a phone as second factor, in a real Chromium at the width of a phone."""

import re
import shutil

import pytest

from tests.browser import get_axe_findings
from tests.demo import serve_demo
from tests.toegang import calculate_code

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser_beheer")]
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def strict_demo(built_demo, tmp_path_factory):
    folder = shutil.copytree(built_demo, tmp_path_factory.mktemp("streng") / "data")
    with serve_demo(folder, TWEEDE_FACTOR="1") as address:
        yield address


@pytest.fixture
def phone(browser, strict_demo):
    context = browser.new_context(viewport=PHONE, base_url=strict_demo)
    page = context.new_page()
    troubles = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("console", lambda message: troubles.append(message.text) if "Security Policy" in message.text else None)
    yield page
    context.close()
    assert not troubles


def look(page, kop):
    """The page that has this heading is in order, by day and by night."""
    page.wait_for_selector(f"h1:has-text('{kop}')")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], kop
        # Wagtail's own bar for staff is not ours to judge.
        page.evaluate("document.querySelectorAll('wagtail-userbar').forEach(bar => bar.remove())")
        assert get_axe_findings(page) == [], kop


def fill_in(page, **values):
    for name, value in values.items():
        page.fill(f"main [name={name}]", value)
    page.click("main form button")
    page.wait_for_load_state()


def log_in(page):
    page.goto("/admin/")
    look(page, "Inloggen")
    fill_in(page, login="mare", password="demo-alkmaar-mare")


def log_out(page):
    page.goto("/inloggen/uit/")
    look(page, "Uitloggen")
    fill_in(page)


def test_set_up_and_log_in_with_the_app_and_with_a_recovery_code(phone):
    phone.goto("/admin/")
    fill_in(phone, login="mare", password="verkeerd")
    assert phone.get_by_text("horen niet bij elkaar").is_visible()
    log_in(phone)
    look(phone, "Tweede factor aanzetten")
    fill_in(phone, code="12")
    look(phone, "Tweede factor aanzetten")
    secret = phone.inner_text(".sleutel").replace(" ", "")
    fill_in(phone, code=calculate_code(secret, -1))
    look(phone, "Uw herstelcodes")
    codes = phone.locator(".herstelcodes code").all_inner_texts()
    phone.click("text=Ik heb de codes bewaard")
    phone.wait_for_url(re.compile("/admin/$"))
    log_out(phone)
    log_in(phone)
    look(phone, "Code invullen")
    fill_in(phone, code=calculate_code(secret))
    phone.wait_for_url(re.compile("/admin/$"))
    log_out(phone)
    log_in(phone)
    fill_in(phone, code=codes[0])
    phone.wait_for_url(re.compile("/admin/$"))


@pytest.mark.parametrize(
    ("address", "kop"),
    [
        ("/inloggen/vergeten/", "Wachtwoord vergeten"),
        ("/inloggen/vergeten/gedaan/", "Kijk in uw mail"),
        ("/inloggen/vergeten/1-onzin/", "Nieuw wachtwoord kiezen"),
        ("/inloggen/gesloten/", "Uw account is gesloten"),
    ],
)
def test_pages_on_the_way_are_in_order(phone, address, kop):
    phone.goto(address)
    look(phone, kop)


def test_pages_about_the_own_account_are_in_order(phone):
    phone.goto("/admin/")
    fill_in(phone, login="overdie", password="demo-alkmaar-overdie")
    for address, kop in (
        ("/inloggen/beveiliging/", "Beveiliging van uw account"),
        ("/inloggen/sessies/", "Waar u bent ingelogd"),
        ("/inloggen/wachtwoord/", "Wachtwoord veranderen"),
    ):
        phone.goto(address)
        look(phone, kop)
    fill_in(phone, oldpassword="x", password1="Welkom2026!!", password2="y")
    look(phone, "Wachtwoord veranderen")
    phone.goto("/admin/pages/")
    look(phone, "Tweede factor aanzetten")
