"""What an editor sees before a page is online, and the obligatory 'In het kort'."""

import pytest
from django.urls import reverse

from gebieden.models import NieuwsPage
from tests.factories import make_agenda, make_nieuws, make_punt, make_user
from tests.pagina_van_elk_type import make_one_of_each
from tests.redactie import edit, log_in, make_draft, page_data

pytestmark = [pytest.mark.django_db, pytest.mark.een_database]


def test_every_page_type_has_the_modes_and_begins_on_a_phone():
    for page in make_one_of_each():
        assert [name for name, _ in page.preview_modes] == ["", "donker", "afdruk"], page
        assert page.default_preview_size == "mobile" and page.default_preview_mode == "", page
        assert {"mobile", "desktop", "a4"} <= {size["name"] for size in page.preview_sizes}, page


@pytest.mark.parametrize(("wijze", "aan"), [("", False), ("donker", True), ("afdruk", True)])
def test_a_preview_knows_its_mode(mare, wijze, aan):
    client = log_in("Redacteur De Mare")
    page = make_draft(mare, user=client.user)
    adres = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    assert client.post(adres, page_data(page)).json()["is_valid"]
    html = client.get(adres, {"mode": wijze}).content.decode()
    assert (f'data-voorbeeld="{wijze}"' in html) is aan
    assert ("voorbeeld.js" in html) is aan


def test_visitors_get_nothing_of_it(client):
    assert "voorbeeld.js" not in client.get(make_nieuws().url, {"mode": "donker"}).content.decode()


class TestInHetKort:
    def test_news_opens_with_it(self, client):
        html = client.get(make_nieuws().url).content.decode()
        assert "<strong>In het kort:</strong> Kort gezegd." in html

    def test_editor_of_news_and_of_progress_has_it_at_the_top(self, staff, mare):
        html = staff.get(edit(make_nieuws(ouder=mare))).content.decode()
        assert "In het kort" in html and 'maxlength="300"' in html
        punt = make_punt(agenda=make_agenda(mare))
        html = staff.get(
            reverse("wagtailadmin_pages:add", args=["gebieden", "voortgangpage", punt.pk])
        ).content.decode()
        assert "Wat is er veranderd?" in html and 'maxlength="300"' in html

    def test_nothing_is_handed_in_or_published_without(self, staff, mare):
        for action in ("action-publish", "action-submit"):
            page = make_draft(mare, action, make_user(action))
            html = staff.post(edit(page), page_data(page, samenvatting="") | {action: "1"}).content.decode()
            assert "Dit is een verplicht veld." in html, action
            assert not NieuwsPage.objects.get(pk=page.pk).live
            assert not page.workflow_in_progress

    def test_it_is_short(self, staff, mare):
        page = make_draft(mare)
        html = staff.post(edit(page), page_data(page, samenvatting="a" * 301)).content.decode()
        assert "301" in html and "a" * 301 in html
