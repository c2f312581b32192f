"""Suggestions while a visitor types, in a real Chromium."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def test_suggestions_work_with_the_keyboard_and_send_no_letters(open_page):
    page, asked = open_page("/zoeken/"), []
    page.on("request", lambda request: "/zoeken/" in request.url and asked.append(request.url))
    field = page.get_by_role("combobox", name="Waar zoekt u naar?")
    field.press_sequentially("geveltui")
    option = page.get_by_role("option", name="Van stoeptegel naar geveltuin")
    option.wait_for()
    assert page.get_by_role("status").filter(has_text="1 suggestie").count() == 1
    assert field.get_attribute("aria-expanded") == "true"
    # The list of titles, once; what was typed is in no address.
    assert len(asked) <= 1 and not any("gevel" in url for url in asked)
    field.press("ArrowDown")
    assert field.get_attribute("aria-activedescendant") == option.get_attribute("id")
    assert option.get_attribute("aria-selected") == "true"
    field.press("Escape")
    assert field.get_attribute("aria-expanded") == "false" and field.input_value() == "geveltui"
    field.press_sequentially("n")
    option.wait_for()
    field.press("ArrowDown")
    field.press("Enter")
    page.wait_for_url("**/zoeken/?q=Van+stoeptegel+naar+geveltuin")
    page.get_by_role("link", name="Van stoeptegel naar geveltuin").first.wait_for()
