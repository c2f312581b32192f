"""The screens about one plan: declare, read, vote, talk, close and advise."""

from copy import copy

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from initiatieven.bestanden import serve_bijlage
from initiatieven.inzage import log_inzage
from initiatieven.models import InitiatievenInstellingen
from initiatieven.regiegroep import beoordelen
from initiatieven.regiegroep.beoordelen import BeoordeelFout
from initiatieven.regiegroep.dossier import Dossier, get_bijlagen
from initiatieven.regiegroep.forms import AdviesForm, BelangForm, OordeelForm, ReactieForm
from initiatieven.regiegroep.toegang import for_members, get_zitting
from initiatieven.standen import Stand, StapFout

BETROKKEN = "U doet niet mee bij dit plan."


def _go(request, pk, fout=None, deel=""):
    if fout:
        messages.error(request, str(fout))
    response = redirect("regiegroep:plan", pk)
    response["Location"] += deel
    return response


def _go_ronde(zitting):
    return redirect("regiegroep:ronde", zitting.aanvraag.regiegroep_id, zitting.aanvraag.ronde_id)


def _open(request, pk):
    """The plan for who declared to have no interest in it; for another the plan does not exist."""
    zitting, lid = get_zitting(request, pk)
    if not zitting.may_read(lid):
        raise Http404
    return zitting, lid


@require_GET
@for_members
def lees(request, pk):
    zitting, lid = get_zitting(request, pk)
    if zitting.is_betrokken(lid):
        context = {"zitting": zitting, "eigen": zitting.is_eigen(lid)}
        return render(request, "initiatieven/regiegroep/betrokken.html", context)
    if not zitting.may_read(lid):
        return redirect("regiegroep:belang", pk)
    return _show(request, zitting, lid)


def _show(request, zitting, lid, oordeel_form=None, reactie_form=None):
    log_inzage(request, "Plan bij de regiegroep", zitting.aanvraag)
    dossier = Dossier(zitting, lid, InitiatievenInstellingen.for_request(request))
    oordeel = zitting.get_oordeel(lid)
    context = {
        "dossier": dossier,
        "zitting": zitting,
        "oordeel": oordeel,
        "oordeel_form": oordeel_form or OordeelForm(instance=oordeel, gevraagd=zitting.aanvraag.gevraagd),
        "reactie_form": reactie_form or ReactieForm(auto_id="bericht_%s"),
    }
    return render(request, "initiatieven/regiegroep/plan.html", context)


@require_http_methods(["GET", "POST"])
@for_members
def belang(request, pk):
    """Asked before the file opens; later only to step out after all."""
    zitting, lid = get_zitting(request, pk)
    if zitting.is_betrokken(lid):
        return redirect("regiegroep:plan", pk)
    form = BelangForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        beoordelen.declare(zitting.aanvraag, lid, betrokken=form.cleaned_data["betrokken"])
        return redirect("regiegroep:plan", pk)
    log_inzage(request, "Naam van het plan en van wie vraagt", zitting.aanvraag)
    context = {"form": form, "zitting": zitting, "opnieuw": zitting.may_read(lid)}
    return render(request, "initiatieven/regiegroep/belang.html", context)


@require_http_methods(["GET", "POST"])
@for_members
def oordeel(request, pk):
    zitting, lid = _open(request, pk)
    if request.method == "GET":
        return _go(request, pk, deel="#oordeel")
    # A copy: what was typed is not yet the vote in the list.
    form = OordeelForm(request.POST, instance=copy(zitting.get_oordeel(lid)), gevraagd=zitting.aanvraag.gevraagd)
    if not form.is_valid() and zitting.is_open:
        return _show(request, zitting, lid, oordeel_form=form)
    try:
        beoordelen.vote(zitting.aanvraag, lid, **form.cleaned_data)
    except BeoordeelFout as fout:
        return _go(request, pk, fout)
    messages.success(request, "Uw oordeel is bewaard. U kunt het veranderen zolang de stemming open is.")
    return redirect("regiegroep:start")


@require_POST
@for_members
def bericht(request, pk):
    zitting, lid = _open(request, pk)
    form = ReactieForm(request.POST, auto_id="bericht_%s")
    if not form.is_valid():
        return _show(request, zitting, lid, reactie_form=form)
    try:
        beoordelen.say(zitting.aanvraag, lid, form.cleaned_data["tekst"])
    except BeoordeelFout as fout:
        return _go(request, pk, fout)
    return _go(request, pk, deel="#berichten")


@require_http_methods(["GET", "POST"])
@for_members
def sluiten(request, pk):
    zitting, lid = _open(request, pk)
    if not zitting.leads(lid):
        raise Http404
    if zitting.in_ronde:
        return _go_ronde(zitting)
    if request.method == "GET":
        return render(request, "initiatieven/regiegroep/sluiten.html", {"zitting": zitting})
    try:
        beoordelen.close(zitting.aanvraag, lid)
    except BeoordeelFout as fout:
        return _go(request, pk, fout)
    return redirect("regiegroep:advies", pk)


@require_http_methods(["GET", "POST"])
@for_members
def advies(request, pk):
    zitting, lid = _open(request, pk)
    if not zitting.leads(lid):
        raise Http404
    if zitting.aanvraag.stand != Stand.REGIEGROEP:
        return _go(request, pk)
    if not zitting.is_klaar:
        return redirect("regiegroep:sluiten", pk)
    # In a round the place is the reason; the chair may add to it.
    initial = {"toelichting": zitting.telling.waarom} if zitting.in_ronde else None
    form = AdviesForm(request.POST if request.method == "POST" else None, telling=zitting.telling, initial=initial)
    if form.is_valid() and (response := _advise(request, zitting, lid, form)):
        return response
    log_inzage(request, "Stemmen bij de regiegroep", zitting.aanvraag)
    return render(request, "initiatieven/regiegroep/advies.html", {"form": form, "zitting": zitting})


def _advise(request, zitting, lid, form):
    """None when the result changed under the hands of the chair: what was typed stays on the screen."""
    try:
        beoordelen.give_advice(zitting.aanvraag, lid, **form.cleaned_data)
    except StapFout as fout:
        return _go(request, zitting.aanvraag.pk, fout)
    except BeoordeelFout as fout:
        form.add_error(None, str(fout))
        # The form shows the new result; what the chair sends next is about that one.
        form.data = form.data.copy()
        form.data["gezien"] = form.telling.versie
        return None
    messages.success(request, "Het advies is vastgelegd. De gemeente neemt nu het besluit.")
    if zitting.in_ronde:
        return _go_ronde(zitting)
    return _go(request, zitting.aanvraag.pk)


@require_GET
@for_members
def bijlage(request, pk, bijlage_pk):
    zitting, _ = _open(request, pk)
    stuk = get_object_or_404(get_bijlagen(zitting.aanvraag), pk=bijlage_pk)
    log_inzage(request, f"Bijlage {stuk.pk} bij de regiegroep", zitting.aanvraag)
    return serve_bijlage(stuk)
