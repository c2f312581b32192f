"""The screens about a round: give each plan a place, close, and see the order."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from initiatieven.inzage import log_inzage
from initiatieven.models import Lidmaatschap, Ronde
from initiatieven.regiegroep.beoordelen import BeoordeelFout, close_ronde, give_places
from initiatieven.regiegroep.forms import RangForm
from initiatieven.regiegroep.toegang import for_members
from initiatieven.regiegroep.volgorde import Plek
from initiatieven.regiegroep.zitting import Rangschikking, Zitting
from initiatieven.standen import Stand


def _get_rangschikking(request, groep, pk):
    """The round before this group, and my seat there. 404 when it is not before a group of mine."""
    lid = request.leden.get_seat(groep)
    ronde = get_object_or_404(Ronde.objects.for_groep(lid.regiegroep), pk=pk)
    rangschikking = Rangschikking.load(ronde, groep, request.leden.per_groep[groep])
    if not rangschikking.zittingen:
        raise Http404
    return rangschikking, lid


def _go(request, lid, ronde, fout=None):
    if fout:
        messages.error(request, str(fout))
    return redirect("regiegroep:ronde", lid.regiegroep_id, ronde.pk)


@require_http_methods(["GET", "POST"])
@for_members
def ronde(request, groep, pk):
    rangschikking, lid = _get_rangschikking(request, groep, pk)
    form = None
    if rangschikking.is_open and not rangschikking.get_dicht(lid) and (eigen := rangschikking.get_eigen(lid)):
        form = RangForm(request.POST if request.method == "POST" else None, zittingen=eigen, lid=lid)
    if form and form.is_valid():
        return _rank(request, rangschikking.ronde, lid, form)
    if request.method == "POST" and not form:
        return _go(request, lid, rangschikking.ronde, "U kunt deze plannen nu niet op volgorde zetten.")
    log_inzage(request, "Ronde bij de regiegroep", *(zitting.aanvraag for zitting in rangschikking.zittingen))
    return render(request, "initiatieven/regiegroep/ronde.html", _make_context(rangschikking, lid, form))


def _rank(request, ronde, lid, form):
    try:
        give_places(ronde, lid, form.plaatsen)
    except BeoordeelFout as fout:
        return _go(request, lid, ronde, fout)
    messages.success(request, "Bewaard.")
    return _go(request, lid, ronde)


def _make_context(rangschikking, lid, form):
    regels = _make_regels(rangschikking, lid) if rangschikking.toont_volgorde else []
    return {
        "rangschikking": rangschikking,
        "ronde": rangschikking.ronde,
        "lid": lid,
        "form": form,
        "dicht": rangschikking.get_dicht(lid),
        "moet": rangschikking.moet(lid),
        "leidt": rangschikking.leads(lid),
        "boven": [regel for regel in regels if regel.boven],
        "onder": [regel for regel in regels if not regel.boven],
        # Who steps out of one plan does not learn its place from the numbers of the others.
        "toont_plaats": not rangschikking.is_betrokken(lid),
    }


@dataclass(frozen=True)
class Regel:
    """A plan in the order, as one member sees it."""

    plek: Plek
    zitting: Zitting
    lid: Lidmaatschap

    @property
    def plan(self):
        return self.zitting.aanvraag

    @property
    def advies(self):
        return getattr(self.plan, "advies", None)

    @property
    def boven(self):
        """Above the line. What was recorded counts, also when the order changed since."""
        return self.advies.bedrag is not None if self.advies else self.plek.past

    @property
    def mag_adviseren(self):
        bij_groep = self.plan.stand == Stand.REGIEGROEP and self.zitting.is_klaar
        return bij_groep and self.zitting.may_read(self.lid) and self.zitting.leads(self.lid)


def _make_regels(rangschikking, lid):
    per_pk = {zitting.aanvraag.pk: zitting for zitting in rangschikking.zittingen}
    regels = [Regel(plek, per_pk[plek.pk], lid) for plek in rangschikking.plekken]
    return [regel for regel in regels if not regel.zitting.is_betrokken(lid)]


@require_http_methods(["GET", "POST"])
@for_members
def sluiten(request, groep, pk):
    rangschikking, lid = _get_rangschikking(request, groep, pk)
    if not rangschikking.leads(lid):
        raise Http404
    if not rangschikking.is_open:
        return _go(request, lid, rangschikking.ronde)
    if request.method == "GET":
        context = {"rangschikking": rangschikking, "ronde": rangschikking.ronde, "lid": lid}
        return render(request, "initiatieven/regiegroep/ronde_sluiten.html", context)
    try:
        close_ronde(rangschikking.ronde, lid)
    except BeoordeelFout as fout:
        return _go(request, lid, rangschikking.ronde, fout)
    messages.success(request, "De ronde is gesloten. Leg nu bij elk plan het advies vast.")
    return _go(request, lid, rangschikking.ronde)
