"""What the tests in a real Chromium have in common."""

import os
import shutil
from contextlib import contextmanager
from urllib.parse import urljoin

from axe_playwright_python.base import AXE_FILE_PATH
from playwright.sync_api import sync_playwright

AXE = AXE_FILE_PATH.read_text()
QUIET = ["--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"]


def find_chromium():
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    assert path, "Chromium is missing. On Debian: apt-get install chromium"
    return path


@contextmanager
def run_chromium():
    # Playwright keeps a loop running in this thread, also while other tests of this process ask the database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_chromium(), args=["--no-sandbox", "--disable-gpu", *QUIET]
        )
        yield browser
        browser.close()


def log_in(page, naam="beheer"):
    """As one of the accounts of the demo, whose passwords everyone may know."""
    page.goto(urljoin(page.url, "/admin/login/"))
    page.locator("#id_login").fill(naam)
    page.locator("#id_password").fill(f"demo-alkmaar-{naam}")
    page.locator("#id_password").press("Enter")
    page.wait_for_selector("text=Welkom bij Samen maken we Alkmaar")


def get_axe_findings(page, part="html", *, unsure_too=True):
    """What axe calls wrong in a part of the page, and what it could not judge outside drawings."""
    page.evaluate(AXE)
    wrong, unsure = page.evaluate(
        """async part => {
          const result = await axe.run(part, { resultTypes: ["violations", "incomplete"] });
          const list = (rules) => rules.flatMap((rule) => rule.nodes.map((node) => ({
            rule: rule.id,
            html: node.html.slice(0, 200),
            inDrawing: Boolean(document.querySelector(node.target[0]).closest("svg")),
          })));
          return [list(result.violations), list(result.incomplete)];
        }""",
        part,
    )
    return wrong + [finding for finding in unsure if unsure_too and not finding["inDrawing"]]


def check_screen(page, kop="", part="html"):
    """This screen is in order: without a finding of axe, and it need not be moved sideways."""
    if kop:
        assert page.get_by_role("heading", name=kop).first.is_visible(), page.url
    findings = get_axe_findings(page, part, unsure_too=part == "html")
    assert not findings, (page.url, findings)
    width = page.viewport_size["width"]
    assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{page.url} scrolls sideways"


def press(page, knop):
    with page.expect_navigation():
        page.get_by_role("button", name=knop, exact=True).last.click()


def follow(page, link):
    with page.expect_navigation():
        page.get_by_role("link", name=link).first.click()


def fill(page, **antwoorden):
    for naam, antwoord in antwoorden.items():
        page.locator(f"[name={naam}]").fill(antwoord)


def choose(page, **keuzes):
    for naam, keuze in keuzes.items():
        page.locator(f"[name={naam}][value={keuze}]").check()
