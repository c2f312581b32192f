"""The screen on which a spreadsheet comes into an agenda."""

from django import forms
from django.contrib import messages
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect

from gebieden.agenda.bestand import BestandFout, read_table
from gebieden.agenda.importeren import Import
from gebieden.agenda.kolommen import KOLOMMEN, VOORTGANG_KOLOMMEN
from gebieden.agenda.scherm import AgendaScherm
from home.laat import openpyxl
from home.tabel import XLSX, save_book, write_sheet

ZOUT = "gebieden.agenda.importeren"
EEN_UUR = 3600
BLADEN = {"agenda": KOLOMMEN, "voortgang": VOORTGANG_KOLOMMEN}


class BestandForm(forms.Form):
    use_required_attribute = False
    bestand = forms.FileField(label="Excel- of CSV-bestand")


class Importeren(AgendaScherm):
    """Look first, then carry in. The rows travel in a signed field, so nothing is kept in between."""

    page_title = "Importeren"
    template_name = "gebieden/beheer/importeren.html"

    def get(self, request, pk):
        return self.show(agenda=self.agenda, form=BestandForm(), bladen=BLADEN)

    def post(self, request, pk):
        if rijen := request.POST.get("rijen"):
            return self.carry_in(rijen)
        form = BestandForm(request.POST, request.FILES)
        context = {"agenda": self.agenda, "form": form, "bladen": BLADEN}
        if not form.is_valid():
            return self.show(**context)
        bestand = form.cleaned_data["bestand"]
        try:
            tabel = read_table(bestand.name, bestand.read())
        except BestandFout as error:
            form.add_error("bestand", str(error))
            return self.show(**context)
        pakket = signing.dumps([self.agenda.pk, *tabel], salt=ZOUT, compress=True)
        return self.show(**context, plan=Import(self.agenda, *tabel), pakket=pakket)

    def carry_in(self, pakket):
        try:
            agenda, *tabel = signing.loads(pakket, salt=ZOUT, max_age=EEN_UUR)
            if agenda != self.agenda.pk:
                raise PermissionDenied
            plan = Import(self.agenda, *tabel)
            plan.apply(self.request.user)
        except (signing.BadSignature, BestandFout):
            messages.error(self.request, "Dit lukte niet. Kies het bestand opnieuw.")
            return redirect("agendas:importeren", self.agenda.pk)
        messages.success(self.request, f"Klaar, als concept. {plan.zin}")
        return redirect("agendas:punten", self.agenda.pk)


def template(request):
    """An empty table with the right columns and one example."""
    book = openpyxl.Workbook(write_only=True)
    for blad, kolommen in BLADEN.items():
        voorbeeld = {kolom.naam: kolom.voorbeeld for kolom in kolommen}
        write_sheet(book, blad, list(voorbeeld), [voorbeeld])
    uitleg = [
        {"blad": blad, "kolom": kolom.naam, "uitleg": kolom.uitleg}
        for blad, kolommen in BLADEN.items()
        for kolom in kolommen
    ]
    write_sheet(book, "uitleg", ["blad", "kolom", "uitleg"], uitleg)
    headers = {"Content-Disposition": 'attachment; filename="sjabloon-agenda.xlsx"'}
    return HttpResponse(save_book(book), content_type=XLSX, headers=headers)
