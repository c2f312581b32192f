"""An agenda as CSV, XLSX and JSON. The names of the columns stay the same; new ones come at the end."""

import json

from django.db.models import Prefetch
from django.http import HttpResponse

from gebieden.agenda.kolommen import KOLOMMEN, VOORTGANG_KOLOMMEN
from gebieden.models.gebied import GebiedPage
from gebieden.models.punt_delen import GedeeldMet
from gebieden.models.voortgang import VoortgangPage
from gebieden.status import Status
from home.laat import openpyxl
from home.tabel import CSV, XLSX, save_book, write_csv, write_sheet

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
            "status_sinds": punt.statusbericht.datum,
            "laatste_bericht": punt.laatste_bericht.samenvatting or "",
            "laatste_bericht_op": punt.laatste_bericht.datum,
            "volgend_bericht": punt.laatste_bericht.volgend_bericht,
            "agenda": punt.gebied_titel,
            "adres": punt.full_url,
        }


def make_updates(punten):
    """A dict for each published update of these items, the oldest first."""
    berichten = VoortgangPage.objects.published().filter(punt__in=punten.order_by()).select_related("punt")
    for bericht in berichten.order_by("punt__path", "datum", "pk"):
        yield {kolom.naam: kolom.toon(kolom.get(bericht)) for kolom in VOORTGANG_KOLOMMEN}


def make_csv_response(agenda):
    namen = [kolom.naam for kolom in KOLOMMEN] + STAND_KOLOMMEN
    return _make_response("".join(write_csv(namen, make_rows(get_punten(agenda)))), CSV, agenda, "csv")


def make_xlsx_response(agenda):
    punten = get_punten(agenda)
    book = openpyxl.Workbook(write_only=True)
    write_sheet(book, "agenda", [kolom.naam for kolom in KOLOMMEN] + STAND_KOLOMMEN, make_rows(punten))
    write_sheet(book, "voortgang", [kolom.naam for kolom in VOORTGANG_KOLOMMEN], make_updates(punten))
    return _make_response(save_book(book), XLSX, agenda, "xlsx")


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
