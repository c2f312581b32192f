"""A meeting: who is there, which plans are on the table, what was said, and the minutes."""

from django.contrib import messages
from django.db import transaction
from django.db.models import Max
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from gebieden.pdf import make_pdf_response
from home.redactie.gelijktijdig import lock
from initiatieven.inzage import log_inzage
from initiatieven.models import Vergadering
from initiatieven.regiegroep import verslag
from initiatieven.regiegroep.beoordelen import BeoordeelFout
from initiatieven.regiegroep.forms import AanwezigForm, BespreekpuntForm, VergaderingForm
from initiatieven.regiegroep.toegang import for_members, get_plannen, get_vergadering
from initiatieven.standen import Stand


def leads_meeting(leden, lid):
    """The chair; when the group has none, the member who sits longest."""
    voorzitters = [ander for ander in leden if ander.is_voorzitter]
    langst = min(leden, key=lambda ander: (ander.vanaf, ander.pk))
    return lid in (voorzitters or [langst])


@require_http_methods(["GET", "POST"])
@for_members
def nieuw(request, groep):
    lid = request.leden.get_seat(groep)
    if not leads_meeting(request.leden.per_groep[groep], lid):
        raise Http404
    form = VergaderingForm(
        request.POST if request.method == "POST" else None, instance=Vergadering(regiegroep=lid.regiegroep)
    )
    if form.is_valid():
        with transaction.atomic():
            vergadering = form.save()
            add_plannen(vergadering, request.leden)
        return redirect("regiegroep:vergadering", vergadering.pk)
    return render(request, "initiatieven/regiegroep/vergadering_nieuw.html", {"form": form, "lid": lid})


def add_plannen(vergadering, leden):
    """Puts every plan that waits for the group on the table, behind those that lie there."""
    wachtend = get_plannen(leden).filter(regiegroep=vergadering.regiegroep_id, stand=Stand.REGIEGROEP)
    nieuw = wachtend.exclude(bespreekpunten__vergadering=vergadering).order_by("ingediend_op", "pk")
    laatste = vergadering.punten.aggregate(laatste=Max("volgorde"))["laatste"] or 0
    for nummer, plan in enumerate(nieuw, laatste + 1):
        vergadering.punten.create(aanvraag=plan, volgorde=nummer)


class Scherm:
    """The forms of a meeting for this member: presence and order for the chair, what was said for who leads a plan."""

    def __init__(self, request, vergadering, lid):
        self.vergadering, self.lid = vergadering, lid
        self.leden = request.leden.per_groep[vergadering.regiegroep_id]
        self.leidt = leads_meeting(self.leden, lid)
        data = request.POST if request.method == "POST" else None
        self.aanwezig = AanwezigForm(data, instance=vergadering, leden=self.leden) if self.leidt else None
        self.punten = verslag.load_punten(vergadering, self.leden)
        for punt in self.punten:
            punt.dicht = not punt.zitting.may_read(lid)
            mag_lezen = not punt.dicht and (self.leidt or punt.zitting.leads(lid))
            punt.form = None
            if self.leidt or mag_lezen:
                punt.form = BespreekpuntForm(
                    data, instance=punt, prefix=f"punt{punt.pk}", mag_ordenen=self.leidt, mag_lezen=mag_lezen
                )

    @property
    def forms(self):
        return [form for form in (self.aanwezig, *(punt.form for punt in self.punten)) if form]

    @property
    def fouten(self):
        return [fout for form in self.forms for fout in form.fouten]

    def is_valid(self):
        return all([form.is_valid() for form in self.forms])

    @transaction.atomic
    def save(self):
        lock(self.vergadering)
        if Vergadering.objects.filter(pk=self.vergadering.pk).exclude(vastgesteld_op=None).exists():
            raise BeoordeelFout("Dit verslag is net vastgesteld. Er kan niets meer bij.")
        for form in self.forms:
            form.save()


@require_http_methods(["GET", "POST"])
@for_members
def vergadering(request, pk):
    zitting, lid = get_vergadering(request, pk)
    if zitting.vastgesteld_op:
        return _show_verslag(request, zitting, lid)
    scherm = Scherm(request, zitting, lid)
    if request.method == "POST" and scherm.forms and scherm.is_valid():
        try:
            scherm.save()
        except BeoordeelFout as fout:
            messages.error(request, str(fout))
            return redirect("regiegroep:vergadering", pk)
        if "plannen" in request.POST and scherm.leidt:
            add_plannen(zitting, request.leden)
        if "vaststellen" in request.POST and scherm.leidt:
            return redirect("regiegroep:vaststellen", pk)
        messages.success(request, "Bewaard.")
        return redirect("regiegroep:vergadering", pk)
    log_inzage(request, "Vergadering van de regiegroep", *(punt.zitting.aanvraag for punt in scherm.punten))
    context = {"vergadering": zitting, "scherm": scherm, "form": scherm}
    return render(request, "initiatieven/regiegroep/vergadering.html", context)


def _show_verslag(request, zitting, lid):
    context = _get_verslag(request, zitting, lid)
    _log(request, "Verslag van de regiegroep", zitting)
    return render(request, "initiatieven/regiegroep/verslag.html", context)


def _log(request, wat, vergadering):
    log_inzage(request, wat, *(punt.aanvraag for punt in vergadering.punten.select_related("aanvraag")))


def _get_verslag(request, zitting, lid):
    leden = request.leden.per_groep[zitting.regiegroep_id]
    vast = zitting.verslag or verslag.make_verslag(zitting, leden)
    return {"vergadering": zitting, "verslag": verslag.for_reader(vast, zitting, lid, leden), "nu": timezone.now()}


@require_http_methods(["GET", "POST"])
@for_members
def vaststellen(request, pk):
    zitting, lid = get_vergadering(request, pk)
    if not leads_meeting(request.leden.per_groep[zitting.regiegroep_id], lid):
        raise Http404
    if request.method == "GET" and not zitting.vastgesteld_op:
        return render(request, "initiatieven/regiegroep/vaststellen.html", _get_verslag(request, zitting, lid))
    try:
        if request.method == "POST":
            verslag.settle(zitting, lid)
            messages.success(request, "Het verslag is vastgesteld. Het verandert nu niet meer.")
    except BeoordeelFout as fout:
        messages.error(request, str(fout))
    return redirect("regiegroep:vergadering", pk)


@require_GET
@for_members
def verslag_pdf(request, pk):
    zitting, lid = get_vergadering(request, pk)
    context = _get_verslag(request, zitting, lid)
    _log(request, "Verslag als PDF", zitting)
    naam = f"verslag {zitting.regiegroep} {zitting.datum:%Y-%m-%d}"
    return make_pdf_response("initiatieven/regiegroep/verslag_pdf.html", context, naam, "het verslag")
