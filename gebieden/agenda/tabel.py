"""An agenda as CSV, XLSX and JSON. The names of the columns stay the same; new ones come at the end."""

import csv
import json
from datetime import date
from decimal import Decimal
from io import BytesIO, StringIO

from django.db.models import Prefetch
from django.http import HttpResponse
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font

from gebieden.agenda.kolommen import KOLOMMEN, VOORTGANG_KOLOMMEN
from gebieden.models.gebied import GebiedPage
from gebieden.models.punt_delen import GedeeldMet
from gebieden.models.voortgang import VoortgangPage
from gebieden.status import Status

# What a spreadsheet would take for a formula.
FORMULE = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
STAND_KOLOMMEN = [
    "status",
    "status_sinds",
    "laatste_bericht",
    "laatste_bericht_op",
    "volgend_bericht",
    "agenda",
    "adres",
]


def get_punten(agenda):
    """The items with all that a table of them needs."""
    gedeeld = GedeeldMet.objects.filter(gebied__in=GebiedPage.objects.online()).select_related("gebied")
    return (
        agenda.alle_punten.for_lijst()
        .select_related("contact")
        .prefetch_related("partners", "bijdragen", Prefetch("gedeeld", gedeeld))
        .order_by("path")
    )


def make_rows(punten):
    """A dict for each item, with values as they stand in a cell."""
    for punt in punten:
        rij = {kolom.naam: kolom.toon(kolom.get(punt)) for kolom in KOLOMMEN}
        yield rij | {
            "status": Status(punt.status).label,
            "status_sinds": punt.status_sinds,
            "laatste_bericht": punt.laatste_tekst or "",
            "laatste_bericht_op": punt.nieuws_op,
            "volgend_bericht": punt.volgend_bericht,
            "agenda": punt.gebied_titel,
            "adres": punt.full_url,
        }


def make_updates(punten):
    """A dict for each published update of these items, the oldest first."""
    berichten = VoortgangPage.objects.published().filter(punt__in=punten.order_by()).select_related("punt")
    for bericht in berichten.order_by("punt__path", "datum", "pk"):
        yield {kolom.naam: kolom.toon(kolom.get(bericht)) for kolom in VOORTGANG_KOLOMMEN}


def make_csv_response(agenda):
    """Semicolons and a byte order mark: then a Dutch Excel opens it well by a double click."""
    file = StringIO()
    writer = csv.DictWriter(file, [kolom.naam for kolom in KOLOMMEN] + STAND_KOLOMMEN, delimiter=";")
    writer.writeheader()
    for rij in make_rows(get_punten(agenda)):
        writer.writerow({naam: make_safe(waarde) for naam, waarde in rij.items()})
    return _make_response("\ufeff" + file.getvalue(), "text/csv; charset=utf-8", agenda, "csv")


def make_safe(waarde):
    """Text that no spreadsheet runs as a formula."""
    if isinstance(waarde, Decimal):
        return str(waarde).replace(".", ",")
    tekst = "" if waarde is None else str(waarde)
    return f"'{tekst}" if tekst.startswith(FORMULE) else tekst


def make_xlsx_response(agenda):
    punten = get_punten(agenda)
    book = Workbook(write_only=True)
    write_sheet(book, "agenda", [kolom.naam for kolom in KOLOMMEN] + STAND_KOLOMMEN, make_rows(punten))
    write_sheet(book, "voortgang", [kolom.naam for kolom in VOORTGANG_KOLOMMEN], make_updates(punten))
    return _make_response(save_book(book), XLSX, agenda, "xlsx")


def save_book(book):
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def write_sheet(book, titel, namen, rijen):
    sheet = book.create_sheet(titel)
    sheet.freeze_panes = "C2"
    for column in range(1, len(namen) + 1):
        sheet.column_dimensions[chr(64 + column) if column <= 26 else f"A{chr(38 + column)}"].width = 24
    sheet.append([_make_cell(sheet, naam, Font(bold=True)) for naam in namen])
    for rij in rijen:
        sheet.append([_make_cell(sheet, rij[naam]) for naam in namen])


def _make_cell(sheet, waarde, font=None):
    """The bare value where that is enough: a cell with a style costs ten times as much."""
    if isinstance(waarde, str):
        waarde = ILLEGAL_CHARACTERS_RE.sub("", waarde)
        if not font and "\n" not in waarde and not waarde.startswith("="):
            return waarde
        cell = WriteOnlyCell(sheet, waarde)
        # Else text that begins with "=" would become a formula.
        cell.data_type = "s"
        cell.alignment = Alignment(wrap_text="\n" in waarde, vertical="top")
        if font:
            cell.font = font
        return cell
    if isinstance(waarde, date):
        cell = WriteOnlyCell(sheet, waarde)
        cell.number_format = "dd-mm-yyyy"
        return cell
    return waarde


def make_json_response(agenda, request):
    """The same columns, with the updates of each item under it."""
    punten = get_punten(agenda)
    rijen = list(make_rows(punten))
    voortgang = {}
    for bericht in make_updates(punten):
        voortgang.setdefault(bericht.pop("nummer"), []).append(bericht)
    data = {
        "agenda": agenda.title,
        "editie": agenda.editie,
        "gebied": agenda.gebied_naam,
        "adres": agenda.get_full_url(request),
        "punten": [rij | {"voortgang": voortgang.get(rij["nummer"], [])} for rij in rijen],
    }
    return _make_response(
        json.dumps(data, ensure_ascii=False, indent=1, default=str), "application/json", agenda, "json"
    )


def _make_response(content, content_type, agenda, ext):
    naam = f"{agenda.gebied.slug if agenda.gebied else 'dorpen'}-{agenda.slug}.{ext}"
    disposition = "inline" if ext == "json" else "attachment"
    headers = {"Content-Disposition": f'{disposition}; filename="{naam}"'}
    return HttpResponse(content, content_type=content_type, headers=headers)
