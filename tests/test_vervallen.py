"""What has expired is gone for visitors at that minute, also when the scheduler stands still."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, Site

from gebieden.models import GedeeldMet, Voorganger
from home.models import SiteInstellingen, VoetLink
from tests.factories import (
    get_home,
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
    make_tekst,
    make_verhaal,
    make_verhalen_index,
    make_voortgang,
)
from tests.redactie import log_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("found_at_once")]
# Stands in everything that expires, and nowhere else.
WEG = "Regenboog"


def expire(page, minutes=1):
    """As after a night in which the scheduler did not run: the page is still marked as live."""
    Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(minutes=minutes))


@pytest.fixture
def site(overdie):
    """A page of each kind that expires, mentioned wherever it can be."""
    home, nieuws, verhalen = get_home(), make_nieuws_index(), make_verhalen_index()
    bijeenkomsten, initiatieven = make_bijeenkomsten_index(), make_initiatieven()
    wijk = make_gebied(f"{WEG}wijk", postcodes=["1811"])
    agenda = make_agenda(overdie)
    punt = make_punt(f"{WEG}punt", agenda)
    ander = make_punt("Ander punt", agenda)
    berichten = {
        "nieuws": make_nieuws(f"{WEG}nieuws", overdie),
        "verhaal": make_verhaal(f"{WEG}verhaal", overdie),
        "bijeenkomst": make_bijeenkomst(f"{WEG}avond", overdie),
        "tekst": make_tekst(f"{WEG}uitleg", show_in_menus=True),
        "punt": punt,
        "voortgang": make_voortgang(ander, "uitvoering", samenvatting=f"{WEG}voortgang"),
        "wijk": wijk,
    }
    onder = [
        make_nieuws(f"{WEG} in de wijk", wijk),
        make_punt(f"{WEG} op de agenda", make_agenda(wijk, editie=WEG)),
        make_voortgang(punt, "gepland", samenvatting=f"{WEG} bij het punt"),
    ]
    blok = make_blocks(("pagina", berichten["nieuws"].pk))
    make_voortgang(ander, dagen_geleden=9, inhoud=blok)
    ander.voorgangers = [Voorganger(eerder=punt)]
    ander.gedeeld = [GedeeldMet(gebied=wijk)]
    ander.save_revision().publish()
    elders = make_nieuws("Elders", nieuws, ook_in=[wijk])
    instellingen = SiteInstellingen.for_site(Site.objects.get(is_default_site=True))
    instellingen.melding_tonen, instellingen.melding_tekst = True, "Let op"
    instellingen.melding_pagina = berichten["tekst"]
    instellingen.save()
    VoetLink.objects.create(instellingen=instellingen, pagina=berichten["tekst"])
    oproep = ("oproep", {"kop": "Doe mee", "knop": "Lees", "pagina": berichten["tekst"].pk, "stappen": []})
    home.inhoud = make_blocks(*(("uitgelicht", {"pagina": page.pk}) for page in [make_gebieden(), nieuws, verhalen]))
    home.samenvatting = "Welkom."
    home.save_revision().publish()
    initiatieven.inhoud = make_blocks(oproep)
    initiatieven.save_revision().publish()
    overdie.inhoud = make_blocks(
        ("agenda", {"aantal": 9, "vastgezet": [punt.pk]}),
        ("voortgang", {"aantal": 9}),
        ("nieuws", {"aantal": 9, "vastgezet": berichten["nieuws"].pk}),
        ("bijeenkomsten", {"aantal": 9}),
        ("verhalen", {"aantal": 9}),
        ("kaart", {}),
    )
    overdie.save_revision().publish()
    adressen = [page.url for page in (home, make_gebieden(), nieuws, verhalen, bijeenkomsten, initiatieven)]
    adressen += [overdie.url, f"{overdie.url}feed/", f"{nieuws.url}feed/", elders.url, ander.url, agenda.url]
    adressen += [f"{make_gebieden().url}?postcode=1811", f"{agenda.url}?groep=status", "/sitemap.xml"]
    routes = ("verslag", "veranderd", "csv", "json", "pdf", "feed", "kalender")
    adressen += [f"{agenda.url}{route}/" for route in routes]
    return {"weg": berichten, "onder": onder, "blijft": [*adressen, f"/zoeken/?q={WEG}", "/zoeken/?q=Agenda"]}


def read(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    html = b"".join(response) if response.streaming else response.content
    # The search term itself comes back on the page.
    return re.sub(f'“{WEG}”|value="{WEG}"|naar {WEG}', "", html.decode(errors="replace"))


def test_everything_is_mentioned_before(client, site):
    """Else the next test would prove nothing."""
    html = "".join(read(client, address) for address in site["blijft"])
    for page in [*site["weg"].values(), *site["onder"]]:
        assert client.get(page.url).status_code == 200
        assert page.url in html, page


def test_nothing_mentions_what_has_expired(client, site):
    for page in site["weg"].values():
        expire(page)
    slugs = [page.slug for page in site["weg"].values()]
    for address in site["blijft"]:
        html = read(client, address)
        assert WEG not in html, address
        assert not [slug for slug in slugs if f"/{slug}/" in html], address


def test_an_expired_page_is_not_there(client, site):
    for page in site["weg"].values():
        expire(page)
        for route in ("", "feed/", "zet-in-agenda/"):
            assert client.get(f"{page.url}{route}").status_code == 404, page


def test_what_stands_under_an_expired_page_goes_along(client, site):
    expire(site["weg"]["wijk"])
    expire(site["weg"]["punt"])
    for page in site["onder"]:
        assert client.get(page.url).status_code == 404, page
        assert page.url not in read(client, "/sitemap.xml")


def test_the_status_of_an_item_does_not_follow_an_expired_update(client, site):
    bericht = site["weg"]["voortgang"]
    assert "In uitvoering" in read(client, bericht.punt.url)
    expire(bericht)
    assert "In uitvoering" not in read(client, bericht.punt.url)


def test_what_comes_back_brings_along_what_stands_under_it(client, site):
    wijk = site["weg"]["wijk"]
    expire(wijk)
    wijk.expire_at = None
    wijk.save_revision().publish()
    assert client.get(site["onder"][0].url).status_code == 200
    # Until its minute a page stays.
    expire(wijk, minutes=-1)
    assert client.get(wijk.url).status_code == 200


def test_nobody_of_another_area_can_choose_it(site, mare):
    expire(site["weg"]["nieuws"])
    client = log_in("Redacteur De Mare")
    html = client.get(reverse("wagtailadmin_choose_page_search"), {"q": WEG}).content.decode()
    assert f"{WEG}verhaal" in html
    assert f"{WEG}nieuws" not in html
