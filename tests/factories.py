"""Pages and people for the tests. Every argument has a default; one call gives a working tree."""

import itertools
import json
from datetime import date, timedelta
from io import BytesIO

from django.contrib.auth import get_user_model
from django.core.files.images import ImageFile
from django.utils import timezone
from PIL import Image
from wagtail.models import Site

from gebieden.models import (
    AgendaPage,
    AgendapuntPage,
    BijeenkomstenIndexPage,
    BijeenkomstPage,
    GebiedenIndexPage,
    GebiedPage,
    NieuwsIndexPage,
    NieuwsPage,
    Postcode,
    Teamlid,
    TeamVanGebied,
    Verantwoordelijke,
    VerhaalPage,
    VerhalenIndexPage,
    VoortgangPage,
)
from home.models import Afbeelding, TekstPage, Video
from initiatieven.models import AanvraagPage, InitiatiefPage, InitiatievenIndexPage
from search.bijhouden import not_indexed

number = itertools.count(1)


def get_home():
    return Site.objects.get(is_default_site=True).root_page.specific


def _add(parent, page):
    """A new page is saved three times; only at the last it is indexed."""
    parent.refresh_from_db()
    with not_indexed():
        parent.add_child(instance=page)
        revision = page.save_revision(clean=False)
    revision.publish()
    return page


def _make_index(model, slug):
    return model.objects.first() or _add(
        get_home(), model(title=slug.title(), slug=slug, samenvatting=f"Over {slug}.", show_in_menus=True)
    )


def make_gebieden():
    return _make_index(GebiedenIndexPage, "gebieden")


def make_nieuws_index():
    return _make_index(NieuwsIndexPage, "nieuws")


def make_verhalen_index():
    return _make_index(VerhalenIndexPage, "verhalen")


def make_bijeenkomsten_index():
    return _make_index(BijeenkomstenIndexPage, "bijeenkomsten")


def make_initiatieven():
    return _make_index(InitiatievenIndexPage, "initiatieven")


def make_aanvraagpagina(**kwargs):
    page = AanvraagPage.objects.first()
    kwargs = {"title": "Geld voor uw plan", "slug": "aanvragen", "samenvatting": "Vraag geld voor uw plan.", **kwargs}
    return page or _add(make_initiatieven(), AanvraagPage(**kwargs))


def make_initiatief(title="Buurttuin", ouder=None, **kwargs):
    page = InitiatiefPage(title=title, samenvatting="Buren maakten samen een tuin.", bedrag=1000, jaar=2026, **kwargs)
    return _add(ouder or make_gebied(), page)


def make_outline(x=0, y=0):
    """A square somewhere in Alkmaar."""
    west, south = 4.7 + x / 100, 52.6 + y / 100
    ring = [[west, south], [west + 0.01, south], [west + 0.01, south + 0.01], [west, south + 0.01], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def make_blocks(*blocks):
    """Stream content from (type, value) pairs."""
    return json.dumps([{"type": soort, "value": value} for soort, value in blocks])


SECTIES = ["nieuws", "bijeenkomsten", "verhalen", "team", "wie_bel_ik", "kaart"]


def make_gebied(title="Overdie", ouder=None, postcodes=(), team=(), secties=SECTIES, **kwargs):
    values = {"aantal": 3}
    kwargs.setdefault("inhoud", make_blocks(*((soort, values) for soort in secties)))
    kwargs.setdefault("omtrek", make_outline(next(number) % 10))
    kwargs.setdefault("soort", GebiedPage.Soort.DORP if ouder else GebiedPage.Soort.WIJK)
    page = GebiedPage(title=title, samenvatting=f"Samen werken aan {title}.", **kwargs)
    page.postcodes = [Postcode(code=code) for code in postcodes]
    page.team = [TeamVanGebied(teamlid=teamlid, sort_order=order) for order, teamlid in enumerate(team)]
    return _add(ouder or make_gebieden(), page)


def make_teamlid(rol="gebiedsregisseur", naam="Anouk (voorbeeld)", **kwargs):
    kwargs.setdefault("waarvoor", "Voor ideeën over de wijk.")
    return Teamlid.objects.create(rol=rol, naam=naam, telefoon="14 072", email="team@example.org", **kwargs)


def make_nieuws(title=None, ouder=None, ook_in=(), **kwargs):
    kwargs.setdefault("datum", timezone.localdate())
    kwargs.setdefault("inhoud", make_blocks(("tekst", "<p>De gemeente werkt aan de straat.</p>")))
    page = NieuwsPage(title=title or f"Bericht {next(number)}", samenvatting="Kort gezegd.", **kwargs)
    page.ook_in = list(ook_in)
    return _add(ouder or make_nieuws_index(), page)


def make_verhaal(title=None, ouder=None, **kwargs):
    inhoud = make_blocks(("interview", {"vraag": "Hoe begon het?", "antwoord": "<p>Met drie bakken aarde.</p>"}))
    kwargs = {"verteller": "Marga (voorbeeld)", "citaat": "Nu eet de hele straat mee.", "inhoud": inhoud, **kwargs}
    page = VerhaalPage(title=title or f"Verhaal {next(number)}", samenvatting="Een verhaal.", **kwargs)
    return _add(ouder or make_gebied(), page)


def make_bijeenkomst(title=None, ouder=None, over_dagen=7, **kwargs):
    begin = timezone.now() + timedelta(days=over_dagen)
    kwargs = {"begin": begin, "eind": begin + timedelta(hours=2), "plek": "Wijkcentrum Overdie", **kwargs}
    page = BijeenkomstPage(title=title or f"Avond {next(number)}", samenvatting="Praat mee.", **kwargs)
    return _add(ouder or make_bijeenkomsten_index(), page)


def make_agenda(ouder=None, editie="2026-2027", slug="agenda", **kwargs):
    kwargs = {"begin": date(2026, 1, 1), "eind": date(2027, 12, 31), **kwargs}
    page = AgendaPage(title=f"Agenda {editie}", samenvatting="Wat wij gaan doen.", editie=editie, slug=slug, **kwargs)
    return _add(ouder or make_gebied(), page)


def make_punt(title=None, agenda=None, wie=("gemeente",), themas=(), **kwargs):
    nummer = next(number)
    kwargs = {"nummer": str(nummer), "samenvatting": "Er komen twee banken.", **kwargs}
    page = AgendapuntPage(title=title or f"Punt {nummer}", **kwargs)
    page.verantwoordelijken = [Verantwoordelijke(soort=soort) for soort in wie]
    page = _add(agenda or make_agenda(), page)
    if themas:
        page.themas = themas
        page.save_revision().publish()
    return page


def make_voortgang(punt, status="", dagen_geleden=0, publish=True, **kwargs):
    kwargs.setdefault("waarom", "Omdat bewoners dat vroegen.")
    kwargs.setdefault("samenvatting", f"Bericht {next(number)}.")
    page = VoortgangPage(
        datum=timezone.localdate() - timedelta(days=dagen_geleden), status=status, live=False, **kwargs
    )
    punt.refresh_from_db()
    punt.add_child(instance=page)
    revision = page.save_revision()
    if publish:
        revision.publish()
    return page


def make_tekst(title="Contact", ouder=None, *blocks, **kwargs):
    page = TekstPage(title=title, samenvatting="Zo bereikt u ons.", inhoud=make_blocks(*blocks), **kwargs)
    return _add(ouder or get_home(), page)


def make_picture_file(name="foto.png", size=(64, 40), format="PNG", **options):
    file = BytesIO()
    Image.new("RGB", size, "#12437d").save(file, format, **options)
    file.seek(0)
    return ImageFile(file, name=name)


def make_afbeelding(description="Tekening van een gracht.", **kwargs):
    file = kwargs.pop("file", None) or make_picture_file()
    return Afbeelding.objects.create(title=f"Foto {next(number)}", description=description, file=file, **kwargs)


def make_video(adres="https://www.youtube.com/watch?v=aqz-KE-bpKQ", **kwargs):
    kwargs.setdefault("poster", make_afbeelding())
    return Video.objects.create(titel="Een ochtend mee", adres=adres, tekst="U ziet een gracht.", **kwargs)


def make_user(username="beheer", **kwargs):
    return get_user_model().objects.create_superuser(username, password="een-heel-lang-wachtwoord", **kwargs)
