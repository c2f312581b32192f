"""What a process remembers is never shown after it changed, and an address leads where Wagtail would lead it."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from wagtail.models import Page, PageViewRestriction

from home import wijzigingen
from home.models import SiteInstellingen
from tests.factories import (
    make_agenda,
    make_gebied,
    make_nieuws,
    make_nieuws_index,
    make_outline,
    make_punt,
    make_tekst,
    make_user,
)
from tests.gelijktijdig import use_copy_of_database


@pytest.fixture(autouse=True)
def db(django_db_setup, django_db_blocker, tmp_path, monkeypatch):
    """Each change is stored at once, and by another process: this one only learns of it by the stamp."""
    monkeypatch.setattr(wijzigingen, "forget", lambda: None)
    with django_db_blocker.unblock(), use_copy_of_database(tmp_path):
        yield


def see(address):
    return Client().get(address).content.decode()


class TestOnthouden:
    def test_menu_settings_and_areas_of_another_process_are_seen_at_once(self):
        gebied = make_gebied("Overdie", omtrek=make_outline(1))
        tekst = make_tekst("Uitleg", show_in_menus=True)
        see(tekst.url)
        SiteInstellingen.objects.update(telefoon="072 548 88 88")
        tekst.title = "Nieuwe uitleg"
        tekst.save_revision().publish()
        html = see(gebied.url)
        assert "072 548 88 88" in html and "Nieuwe uitleg" in html
        make_gebied("De Mare", omtrek=make_outline(2))
        assert "De Mare" in see(gebied.url)

    def test_a_branch_that_becomes_private_is_closed_at_once(self):
        gebied = make_gebied("Overdie")
        make_nieuws_index()
        nieuws = make_nieuws("Geheim feest", ouder=gebied)
        assert "Geheim feest" in see("/nieuws/") and Client().get(nieuws.url).status_code == 200
        PageViewRestriction.objects.create(page=gebied, restriction_type=PageViewRestriction.LOGIN)
        assert "Geheim feest" not in see("/nieuws/")
        assert Client().get(nieuws.url).status_code == 302

    def test_the_copy_of_a_private_page_in_another_place_is_private(self):
        geheim = make_tekst("Geheim")
        kopie = geheim.create_alias(parent=make_tekst("Elders"), update_slug="kopie")
        assert Client().get(kopie.url).status_code == 200
        PageViewRestriction.objects.create(page=geheim, restriction_type=PageViewRestriction.LOGIN)
        assert Client().get(kopie.url).status_code == 302

    def test_a_change_in_the_same_process_is_seen_by_who_posts_it(self):
        client = Client()
        client.force_login(make_user())
        make_tekst("Uitleg", show_in_menus=True)
        see("/")
        with pytest.raises(ValidationError):
            SiteInstellingen(site_id=1, melding_tonen=True).full_clean()
        SiteInstellingen.objects.update(email="gebieden@example.org")
        assert "gebieden@example.org" in client.get("/").content.decode()


class TestRoute:
    def test_a_page_under_a_draft_answers_and_the_draft_does_not(self):
        gebied = make_gebied("Overdie")
        nieuws = make_nieuws("Bericht", ouder=gebied)
        Page.objects.filter(pk=gebied.pk).update(live=False)
        assert Client().get(nieuws.url).status_code == 200
        assert Client().get(gebied.url).status_code == 404

    def test_what_a_page_answers_itself_goes_before_a_page_under_it(self):
        gebied = make_gebied("Overdie")
        nieuws = make_nieuws("Feed", ouder=gebied, slug="feed")
        assert Client().get(nieuws.url)["Content-Type"].startswith("application/atom")
        Page.objects.filter(pk=gebied.pk).update(live=False)
        assert "text/html" in Client().get(nieuws.url)["Content-Type"]

    def test_the_same_slug_elsewhere_leads_nowhere(self):
        punt = make_punt(agenda=make_agenda(make_gebied("Overdie")), slug="banken")
        make_gebied("De Mare")
        assert Client().get(punt.url).status_code == 200
        for address in ("/gebieden/de-mare/agenda/banken/", "/banken/", "/gebieden/overdie/banken/", f"{punt.url}x/"):
            assert Client().get(address).status_code == 404

    def test_an_address_without_end_is_not_looked_for(self):
        assert Client().get("/a" * 500 + "/").status_code == 404
