"""What a group has left this year, and what is left when everything that waits goes through."""

from dataclasses import dataclass
from decimal import Decimal

from initiatieven.models import Advies, Boeking, Budget

RESERVERING = (Boeking.Soort.RESERVERING, Boeking.Soort.VRIJGAVE)


@dataclass(frozen=True)
class Groepsgeld:
    over: Decimal
    straks: Decimal

    @property
    def tekort(self):
        return max(-self.straks, Decimal(0))


def load_geld(groepen, wachtend, jaar):
    """By group, for those that have a budget. `wachtend` are the plans on which nobody decided yet.

    What the desk reserved for such a plan is not spent, so it counts as left.
    """
    gereserveerd = {}
    boekingen = Boeking.objects.filter(aanvraag__in=wachtend, soort__in=RESERVERING)
    for plan, budget, effect, bedrag in boekingen.values_list("aanvraag", "budget", "effect", "bedrag"):
        gereserveerd.setdefault(plan, {}).setdefault(budget, Decimal(0))
        gereserveerd[plan][budget] -= effect * bedrag
    geld = {}
    for budget in Budget.objects.filter(regiegroep__in=groepen, jaar=jaar):
        plannen = [plan for plan in wachtend if plan.regiegroep_id == budget.regiegroep_id]
        over = budget.over + sum(gereserveerd.get(plan.pk, {}).get(budget.pk, Decimal(0)) for plan in plannen)
        # What is reserved for a plan in another year is paid from that year.
        hier = [plan for plan in plannen if budget.pk in gereserveerd.get(plan.pk, {budget.pk: 0})]
        geld[budget.regiegroep_id] = Groepsgeld(over, over - sum(map(get_expected, hier)))
    return geld


def get_expected(aanvraag):
    """What the plan costs when it goes through, as far as is known now."""
    advies = getattr(aanvraag, "advies", None)
    if advies and advies.uitkomst == Advies.Uitkomst.AFWIJZEN:
        return Decimal(0)
    return (advies.bedrag if advies else None) or aanvraag.gevraagd or Decimal(0)
