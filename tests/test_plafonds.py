"""What a page may ask of the database at most, and that a hundred times the content asks exactly the same."""

import pytest
from django.test import Client

from gebieden.models import Bijdrage, GebiedPage, GedeeldMet, Partner, TeamVanGebied, Thema, Voorganger
from home.models import VoetLink
from home.models.instellingen import SiteInstellingen
from search.indexeren import rebuild
from tests.factories import (
    get_home,
    make_aanvraagpagina,
    make_afbeelding,
    make_agenda,
    make_bijeenkomst,
    make_bijeenkomsten_index,
    make_blocks,
    make_gebied,
    make_gebieden,
    make_initiatief,
    make_initiatieven,
    make_nieuws,
    make_nieuws_index,
    make_punt,
    make_teamlid,
    make_tekst,
    make_verhaal,
    make_verhalen_index,
    make_video,
    make_voortgang,
)
from tests.grote_site import GroteSite
from tests.initiatieven import make_regiegroep
from tests.tellen import count_queries

pytestmark = pytest.mark.django_db
HOME, GEBIED, LIJST, ITEM, FORMULIER, ZOEKEN, FOUT = 12, 15, 8, 7, 5, 5, 4


def make_site():
    """One of each, with everything that a page of its kind shows. Gives each address with its ceiling."""
    foto = make_afbeelding()
    partner = Partner.objects.create(naam="Wijkraad", uitleg="Praat mee.")
    thema = Thema.objects.create(naam="Veilig", icoon="veilig", uitleg="Veilig")
    indexes = [make_gebieden(), make_nieuws_index(), make_verhalen_index(), make_bijeenkomsten_index()]
    formulier = make_aanvraagpagina()
    blokken = [("tekst", "<p>Tekst</p>"), ("beeld", {"afbeelding": foto.pk}), ("video", make_video(poster=foto).pk)]
    make_gebied("Buren")
    wijk = make_gebied("Wijk", team=[make_teamlid(foto=foto)])
    nieuws = make_nieuws(ouder=wijk, afbeelding=foto, themas=[thema], inhoud=make_blocks(*blokken))
    lijsten = [(naam, {"aantal": 3, "vastgezet": None}) for naam in ("bijeenkomsten", "verhalen", "initiatieven")]
    wijk.inhoud = make_blocks(
        *lijsten,
        ("nieuws", {"aantal": 6, "vastgezet": nieuws.pk}),
        ("agenda", {"aantal": 4, "indeling": "thema", "vastgezet": []}),
        ("voortgang", {"aantal": 3}),
        *((naam, {}) for naam in ("team", "wie_bel_ik", "kaart")),
        ("partners", {"partners": [partner.pk]}),
        ("tekst", {"kop": "Over ons", "inhoud": [{"type": "video", "value": make_video(poster=foto).pk}]}),
        ("oproep", {"kop": "Idee?", "knop": "Vraag aan", "pagina": formulier.pk, "stappen": []}),
    )
    wijk.save_revision().publish()
    dorp = make_gebied("Dorp", ouder=wijk, inhoud=wijk.inhoud)
    make_regiegroep(gebied=wijk)
    agenda = make_agenda(wijk)
    eerder = make_punt(agenda=make_agenda(wijk, editie="2024-2025", slug="agenda-2024-2025"))
    kaartje = make_teamlid(foto=foto)
    punt = make_punt(agenda=agenda, themas=[thema], contact=kaartje, coordinaat="52.63, 4.75", afbeelding=foto)
    punt.partners, punt.bijdragen = [partner], [Bijdrage(wie="Dorpsraad", hoeveel=10)]
    punt.gedeeld, punt.voorgangers = [GedeeldMet(gebied=dorp)], [Voorganger(eerder=eerder)]
    punt.save_revision().publish()
    voortgang = make_voortgang(punt, "gepland", afbeelding=foto)
    items = [
        nieuws,
        punt,
        voortgang,
        make_verhaal(ouder=wijk, afbeelding=foto, inhoud=make_blocks(*blokken), ook_in=[dorp]),
        make_bijeenkomst(ouder=wijk, afbeelding=foto),
        make_tekst("Uitleg", None, *blokken, ("oproep", {"kop": "Doe mee", "knop": "Kijk", "pagina": wijk.pk})),
        make_initiatief(ouder=wijk, afbeelding=foto),
    ]
    TeamVanGebied.objects.create(gebied=dorp, teamlid=kaartje)
    home = get_home()
    home.inhoud = make_blocks(*(("uitgelicht", {"pagina": page.pk}) for page in indexes))
    home.samenvatting = "Welkom."
    home.save_revision().publish()
    instellingen = SiteInstellingen.for_site(home.get_site())
    VoetLink.objects.create(instellingen=instellingen, pagina=items[-2])
    return {
        "/": HOME,
        **{gebied.url: GEBIED for gebied in (wijk, dorp)},
        **{page.url: LIJST for page in (*indexes, make_initiatieven(), agenda)},
        f"{agenda.url}verslag/": LIJST,
        f"{indexes[0].url}?postcode=1811": LIJST,
        f"{indexes[1].url}?bladzijde=9&gebied={wijk.slug}": LIJST,
        f"{indexes[1].url}feed/": LIJST,
        **{page.url: ITEM for page in items},
        formulier.url: FORMULIER,
        f"{formulier.url}contact/": FORMULIER,
        "/zoeken/?q=hagedis": ZOEKEN,
        "/bestaat-niet/": FOUT,
        f"{wijk.url}bestaat/ook-niet/": FOUT,
    }


def count(address):
    return count_queries(Client(), address, status=404 if "niet" in address else 200)


def test_every_kind_of_page_stays_under_its_ceiling_whatever_the_size():
    plafonds = make_site()
    assert GebiedPage.objects.count() == 3
    site = GroteSite()
    site.grow(10)
    rebuild()
    klein = {address: count(address) for address in plafonds}
    site.grow(1000)
    rebuild()
    groot = {address: count(address) for address in plafonds}
    assert groot == klein
    assert not {address: number for address, number in klein.items() if number > plafonds[address]}
