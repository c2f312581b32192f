"""Tables that go out as CSV or XLSX: what people typed becomes no formula there, and breaks no file."""

import csv
import re
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO

from django.http import HttpResponse, StreamingHttpResponse
from django.utils import timezone

from home.laat import openpyxl

# Signs that no spreadsheet can hold.
STUURTEKENS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
# What a spreadsheet would take for a formula.
FORMULE = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"


class Regel:
    """A file of which each line is handed on at once."""

    def write(self, tekst):
        return tekst


def write_csv(namen, rijen):
    """The lines of a file with semicolons and a byte order mark: then a Dutch Excel opens it well by a double click."""
    writer = csv.DictWriter(Regel(), namen, delimiter=";")
    yield "\ufeff" + writer.writeheader()
    for rij in rijen:
        yield writer.writerow({naam: make_safe(waarde) for naam, waarde in rij.items()})


def make_safe(waarde):
    """Text that no spreadsheet runs as a formula."""
    if isinstance(waarde, Decimal):
        return str(waarde).replace(".", ",")
    tekst = "" if waarde is None else STUURTEKENS.sub("", str(waarde))
    return f"'{tekst}" if tekst.startswith(FORMULE) else tekst


def make_response(namen, rijen, formaat, naam):
    """The table as a download. CSV is sent line by line."""
    if formaat == "csv":
        response = StreamingHttpResponse(write_csv(namen, rijen), content_type=CSV)
    else:
        book = openpyxl.Workbook(write_only=True)
        write_sheet(book, naam, namen, rijen)
        response = HttpResponse(save_book(book), content_type=XLSX)
    bestand = f"{naam}-{timezone.localdate()}.{formaat}"
    response["Content-Disposition"] = f'attachment; filename="{bestand}"'
    return response


def save_book(book):
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def write_sheet(book, titel, namen, rijen):
    sheet = book.create_sheet(titel)
    sheet.freeze_panes = "C2"
    for column in range(1, len(namen) + 1):
        sheet.column_dimensions[chr(64 + column) if column <= 26 else f"A{chr(38 + column)}"].width = 24
    sheet.append([_make_cell(sheet, naam, openpyxl.styles.Font(bold=True)) for naam in namen])
    for rij in rijen:
        sheet.append([_make_cell(sheet, rij[naam]) for naam in namen])


def _make_cell(sheet, waarde, font=None):
    """The bare value where that is enough: a cell with a style costs ten times as much."""
    if isinstance(waarde, str):
        waarde = STUURTEKENS.sub("", waarde)
        if not font and "\n" not in waarde and not waarde.startswith("="):
            return waarde
        cell = openpyxl.cell.WriteOnlyCell(sheet, waarde)
        # Else text that begins with "=" would become a formula.
        cell.data_type = "s"
        cell.alignment = openpyxl.styles.Alignment(wrap_text="\n" in waarde, vertical="top")
        if font:
            cell.font = font
        return cell
    if isinstance(waarde, date):
        cell = openpyxl.cell.WriteOnlyCell(sheet, waarde)
        cell.number_format = "dd-mm-yyyy hh:mm" if isinstance(waarde, datetime) else "dd-mm-yyyy"
        return cell
    return waarde
