"""The number of queries of a page does not grow with what it shows."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from gebieden.models import Bijdrage, GedeeldMet, Thema
from tests.factories import (
    get_home,
    make_afbeelding,
    make_agenda,
    make_bijeenkomst,
    make_bijeenkomsten_index,
    make_blocks,
    make_gebied,
    make_gebieden,
    make_initiatieven,
    make_nieuws,
    make_nieuws_index,
    make_punt,
    make_teamlid,
    make_tekst,
    make_user,
    make_verhaal,
    make_verhalen_index,
    make_voortgang,
)

pytestmark = pytest.mark.django_db


def count(client, url):
    """Queries of a warm request: the third one."""
    for _ in range(2):
        client.get(url)
    with CaptureQueriesContext(connection) as queries:
        response = client.get(url)
    assert response.status_code == (404 if "bestaat-niet" in url else 200)
    return len(queries)


def fill(gebied, number):
    for nummer in range(number):
        foto = make_afbeelding()
        make_nieuws(ouder=gebied, afbeelding=foto)
        make_nieuws(afbeelding=foto, ook_in=[gebied])
        make_verhaal(ouder=gebied, afbeelding=foto)
        make_bijeenkomst(ouder=gebied, afbeelding=foto)
        make_bijeenkomst(afbeelding=foto)
        make_gebied(f"Dorp {nummer}", ouder=gebied)


@pytest.fixture
def gebied():
    secties = [(naam, {"aantal": 12}) for naam in ("nieuws", "bijeenkomsten", "verhalen")]
    secties += [("team", {}), ("wie_bel_ik", {}), ("kaart", {})]
    return make_gebied(team=[make_teamlid(foto=make_afbeelding()) for _ in range(6)], inhoud=make_blocks(*secties))


@pytest.fixture
def home(gebied):
    indexes = [make_gebieden(), make_nieuws_index(), make_verhalen_index(), make_bijeenkomsten_index()]
    home = get_home()
    home.inhoud = make_blocks(*(("uitgelicht", {"pagina": page.pk}) for page in indexes))
    home.samenvatting = "Welkom."
    home.save_revision().publish()
    return home


@pytest.mark.parametrize(
    ("address", "highest"),
    [
        ("/", 40),
        ("/gebieden/", 16),
        ("/gebieden/?postcode=1811", 17),
        ("/gebieden/overdie/", 34),
        ("/gebieden/overdie/feed/", 16),
        ("/nieuws/", 20),
        ("/nieuws/?gebied=overdie", 20),
        ("/nieuws/feed/", 14),
        ("/verhalen/", 20),
        ("/bijeenkomsten/", 20),
        ("/zoeken/?q=bericht", 20),
        ("/bestaat-niet/", 9),
    ],
)
def test_more_content_asks_no_more_queries(client, home, gebied, address, highest):
    url = address.replace("/overdie/", f"/{gebied.slug}/")
    fill(gebied, 2)
    small = count(client, url)
    fill(gebied, 10)
    assert count(client, url) == small <= highest


@pytest.mark.parametrize(
    ("route", "highest"),
    [
        ("", 40),
        ("?status=gepland&groep=status", 40),
        ("verslag/", 21),
        ("veranderd/", 23),
        ("csv/", 22),
        ("json/", 24),
        ("feed/", 16),
        ("kalender/", 16),
    ],
)
def test_an_agenda_with_more_items_and_updates_asks_no_more(client, route, highest):
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

    add(2)
    small = count(client, f"{agenda.url}{route}")
    add(6)
    assert count(client, f"{agenda.url}{route}") == small <= highest


def test_an_item_with_more_updates_asks_no_more(client):
    punt = make_punt()
    make_voortgang(punt)
    small = count(client, punt.url)
    for _ in range(12):
        make_voortgang(punt, "gepland")
    assert count(client, punt.url) == small <= 32


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
    small = count(client, make_page(1, **ouder).url)
    assert count(client, make_page(12, **ouder).url) == small <= highest


def test_page_of_initiatieven(client):
    page = make_initiatieven()
    page.inhoud = make_blocks(("oproep", {"kop": "Doe mee", "knop": "Begin", "stappen": []}))
    page.save_revision().publish()
    assert count(client, page.url) <= 19


def test_sitemap(client, home, gebied):
    fill(gebied, 2)
    small = count(client, "/sitemap.xml")
    fill(gebied, 10)
    assert count(client, "/sitemap.xml") == small


def test_register_of_postcodes_in_the_admin(client):
    client.force_login(make_user())
    make_gebied("Zuid", postcodes=["1814"])
    url = reverse("gebieden_postcode_modeladmin_index")
    small = count(client, url)
    for nummer in range(12):
        make_gebied(f"Wijk {nummer}", postcodes=[f"18{nummer + 20}"])
    assert count(client, url) == small


@pytest.mark.parametrize("naam", ["teamlid", "thema", "partner"])
def test_snippet_lists_in_the_admin(client, naam):
    client.force_login(make_user())
    url = reverse(f"wagtailsnippets_gebieden_{naam}:list")
    small = count(client, url)
    for _ in range(12):
        make_teamlid()
    assert count(client, url) <= small + 2
