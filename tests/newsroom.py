"""What people of the newsroom do in a browser."""

import re
from urllib.parse import urljoin

# Where the editor leads to when a page is out of hand.
OVERZICHT = re.compile(r"/admin/pages/\d+/$")


# Wagtail looks at what changes from two seconds after the editor opened: nobody types faster, but a test does.
IS_WATCHED = """() => {
  const form = document.querySelector("[data-controller~=w-unsaved]");
  return window.wagtail.app.getControllerForElementAndIdentifier(form, "w-unsaved")?.initialFormData;
}"""


def press(page, knop):
    """Presses a button at the foot of the editor, most of which lie in its menu."""
    page.get_by_role("button", name="Meer acties").click()
    page.get_by_role("button", name=knop).last.click()


def write_news(page, titel):
    page.goto(urljoin(page.url, "/admin/pages/"))
    page.get_by_role("link", name="Voeg onderliggende pagina toe").first.click()
    page.get_by_role("link", name="nieuwsbericht").first.click()
    page.wait_for_url("**/add/**")
    page.wait_for_function(IS_WATCHED)
    page.locator("#id_title").fill(titel)
    page.locator("#id_samenvatting").fill("Kom zaterdag naar het plein.")
    page.get_by_role("button", name="Blok invoegen").click()
    page.get_by_role("option", name="Video").click()
    page.get_by_role("button", name="Kies video").click()
    page.locator(".modal-content").get_by_role("link").filter(has_text="Rondje").click()
    page.wait_for_selector(".modal-content", state="detached")


def keep_draft(page, titel):
    """A draft of this name, and its number."""
    write_news(page, titel)
    page.get_by_role("button", name="Bewaar concept").click()
    # The address says nothing: that already changed when the page saved itself.
    page.locator(".messages .success").first.wait_for()
    return page.url.strip("/").split("/")[-2]


def open_editor(page, titel, soort=""):
    """Of the page with this title; of this type, where others have the same words."""
    page.goto(urljoin(page.url, f"/admin/pages/search/?q={titel}" + (f"&content_type={soort}" if soort else "")))
    page.get_by_role("link", name=titel, exact=True).first.click()
    page.wait_for_url("**/edit/")
    page.wait_for_function(IS_WATCHED)
