"""What people of the newsroom do in a browser."""

from urllib.parse import urljoin


def press(page, knop):
    """Presses a button at the foot of the editor, most of which lie in its menu."""
    page.get_by_role("button", name="Meer acties").click()
    page.get_by_role("button", name=knop).last.click()


def write_news(page, titel):
    page.goto(urljoin(page.url, "/admin/pages/"))
    page.get_by_role("link", name="Voeg onderliggende pagina toe").first.click()
    page.get_by_role("link", name="nieuwsbericht").first.click()
    page.locator("#id_title").fill(titel)
    page.locator("#id_samenvatting").fill("Kom zaterdag naar het plein.")
    page.get_by_role("button", name="Blok invoegen").click()
    page.get_by_role("option", name="Video").click()
    page.get_by_role("button", name="Kies video").click()
    page.locator(".modal-content").get_by_role("link").filter(has_text="Rondje").click()
    page.wait_for_selector(".modal-content", state="detached")
