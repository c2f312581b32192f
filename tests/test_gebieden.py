"""What a visitor sees of an area."""

import re

import pytest
from django.utils import timezone

from gebieden.models import GebiedPage
from tests.factories import (
    make_bijeenkomst,
    make_blocks,
    make_gebied,
    make_gebieden,
    make_nieuws,
    make_teamlid,
    make_verhaal,
)

pytestmark = [pytest.mark.django_db, pytest.mark.een_database]


def get(client, page, **parameters):
    response = client.get(page.url, parameters)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize(
    ("postcode", "expected"),
    [
        ("1811", ["Centrum"]),
        ("1811ZZ", ["Centrum"]),
        (" 1811 ab ", ["Overdie"]),
        ("1815", ["Centrum", "Zuid"]),
        ("1999", []),
        ("geen", []),
        ("", []),
        ("١٨١١", []),
        ("1811A", []),
    ],
)
def test_longest_postcode_wins(postcode, expected):
    make_gebied("Zuid", postcodes=["1815"])
    make_gebied("Centrum", postcodes=["1811", "1815"])
    make_gebied("Overdie", postcodes=["1811AB"])
    assert [gebied.title for gebied in GebiedPage.objects.for_postcode(postcode)] == expected


def test_unpublished_area_is_not_found_by_postcode():
    make_gebied("Overdie", postcodes=["1813"]).unpublish()
    assert not GebiedPage.objects.for_postcode("1813")


def test_known_postcode_leads_to_the_area(client):
    gebied = make_gebied("Overdie", postcodes=["1813"])
    html = get(client, make_gebieden(), postcode="1813 AB")
    assert "Dit gebied hoort bij 1813 AB" in html
    assert f'href="{gebied.url}">Overdie' in html


def test_postcode_of_two_areas_lets_the_visitor_choose(client):
    make_gebied("Zuid", postcodes=["1815"])
    make_gebied("Centrum", postcodes=["1815"])
    assert "In welk gebied woont u?" in get(client, make_gebieden(), postcode="1815")


@pytest.mark.parametrize("typed", ["9999", "hallo", "<script>", "1811\x00", "x" * 500])
def test_unknown_postcode_gets_help_and_keeps_what_was_typed(client, typed):
    make_gebied("Overdie", postcodes=["1813"])
    html = get(client, make_gebieden(), postcode=typed)
    assert "Kies uw gebied op de kaart" in html or "is geen postcode" in html
    assert "Overdie</a>" in html
    assert '<script>"' not in html and 'value="<' not in html


def test_index_lists_each_village_under_its_wijk(client):
    schermer = make_gebied("Schermer")
    make_gebied("Oterleek", ouder=schermer)
    html = get(client, make_gebieden())
    assert re.search(r">Schermer</a>\s*<ul.*?>\s*<li>\s*<a[^>]+>Oterleek</a>", html)
    assert "Kadaster / Centraal Bureau voor de Statistiek" in html


def test_news_of_a_village_shows_on_the_page_of_its_wijk_but_not_elsewhere(client):
    schermer, zuid = make_gebied("Schermer"), make_gebied("Zuid")
    make_nieuws("Brug open", ouder=make_gebied("Oterleek", ouder=schermer))
    assert "Brug open" in get(client, schermer)
    assert "Brug open" not in get(client, zuid)


def test_news_also_shows_where_an_editor_placed_it_too(client):
    zuid, west = make_gebied("Zuid"), make_gebied("West")
    make_nieuws("Samen schoon", ouder=zuid, ook_in=[west])
    assert "Samen schoon" in get(client, west)
    assert get(client, zuid).count("Samen schoon") == 1


def test_drafts_do_not_show(client):
    gebied = make_gebied()
    make_nieuws("Nog geheim", ouder=gebied).unpublish()
    assert "Nog geheim" not in get(client, gebied)


def test_pinned_news_comes_first_and_once(client):
    gebied = make_gebied()
    oud = make_nieuws("Vastgezet bericht", ouder=gebied, datum=timezone.datetime(2020, 1, 1).date())
    for nummer in range(4):
        make_nieuws(f"Nieuw bericht {nummer}", ouder=gebied)
    gebied.inhoud = make_blocks(("nieuws", {"aantal": 2, "vastgezet": oud.pk}))
    gebied.save_revision().publish()
    html = get(client, gebied)
    assert html.index("Vastgezet bericht") < html.index("Nieuw bericht 3")
    assert html.count("Vastgezet bericht") == 1
    assert "Nieuw bericht 2" not in html


def test_empty_blocks_leave_no_heading(client):
    gebied = make_gebied(omtrek=None)
    html = get(client, gebied)
    assert "<h2" in html
    for kop in ("Nieuws</h2>", "Kom langs</h2>", "Verhalen van bewoners</h2>", "gebiedsteam</h2>", "kaart</h2>"):
        assert kop not in html


def test_two_sections_with_the_same_heading_have_their_own_anchor(client):
    make_verhaal(ouder=(gebied := make_gebied(secties=[])))
    gebied.inhoud = make_blocks(("verhalen", {"aantal": 1}), ("verhalen", {"aantal": 2}))
    gebied.save_revision().publish()
    html = get(client, gebied)
    assert 'id="verhalen-van-bewoners"' in html and 'id="verhalen-van-bewoners-2"' in html


def test_past_meeting_moves_out_of_the_way(client):
    gebied = make_gebied()
    make_bijeenkomst("Avond van gisteren", ouder=gebied, over_dagen=-1)
    make_bijeenkomst("Avond van morgen", ouder=gebied, over_dagen=1)
    html = get(client, gebied)
    assert "Avond van morgen" in html
    assert "Avond van gisteren" not in html


def test_village_without_a_team_shows_that_of_its_wijk(client):
    schermer = make_gebied("Schermer", team=[make_teamlid(naam="Loes (voorbeeld)")])
    dorp = make_gebied("Oterleek", ouder=schermer)
    met_eigen = make_gebied("Driehuizen", ouder=schermer, team=[make_teamlid(naam="Trijn (voorbeeld)")])
    assert "Loes (voorbeeld)" in get(client, dorp)
    html = get(client, met_eigen)
    assert "Trijn (voorbeeld)" in html and "Loes (voorbeeld)" not in html


def test_team_stands_in_the_order_of_the_editor(client):
    leden = [make_teamlid(naam=f"{naam} (voorbeeld)") for naam in ("Zora", "Anouk", "Mo")]
    html = get(client, make_gebied(team=leden))
    assert html.index("Zora") < html.index("Anouk") < html.index("Mo")


def test_unpublished_team_card_does_not_show(client):
    assert "Anouk" not in get(client, make_gebied(team=[make_teamlid(live=False)]))


def test_card_without_a_name_shows_the_role(client):
    html = get(client, make_gebied(team=[make_teamlid("wijkagent", "")]))
    assert ">Wijkagent</h3>" in html
    assert 'href="tel:14072"' in html


def test_map_of_a_wijk_shows_neighbours_in_view_only(client):
    make_gebied("Ver weg", omtrek={"type": "Polygon", "coordinates": [[[5, 52], [5.1, 52], [5.1, 52.1], [5, 52]]]})
    gebied = make_gebied(
        "Zuid", omtrek={"type": "Polygon", "coordinates": [[[4.70, 52.6], [4.71, 52.6], [4.71, 52.61], [4.70, 52.6]]]}
    )
    make_gebied(
        "West", omtrek={"type": "Polygon", "coordinates": [[[4.711, 52.6], [4.72, 52.6], [4.72, 52.61], [4.711, 52.6]]]}
    )
    html = get(client, gebied)
    assert 'aria-label="West"' in html
    assert 'aria-label="Ver weg"' not in html


def test_feed_of_an_area_has_its_news_only(client):
    zuid = make_gebied("Zuid")
    make_nieuws("Nieuws uit Zuid", ouder=zuid)
    make_nieuws("Elders", ouder=make_gebied("West"))
    response = client.get(zuid.url + "feed/")
    assert response["Content-Type"].startswith("application/atom+xml")
    assert "Nieuws uit Zuid" in response.content.decode() and "Elders" not in response.content.decode()
    assert f'href="{zuid.url}feed/"' in get(client, zuid)
