"""The number of queries of a page does not grow with what it shows. For a growing site: test_plafonds.py."""

import pytest
from django.urls import reverse

from gebieden.models import Bijdrage, GedeeldMet, Thema
from tests.factories import (
    make_afbeelding,
    make_agenda,
    make_bijeenkomst,
    make_blocks,
    make_gebied,
    make_nieuws,
    make_punt,
    make_teamlid,
    make_tekst,
    make_user,
    make_verhaal,
    make_voortgang,
)
from tests.tellen import count_queries

pytestmark = pytest.mark.django_db


PER_ROUTE = {
    "": 40,
    "?status=gepland&groep=status": 40,
    "verslag/": 21,
    "veranderd/": 23,
    "csv/": 22,
    "json/": 24,
    "feed/": 16,
    "kalender/": 16,
}


def test_an_agenda_with_more_items_and_updates_asks_no_more(client):
    agenda = make_agenda()
    thema = Thema.objects.create(naam="Veilig", icoon="veilig", uitleg="Veilig")

    def add(number):
        for _ in range(number):
            punt = make_punt(agenda=agenda, themas=[thema], contact=make_teamlid(), coordinaat="52.63, 4.75")
            punt.bijdragen = [Bijdrage(wie="Dorpsraad", hoeveel=10)]
            punt.gedeeld = [GedeeldMet(gebied=make_gebied(f"Wijk {punt.pk}"))]
            punt.save_revision().publish()
            for dagen in range(3):
                make_voortgang(punt, "gepland", dagen)

    def count_all():
        return {route: count_queries(client, f"{agenda.url}{route}") for route in PER_ROUTE}

    add(2)
    small = count_all()
    add(6)
    assert count_all() == small
    assert not {route: number for route, number in small.items() if number > PER_ROUTE[route]}


def test_an_item_with_more_updates_asks_no_more(client):
    punt = make_punt()
    make_voortgang(punt)
    small = count_queries(client, punt.url)
    for _ in range(12):
        make_voortgang(punt, "gepland")
    assert count_queries(client, punt.url) == small <= 32


@pytest.mark.parametrize(
    ("make", "highest"), [(make_nieuws, 22), (make_verhaal, 20), (make_bijeenkomst, 20), (make_tekst, 13)]
)
def test_a_page_with_more_blocks_and_areas_asks_no_more(client, make, highest):
    def make_page(number, **kwargs):
        foto = make_afbeelding()
        blokken = [("beeld", {"afbeelding": foto.pk}), ("tekst", "<p>Tekst</p>")] * number
        return (
            make(inhoud=make_blocks(*blokken), afbeelding=foto, **kwargs)
            if make != make_tekst
            else make_tekst(f"Uitleg {number}", None, *blokken)
        )

    ouder = {} if make is make_tekst else {"ouder": make_gebied("Zuid")}
    small = count_queries(client, make_page(1, **ouder).url)
    assert count_queries(client, make_page(12, **ouder).url) == small <= highest


def test_register_of_postcodes_in_the_admin(client):
    client.force_login(make_user())
    make_gebied("Zuid", postcodes=["1814"])
    url = reverse("gebieden_postcode_modeladmin_index")
    small = count_queries(client, url)
    for nummer in range(12):
        make_gebied(f"Wijk {nummer}", postcodes=[f"18{nummer + 20}"])
    assert count_queries(client, url) == small


@pytest.mark.parametrize("naam", ["teamlid", "thema", "partner"])
def test_snippet_lists_in_the_admin(client, naam):
    client.force_login(make_user())
    url = reverse(f"wagtailsnippets_gebieden_{naam}:list")
    small = count_queries(client, url)
    for _ in range(12):
        make_teamlid()
    assert count_queries(client, url) <= small + 2
