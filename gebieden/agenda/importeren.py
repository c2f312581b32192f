"""An agenda from a spreadsheet: first look at everything, then all of it in one go, into drafts."""

import csv
import zipfile
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO, StringIO

from django.db import transaction
from django.utils.text import slugify
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from gebieden.agenda.kolommen import KOLOMMEN, Bron
from gebieden.agenda.tabel import FORMULE
from gebieden.models import AgendapuntPage

HOOGSTE_AANTAL_RIJEN = 500
HOOGSTE_GROOTTE = 2 * 1024 * 1024
HOOGSTE_UITGEPAKT = 30 * 1024 * 1024
NAMEN = {kolom.naam for kolom in KOLOMMEN}


class BestandFout(ValueError):
    """The file as a whole is no good; the message is for the person who chose it."""


@dataclass(frozen=True)
class Fout:
    rij: int
    kolom: str
    uitleg: str


@dataclass
class Wijziging:
    """One row that is good: the item that it makes or changes, and the columns that differ."""

    nummer: str
    titel: str
    waarden: dict
    punt: AgendapuntPage | None
    anders: list = field(default_factory=list)


class Import:
    """What a table would do to an agenda. Reading changes nothing; `apply` does it."""

    def __init__(self, agenda, rijen):
        self.agenda = agenda
        self.fouten, self.wijzigingen = [], []
        bron = Bron()
        bestaand = {punt.nummer.lower(): punt for punt in agenda.punten}
        gezien = {}
        for nummer, rij in rijen:
            waarden = self._read_row(nummer, rij, bron)
            if not waarden:
                continue
            sleutel = waarden["nummer"].lower()
            if sleutel in gezien:
                self.fouten.append(Fout(nummer, "nummer", f"Dit nummer staat ook in rij {gezien[sleutel]}."))
                continue
            gezien[sleutel] = nummer
            self.wijzigingen.append(self._compare(waarden, bestaand.get(sleutel)))

    def _read_row(self, nummer, rij, bron):
        waarden, goed = {}, True
        for kolom in KOLOMMEN:
            if kolom.naam not in rij:
                continue
            try:
                waarden[kolom.naam] = kolom.parse(rij[kolom.naam], bron)
            except ValueError as error:
                goed = False
                self.fouten.append(Fout(nummer, kolom.naam, str(error)))
        return waarden if goed else None

    def _compare(self, waarden, punt):
        concept = punt.get_latest_revision_as_object() if punt else None
        anders = [
            kolom.naam
            for kolom in KOLOMMEN
            if kolom.naam in waarden and (not concept or kolom.get(concept) != waarden[kolom.naam])
        ]
        return Wijziging(waarden["nummer"], waarden["titel"], waarden, concept, anders)

    @property
    def nieuw(self):
        return [wijziging for wijziging in self.wijzigingen if not wijziging.punt]

    @property
    def veranderd(self):
        return [wijziging for wijziging in self.wijzigingen if wijziging.punt and wijziging.anders]

    @property
    def gelijk(self):
        return [wijziging for wijziging in self.wijzigingen if wijziging.punt and not wijziging.anders]

    @transaction.atomic
    def apply(self, user):
        """Everything as drafts: nothing changes for visitors. Only for a table without errors."""
        if self.fouten:
            raise BestandFout("In de tabel staan nog fouten.")
        for wijziging in [*self.nieuw, *self.veranderd]:
            punt = wijziging.punt or AgendapuntPage(live=False, owner=user)
            waarden = [(kolom, wijziging.waarden[kolom.naam]) for kolom in KOLOMMEN if kolom.naam in wijziging.waarden]
            if not wijziging.punt:
                # Rows of an item need a page to hang on, so its own fields go first.
                for kolom, waarde in waarden:
                    if kolom.naam in ("nummer", "titel", "belofte"):
                        kolom.set(punt, waarde)
                punt.slug = self._make_slug(punt)
                self.agenda.refresh_from_db()
                self.agenda.add_child(instance=punt)
            for kolom, waarde in waarden:
                kolom.set(punt, waarde)
            punt.save_revision(user=user, log_action=True)

    def _make_slug(self, punt):
        slug = slugify(punt.title)[:200] or f"punt-{slugify(punt.nummer)}"
        bezet = set(self.agenda.punten.values_list("slug", flat=True))
        return slug if slug not in bezet else f"{slug}-{slugify(punt.nummer)}"


def read_table(naam, content):
    """The rows of an uploaded file as (row number, {column: text}). BestandFout when it cannot be used."""
    if len(content) > HOOGSTE_GROOTTE:
        raise BestandFout("Dit bestand is te groot. Er past hoogstens 2 MB in.")
    if naam.lower().endswith(".xlsx"):
        rijen = _read_xlsx(content)
    elif naam.lower().endswith(".csv"):
        rijen = _read_csv(content)
    else:
        raise BestandFout("Kies een Excel-bestand (xlsx) of een CSV-bestand.")
    kop = [cel.strip().lower() for cel in rijen[0]] if rijen else []
    if ontbreekt := [kolom.naam for kolom in KOLOMMEN if kolom.verplicht and kolom.naam not in kop]:
        raise BestandFout(f"In de eerste rij ontbreken deze kolommen: {', '.join(ontbreekt)}.")
    gevuld = [(nummer, rij) for nummer, rij in enumerate(rijen[1:], 2) if any(cel.strip() for cel in rij)]
    if len(gevuld) > HOOGSTE_AANTAL_RIJEN:
        raise BestandFout(
            f"Er staan {len(gevuld)} rijen in. Er passen er hoogstens {HOOGSTE_AANTAL_RIJEN} in één keer."
        )
    if not gevuld:
        raise BestandFout("Er staan geen punten in dit bestand.")
    return [
        (nummer, {naam: cel for naam, cel in zip(kop, rij, strict=False) if naam in NAMEN}) for nummer, rij in gevuld
    ]


def _read_xlsx(content):
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            if sum(item.file_size for item in archive.infolist()) > HOOGSTE_UITGEPAKT:
                raise BestandFout("Dit bestand is te groot om te lezen.")
        sheet = load_workbook(BytesIO(content)).worksheets[0]
    except (zipfile.BadZipFile, InvalidFileException, KeyError, IndexError, OSError) as error:
        raise BestandFout("Dit is geen Excel-bestand dat wij kunnen lezen. Sla het opnieuw op als xlsx.") from error
    if sheet.merged_cells.ranges:
        samengevoegd = ", ".join(str(cellen) for cellen in list(sheet.merged_cells.ranges)[:3])
        raise BestandFout(f"Deze cellen zijn samengevoegd: {samengevoegd}. Splits ze eerst.")
    for row in sheet.iter_rows():
        for cell in row:
            if cell.data_type == "f":
                raise BestandFout(f"In cel {cell.coordinate} staat een formule. Plak daar de uitkomst als waarde.")
    return [[_to_text(cel) for cel in row] for row in sheet.iter_rows(values_only=True)]


def _to_text(cel):
    """A cell as a person would type it."""
    if cel is None:
        return ""
    if isinstance(cel, datetime):
        return cel.date().isoformat()
    if isinstance(cel, float):
        return str(int(cel)) if cel.is_integer() else f"{cel:.8f}".rstrip("0").replace(".", ",")
    return str(cel)


def _read_csv(content):
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    if "\0" in text:
        raise BestandFout("Dit is geen CSV-bestand dat wij kunnen lezen.")
    eerste = text.split("\n", 1)[0]
    try:
        rijen = list(csv.reader(StringIO(text), delimiter=";" if ";" in eerste else ","))
    except csv.Error as error:
        raise BestandFout("Dit is geen CSV-bestand dat wij kunnen lezen.") from error
    # The mark that the export puts before what looks like a formula.
    return [[cel[1:] if cel.startswith("'") and cel[1:].startswith(FORMULE) else cel for cel in rij] for rij in rijen]
