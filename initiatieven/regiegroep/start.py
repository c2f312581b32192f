"""What needs me: the first page of a member."""

from collections import Counter
from dataclasses import dataclass, field

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from initiatieven.models import Aanvraag, Vergadering
from initiatieven.regiegroep.geld import load_geld
from initiatieven.regiegroep.toegang import for_members, get_plannen
from initiatieven.regiegroep.zitting import OP_TAFEL, UITGESPROKEN, Rangschikking, Zitting
from initiatieven.standen import BIJ_BUREAU, Stand

MEESTE = 20


@dataclass
class Regel:
    """A plan in the list of one member."""

    zitting: Zitting
    lid: object
    vandaag: object

    @property
    def plan(self):
        return self.zitting.aanvraag

    @property
    def is_betrokken(self):
        return self.zitting.is_betrokken(self.lid)

    @property
    def moet(self):
        return self.zitting.is_open and not self.is_betrokken and not self.zitting.get_oordeel(self.lid)

    @property
    def wacht_op_mij(self):
        """For who leads: all is in, or the voting was closed."""
        return self.plan.stand == Stand.REGIEGROEP and self.zitting.is_klaar and self.zitting.leads(self.lid)

    @property
    def dagen(self):
        return (self.plan.uiterlijk - self.vandaag).days if self.plan.uiterlijk else None


@dataclass
class Ronderegel:
    """A round in the list of one member."""

    rangschikking: Rangschikking
    lid: object

    @property
    def ronde(self):
        return self.rangschikking.ronde

    @property
    def moet(self):
        return self.rangschikking.moet(self.lid)


@dataclass
class Groep:
    lid: object
    geld: object
    regels: list
    rondes: list = field(default_factory=list)
    vergaderingen: list = field(default_factory=list)
    afgerond: list = field(default_factory=list)

    @property
    def groep(self):
        return self.lid.regiegroep

    @property
    def moet(self):
        return [regel for regel in self.regels if regel.moet]

    @property
    def af(self):
        """Before the group, and my part is done."""
        return [regel for regel in self.regels if regel.plan.stand == Stand.REGIEGROEP and not regel.moet]

    @property
    def geadviseerd(self):
        return [regel for regel in self.regels if regel.plan.stand == Stand.ADVIES]


@require_GET
@for_members
def start(request):
    groepen = load_groepen(request.leden)
    aantal = sum(len(groep.moet) for groep in groepen)
    rondes = sum(ronde.moet for groep in groepen for ronde in groep.rondes)
    context = {"groepen": groepen, "aantal": aantal, "aantal_rondes": rondes}
    return render(request, "initiatieven/regiegroep/start.html", context)


def load_groepen(leden):
    """Each group of this person; the number of queries does not depend on how many plans there are."""
    vandaag = timezone.localdate()
    plannen = list(get_plannen(leden).filter(stand__in=OP_TAFEL).order_by("uiterlijk", "pk"))
    geld = load_geld(list(leden.per_groep), plannen, vandaag.year)
    groepen = {
        lid.regiegroep_id: Groep(
            lid,
            geld.get(lid.regiegroep_id),
            [
                Regel(Zitting(plan, leden.per_groep[lid.regiegroep_id]), lid, vandaag)
                for plan in plannen
                if plan.regiegroep_id == lid.regiegroep_id and not is_ranked(plan)
            ],
        )
        for lid in leden.eigen
    }
    _add_rondes(groepen, leden, plannen)
    for vergadering in Vergadering.objects.filter(regiegroep__in=groepen)[:MEESTE]:
        groepen[vergadering.regiegroep_id].vergaderingen.append(vergadering)
    besloten = Aanvraag.objects.filter(regiegroep__in=groepen, geanonimiseerd_op=None, advies__isnull=False)
    besloten = besloten.filter(stand__in=[stand for stand in UITGESPROKEN if stand != Stand.ADVIES])
    for plan in besloten.order_by("-stand_sinds")[:MEESTE]:
        groepen[plan.regiegroep_id].afgerond.append(plan)
    return list(groepen.values())


def is_ranked(plan):
    """Before the group as one of the plans of a round."""
    return plan.ronde_id is not None and plan.stand == Stand.REGIEGROEP


def _add_rondes(groepen, leden, plannen):
    per_ronde = {}
    for plan in filter(is_ranked, plannen):
        per_ronde.setdefault((plan.regiegroep_id, plan.ronde), []).append(plan)
    if not per_ronde:
        return
    bezig = Aanvraag.objects.filter(ronde__in={ronde for _, ronde in per_ronde}, stand__in=BIJ_BUREAU)
    bezig = Counter(bezig.values_list("regiegroep", "ronde"))
    for (groep, ronde), eigen in per_ronde.items():
        zittingen = [Zitting(plan, leden.per_groep[groep]) for plan in eigen]
        rangschikking = Rangschikking(ronde, leden.per_groep[groep], zittingen, bezig[groep, ronde.pk])
        groepen[groep].rondes.append(Ronderegel(rangschikking, groepen[groep].lid))
