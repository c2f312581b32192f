"""Reading a spreadsheet that somebody chose: the text of its cells, or a sentence that says why it is no good."""

import csv
import zipfile
from datetime import datetime
from io import BytesIO, StringIO

from gebieden.agenda.kolommen import KOLOMMEN, VOORTGANG_KOLOMMEN
from home.laat import openpyxl
from home.tabel import FORMULE

HOOGSTE_AANTAL_PUNTEN = 500
HOOGSTE_AANTAL_BERICHTEN = 2000
HOOGSTE_GROOTTE = 2 * 1024 * 1024
HOOGSTE_UITGEPAKT = 30 * 1024 * 1024


class BestandFout(ValueError):
    """The file as a whole is no good; the message is for the person who chose it."""


def read_table(naam, content):
    """The rows of both sheets as (row number, {column: text}). BestandFout when the file cannot be used."""
    if len(content) > HOOGSTE_GROOTTE:
        raise BestandFout("Dit bestand is te groot. Er past hoogstens 2 MB in.")
    if naam.lower().endswith(".xlsx"):
        agenda, voortgang = _read_xlsx(content)
    elif naam.lower().endswith(".csv"):
        agenda, voortgang = _read_csv(content), []
    else:
        raise BestandFout("Kies een Excel-bestand (xlsx) of een CSV-bestand.")
    punten = _name_cells(agenda, KOLOMMEN, "agenda", HOOGSTE_AANTAL_PUNTEN)
    if not punten:
        raise BestandFout("Er staan geen punten in dit bestand.")
    return punten, _name_cells(voortgang, VOORTGANG_KOLOMMEN, "voortgang", HOOGSTE_AANTAL_BERICHTEN)


def _name_cells(rijen, kolommen, blad, hoogste):
    """The rows with something in them, each cell under the name of its column."""
    gevuld = [(nummer, rij) for nummer, rij in enumerate(rijen[1:], 2) if any(cel.strip() for cel in rij)]
    kop = [cel.strip().lower() for cel in rijen[0]] if rijen else []
    ontbreekt = [kolom.naam for kolom in kolommen if kolom.verplicht and kolom.naam not in kop]
    if ontbreekt and (gevuld or blad == "agenda"):
        raise BestandFout(f"In de eerste rij van blad {blad} ontbreken deze kolommen: {', '.join(ontbreekt)}.")
    if len(gevuld) > hoogste:
        raise BestandFout(f"Er staan {len(gevuld)} rijen in blad {blad}. Er passen er hoogstens {hoogste} in één keer.")
    namen = {kolom.naam for kolom in kolommen}
    return [
        (nummer, {naam: cel for naam, cel in zip(kop, rij, strict=False) if naam in namen}) for nummer, rij in gevuld
    ]


def _read_xlsx(content):
    """The first sheet, and the one that is called voortgang when it is there."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            if sum(item.file_size for item in archive.infolist()) > HOOGSTE_UITGEPAKT:
                raise BestandFout("Dit bestand is te groot om te lezen.")
        eerste, *andere = openpyxl.load_workbook(BytesIO(content)).worksheets
    except BestandFout:
        raise
    except (zipfile.BadZipFile, openpyxl.utils.exceptions.InvalidFileException, KeyError, ValueError, OSError) as error:
        raise BestandFout("Dit is geen Excel-bestand dat wij kunnen lezen. Sla het opnieuw op als xlsx.") from error
    voortgang = next((_read_sheet(sheet) for sheet in andere if sheet.title.lower() == "voortgang"), [])
    return _read_sheet(eerste), voortgang


def _read_sheet(sheet):
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
