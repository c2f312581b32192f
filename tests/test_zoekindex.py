"""What the index of search knows: never what nobody may know, and always what is true now."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from gebieden.rollen import set_up_roles
from search.indexeren import catch_up, rebuild
from search.models import Document, Synoniem, Woord
from search.zoeken import Zoekopdracht
from tests.factories import (
    make_gebied,
    make_nieuws,
    make_teamlid,
)
from tests.redactie import log_in
from tests.zoeken import find, titles

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("found_at_once")]


# What nobody may know


def hide_private(page):
    PageViewRestriction.objects.create(page=page, restriction_type="login")


def expire(page):
    Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(minutes=1))


@pytest.mark.parametrize("hide", [lambda page: page.unpublish(), hide_private, expire, lambda page: page.delete()])
def test_what_is_hidden_gives_what_an_unknown_word_gives(client, hide):
    """In results, counts, filters, suggestions and the guess what was meant, before anything was indexed again."""
    gebied = make_gebied("Zuid")
    geheim = make_nieuws("Xylofoonorkest", ouder=gebied)
    assert "Xylofoonorkest" in find(client, "xylofoonorkest")
    hide(geheim)
    for term in ("xylofoonorkest", "xylofoonorkes", "xylofoonorkestrepetitie"):
        onbekend = f"zz{term[1:]}"
        assert find(client, term).replace(term, "") == find(client, onbekend).replace(onbekend, "")
    assert "Xylofoon" not in client.get("/zoeken/titels.json").content.decode()


def test_a_page_under_a_closed_one_is_not_found(client):
    gebied = make_gebied("Zuid")
    make_nieuws("Xylofoonorkest", ouder=gebied)
    hide_private(gebied)
    html = find(client, "xylofoonorkest")
    assert "Wij vonden niets" in html and "Zuid" not in html


def test_what_is_hidden_leaves_the_index_with_its_words():
    page = make_nieuws("Xylofoonorkest")
    hide_private(page)
    catch_up()
    assert not Document.objects.filter(page=page.pk).exists()
    rebuild()
    assert not Woord.objects.filter(woord="xylofoonorkest").exists()


def test_a_name_on_a_team_card_is_no_search_term():
    make_gebied("Zuid", team=[make_teamlid(rol="gebiedsregisseur", naam="Anouk (voorbeeld)")])
    assert titles("gebiedsregisseur") == ["Zuid"]
    assert titles("anouk") == []


# Keeping up


def test_the_work_of_every_minute_reads_what_changed(settings):
    settings.ZOEKINDEX_METEEN = False
    gebied = make_gebied("Zuid")
    page = make_nieuws("Fontein", ouder=gebied)
    assert titles("fontein") == []
    call_command("elke_minuut")
    assert titles("fontein zuid") == ["Fontein"]
    gebied.title = "Overdie"
    gebied.save_revision().publish()
    page.refresh_from_db()
    page.title = "Waterval"
    page.save_revision().publish()
    call_command("elke_minuut")
    assert titles("fontein") == [] and titles("waterval overdie") == ["Waterval"]
    assert catch_up() == (0, 0)


def test_a_moved_page_counts_for_its_new_place():
    zuid, west = make_gebied("Zuid"), make_gebied("West")
    page = make_nieuws("Fontein", ouder=zuid)
    west.refresh_from_db()
    page.refresh_from_db()
    page.move(west, pos="last-child")
    assert [plek.title for plek, _, _ in Zoekopdracht("fontein").gebieden] == ["West"]


def test_making_the_index_again_changes_nothing():
    make_nieuws("Fontein in de verkeersveiligheidsstraat", ouder=make_gebied("Zuid"))
    before = list(Document.objects.get(titel__startswith="Fontein").vermeldingen.values_list("woord__woord", "gewicht"))
    call_command("maak_zoekindex")
    call_command("maak_zoekindex")
    after = list(Document.objects.get(titel__startswith="Fontein").vermeldingen.values_list("woord__woord", "gewicht"))
    assert sorted(before) == sorted(after)


def test_editors_add_a_word_that_means_the_same():
    make_nieuws("Een bibliotheek in de wijk")
    assert titles("boekerij") == []
    set_up_roles()
    client = log_in("Communicatie")
    url = reverse("wagtailsnippets_search_synoniem:add")
    assert client.post(url, {"woorden": "alleen"}).status_code == 200
    client.post(url, {"woorden": "Bibliotheek,  boekerij"})
    assert titles("boekerij") == ["Een bibliotheek in de wijk"]
    synoniem = Synoniem.objects.get(woorden="bibliotheek, boekerij")
    client.post(reverse("wagtailsnippets_search_synoniem:delete", args=[synoniem.pk]))
    assert titles("boekerij") == []
