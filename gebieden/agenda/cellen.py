"""The kinds of columns in a table. One definition says how a value is read from a page, written in a cell,
read from the text of a cell and put in a page: so what goes out can come in again."""

import json
import re
from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import ValidationError

from gebieden.models.agendapunt import AgendapuntPage
from gebieden.models.gebied import GebiedPage
from gebieden.models.snippets import Partner, Teamlid, Thema
from gebieden.velden import format_periode, parse_bedrag, parse_periode
from home.models import Afbeelding

DATUM = re.compile(r"^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$", re.ASCII)


class Bron:
    """The names that a table may use, read once for the whole file."""

    def __init__(self):
        self.themas = {thema.naam.lower(): thema for thema in Thema.objects.online()}
        self.partners = {partner.naam.lower(): partner for partner in Partner.objects.online()}
        self.teamleden = {str(teamlid).lower(): teamlid for teamlid in Teamlid.objects.online()}
        self.gebieden = {gebied.title.lower(): gebied for gebied in GebiedPage.objects.all()}
        self.afbeeldingen = set(Afbeelding.objects.values_list("pk", flat=True))

    def find(self, soort, naam):
        try:
            return getattr(self, soort)[naam.lower()]
        except KeyError as error:
            raise ValueError(f"“{naam}” kennen wij niet. Kijk hoe de naam op de site staat.") from error


@dataclass(frozen=True)
class Kolom:
    """A column with text, as it stands in one field of the page."""

    naam: str
    veld: str
    uitleg: str
    voorbeeld: object = ""
    verplicht: bool = False
    model: type = field(default=AgendapuntPage, kw_only=True)

    def get(self, page):
        return getattr(page, self.veld)

    def set(self, page, waarde):
        setattr(page, self.veld, waarde)

    def toon(self, waarde):
        return "" if waarde is None else waarde

    def parse(self, cel, bron):
        """The value in a cell. ValueError, with a sentence for the person who made the table, when it is no good."""
        tekst = cel.replace("\r\n", "\n").strip()
        if not tekst and self.verplicht:
            raise ValueError("Deze cel mag niet leeg zijn.")
        return self.read(tekst, bron)

    def read(self, tekst, bron):
        return self.check(tekst)

    def check(self, waarde):
        """The rules of the model hold for a table as well."""
        veld = self.model._meta.get_field(self.veld)
        if isinstance(waarde, str) and veld.max_length:
            check_length(waarde, veld.max_length)
        try:
            veld.run_validators(waarde)
        except ValidationError as error:
            raise ValueError(" ".join(error.messages)) from error
        return waarde


class Datum(Kolom):
    def toon(self, waarde):
        return waarde

    def read(self, tekst, bron):
        if not tekst:
            return None
        match = DATUM.match(tekst)
        try:
            return date(int(match[3]), int(match[2]), int(match[1])) if match else date.fromisoformat(tekst)
        except ValueError as error:
            raise ValueError(f"“{tekst}” is geen datum. Schrijf dag, maand en jaar: 31-12-2026.") from error


class Getal(Kolom):
    def read(self, tekst, bron):
        if tekst and not (tekst.isascii() and tekst.isdigit()):
            raise ValueError(f"“{tekst}” is geen heel getal.")
        return self.check(int(tekst)) if tekst else None


class Bedrag(Kolom):
    def read(self, tekst, bron):
        try:
            return self.check(parse_bedrag(tekst)) if tekst else None
        except ValueError as error:
            raise ValueError(f"“{tekst}” is geen bedrag. Schrijf bijvoorbeeld 1250 of 1.250,50.") from error


class Periode(Kolom):
    def toon(self, waarde):
        return format_periode(waarde) if waarde else ""

    def read(self, tekst, bron):
        try:
            return parse_periode(tekst) if tekst else ""
        except ValueError as error:
            raise ValueError(f"“{tekst}” is geen jaar of kwartaal. Schrijf 2027 of 2e kwartaal 2027.") from error


class JaNee(Kolom):
    def toon(self, waarde):
        return "ja" if waarde else ""

    def read(self, tekst, bron):
        if tekst.lower() not in ("", "ja", "nee"):
            raise ValueError(f"“{tekst}” kan hier niet. Schrijf ja of nee.")
        return tekst.lower() == "ja"


class Blokken(Kolom):
    """Blocks as the site keeps them, for who carries an agenda over. Nobody writes this by hand."""

    def get(self, page):
        return self._write(getattr(page, self.veld))

    def set(self, page, waarde):
        setattr(page, self.veld, waarde or "[]")

    def read(self, tekst, bron):
        blok = self.model._meta.get_field(self.veld).stream_block
        try:
            waarde = blok.clean(blok.to_python(read_list(tekst))) if tekst else None
        except (ValidationError, ValueError, TypeError, KeyError, AttributeError) as error:
            raise ValueError("Deze blokken zijn niet goed. Laat de cel zoals de site haar schreef.") from error
        return self._write(waarde)

    def _write(self, waarde):
        return json.dumps(waarde.get_prep_value(), ensure_ascii=False, sort_keys=True) if waarde else ""


class Beeld(Getal):
    def read(self, tekst, bron):
        pk = super().read(tekst, bron)
        if pk and pk not in bron.afbeeldingen:
            raise ValueError(f"Er is geen afbeelding met nummer {pk}.")
        return pk


class NummerVanPunt(Kolom):
    """In a table of updates: the item to which one belongs."""

    def get(self, page):
        return page.punt.nummer

    def set(self, page, waarde):
        """The place in the tree says it."""


@dataclass(frozen=True)
class Keuze(Kolom):
    keuzes: type = None

    def toon(self, waarde):
        return self.keuzes(waarde).label if waarde else ""

    def read(self, tekst, bron):
        return read_choice(self.keuzes, tekst) if tekst else ""


def read_choice(keuzes, tekst):
    """A choice by its word on the site or its short name."""
    for keuze in keuzes:
        if tekst.lower() in (keuze.value, keuze.label.lower()):
            return keuze.value
    raise ValueError(f"“{tekst}” kan hier niet. Kies uit: {', '.join(keuzes.labels)}.")


def check_length(tekst, hoogste):
    if len(tekst) > hoogste:
        raise ValueError(f"“{tekst[:20]}…” is te lang: {len(tekst)} tekens. Er passen er {hoogste}.")
    return tekst


def split_lines(tekst):
    return [deel.strip() for deel in re.split(r"[\n;]", tekst) if deel.strip()]


def read_list(tekst):
    waarde = json.loads(tekst)
    if not isinstance(waarde, list):
        raise ValueError(tekst)
    return waarde
