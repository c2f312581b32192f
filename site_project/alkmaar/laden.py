"""Turns the files in this folder into pages. Every text stands in the files; here is only how they go in."""

import json
import re
import tomllib
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.db import models, transaction
from django.utils import timezone
from wagtail.fields import StreamField
from wagtail.models import Site

from gebieden.models import Partner, Postcode, Teamlid, TeamVanGebied, Thema, WieBelIkWaarvoor
from gebieden.rollen import get_shared_collection
from home.models import Afbeelding, Bestand, HomePage, SiteInstellingen, Video, VoetLink
from initiatieven.models import ExtraVraag
from site_project.alkmaar.agendas import AgendaLader

FOLDER = Path(__file__).parent
PAGE_FILES = ("teksten", "gebieden", "nieuws", "verhalen", "bijeenkomsten")
REFERENCE = re.compile(r"^(afbeelding|video|teamlid|partner|thema|document|pagina):(.+)$")
DAYS = re.compile(r"^dagen:([+-]?\d+)(?: (\d\d:\d\d))?$")
PAGE_LINK = re.compile(r'<a href="pagina:([^"]+)">')
RELATED = {"team", "postcodes", "extra_vragen"}


@transaction.atomic
def load_content():
    """Everything or nothing. Returns a Counter of the models: how many of each went in."""
    return _Loader().load()


class _Loader:
    def __init__(self):
        self.today = timezone.localdate()
        self.gedeeld = get_shared_collection()
        self.found = {}
        self.counts = Counter()

    def load(self):
        snippets = _read("snippets")
        self._load_pictures()
        self._load_snippets(snippets)
        outlines = _read_outlines()
        created = [(self._create_page(data, outlines), data) for naam in PAGE_FILES for data in _read(naam)["pagina"]]
        AgendaLader(self).load(_read("agendas")["agenda"])
        # A page may point at one that comes later, so contents go in when all pages stand.
        for page, data in created:
            self._fill_page(page, data)
        self._load_settings(snippets)
        return self.counts

    def _load_pictures(self):
        for data in _read("afbeeldingen")["afbeelding"]:
            with (FOLDER / data["bestand"]).open("rb") as file:
                self.keep(
                    "afbeelding",
                    data["sleutel"],
                    Afbeelding.objects.create(
                        title=data["titel"],
                        description=data["beschrijving"],
                        bron=data["bron"],
                        collection=self.gedeeld,
                        file=ImageFile(file, name=Path(data["bestand"]).name),
                    ),
                )

    def _load_snippets(self, data):
        for volgorde, thema in enumerate(data["thema"]):
            self.keep("thema", thema.pop("sleutel"), Thema.objects.create(volgorde=volgorde, **thema))
        for teamlid in data["teamlid"]:
            self.keep("teamlid", teamlid.pop("sleutel"), Teamlid.objects.create(**teamlid))
        for partner in data["partner"]:
            self.keep("partner", partner.pop("sleutel"), Partner.objects.create(**partner))
        for video in data["video"]:
            for veld in ("bestand", "ondertiteling"):
                if naam := video.get(veld):
                    video[veld] = ContentFile((FOLDER / naam).read_bytes(), name=Path(naam).name)
            video["poster_id"] = self.resolve(video.pop("poster"))
            new = Video(**{veld: waarde for veld, waarde in video.items() if veld != "sleutel"})
            new.full_clean()
            new.save()
            self.keep("video", video["sleutel"], new)
        for document in data["document"]:
            file = ContentFile(document["tekst"].encode(), name=Path(document["bestand"]).name)
            new = Bestand(
                title=document["titel"],
                file=file,
                soort=document["soort"],
                datum=self.resolve(document["datum"]),
                collection=self.gedeeld,
            )
            new.save()
            self.keep("document", document["sleutel"], new)

    def _create_page(self, data, outlines):
        model = apps.get_model(data["model"])
        if model is HomePage:
            page = Site.objects.get(is_default_site=True).root_page.specific
            page.title = data["titel"]
            self.keep("pagina", "/", page)
            return page
        page = model(title=data["titel"], slug=data["slug"], show_in_menus=data.get("in_menu", False), live=False)
        if code := data.get("cbs_code"):
            page.omtrek = outlines[code]
        parent = self.found["pagina:" + data["ouder"]]
        parent.refresh_from_db()
        parent.add_child(instance=page)
        self.keep("pagina", f"{data['ouder']}{data['slug']}/", page)
        return page

    def _fill_page(self, page, data):
        page.refresh_from_db()
        for veld, waarde in data.items():
            if veld in RELATED or veld in ("model", "ouder", "titel", "slug", "in_menu"):
                continue
            field = page._meta.get_field(veld)
            waarde = self.resolve(waarde)
            if isinstance(field, StreamField):
                waarde = json.dumps(waarde)
            elif isinstance(field, models.ManyToManyField):
                waarde = field.related_model.objects.filter(pk__in=waarde)
            elif isinstance(field, models.ForeignKey):
                veld = field.attname
            setattr(page, veld, waarde)
            if isinstance(field, StreamField):
                # Read once, so that each item of a list gets the number by which versions are compared.
                list(getattr(page, veld))
        if "postcodes" in data:
            page.postcodes = [Postcode(code=code) for code in data["postcodes"]]
            page.team = [
                TeamVanGebied(teamlid_id=self.resolve(teamlid), sort_order=number)
                for number, teamlid in enumerate(data["team"])
            ]
        if "extra_vragen" in data:
            page.extra_vragen = [ExtraVraag(**vraag) for vraag in data["extra_vragen"]]
        page.full_clean()
        page.save_revision().publish()

    def _load_settings(self, data):
        site = Site.objects.get(is_default_site=True)
        site.site_name = "Samen maken we Alkmaar"
        site.save()
        regels = [{"type": "regel", "value": regel} for regel in data["bel"]]
        WieBelIkWaarvoor.objects.create(site=site, regels=json.dumps(regels))
        gegevens = _read("instellingen")
        instellingen = SiteInstellingen(site=site, **gegevens["velden"])
        instellingen.links_onderaan = [VoetLink(pagina_id=self.resolve(adres)) for adres in gegevens["links"]]
        instellingen.save()

    def keep(self, soort, sleutel, object):
        self.found[f"{soort}:{sleutel}"] = object
        self.counts[type(object)] += 1

    def resolve(self, waarde):
        """References become keys, relative days become dates, and links to pages become Wagtail's page links."""
        if isinstance(waarde, dict):
            return {naam: self.resolve(deel) for naam, deel in waarde.items()}
        if isinstance(waarde, list):
            return [self.resolve(deel) for deel in waarde]
        if not isinstance(waarde, str):
            return waarde
        if REFERENCE.match(waarde):
            return self.found[waarde].pk
        if match := DAYS.match(waarde):
            day = self.today + timedelta(days=int(match[1]))
            return timezone.make_aware(datetime.fromisoformat(f"{day} {match[2]}")) if match[2] else day
        return PAGE_LINK.sub(self._make_page_link, waarde)

    def _make_page_link(self, match):
        return f'<a linktype="page" id="{self.found["pagina:" + match[1]].pk}">'


def _read(naam):
    return tomllib.loads((FOLDER / f"{naam}.toml").read_text())


def _read_outlines():
    features = [
        feature
        for naam in ("wijken", "buurten")
        for feature in json.loads((FOLDER / "omtrekken" / f"{naam}.geojson").read_text())["features"]
    ]
    return {feature["properties"]["statcode"]: feature["geometry"] for feature in features}
