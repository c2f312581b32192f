"""What acts do to the ledger. Each is called in the transaction of its act."""

from decimal import Decimal

from django.db.models import Q, Sum
from django.utils import timezone

from gebieden.geld import format_bedrag
from initiatieven.models import Boeking, Budget, BudgetFout

Soort = Boeking.Soort


def count(aanvraag, *soorten, tot=None):
    """The sum of the lines of these kinds, until this moment."""
    regels = aanvraag.boekingen.filter(soort__in=soorten)
    regels = regels.filter(moment__lte=tot) if tot else regels
    return regels.aggregate(som=Sum("bedrag"))["som"] or Decimal(0)


def add_up(*soorten):
    """The same for each application of a list, within its query."""
    return Sum("boekingen__bedrag", filter=Q(boekingen__soort__in=soorten), default=Decimal(0))


def find_budget(aanvraag):
    """The budget in which money was set apart or granted; else that of the group in this year; or None."""
    gebruikt = aanvraag.boekingen.filter(soort__in=(Soort.RESERVERING, Soort.TOEKENNING)).select_related("budget")
    if laatste := gebruikt.last():
        return laatste.budget
    return Budget.objects.filter(regiegroep=aanvraag.regiegroep_id, jaar=timezone.localdate().year).first()


def get_gereserveerd(aanvraag):
    return count(aanvraag, Soort.RESERVERING) - count(aanvraag, Soort.VRIJGAVE)


def get_te_betalen(aanvraag):
    """What was granted and is neither paid nor let go."""
    return count(aanvraag, Soort.TOEKENNING) - count(aanvraag, Soort.BETALING, Soort.VRIJVAL)


def get_vast(aanvraag):
    """What of the grant is still that of the applicant."""
    if aanvraag.vastgesteld is not None:
        return aanvraag.vastgesteld
    return count(aanvraag, Soort.TOEKENNING) - count(aanvraag, Soort.VRIJVAL, Soort.TERUG)


def get_betaald(aanvraag, tot=None):
    """What the applicant has in hand."""
    return count(aanvraag, Soort.BETALING, tot=tot) - count(aanvraag, Soort.TERUG, tot=tot)


def get_nog_terug(aanvraag, tot=None):
    """What was paid beyond the fixed amount and has not come back."""
    if aanvraag.vastgesteld is None:
        return Decimal(0)
    return max(get_betaald(aanvraag, tot) - aanvraag.vastgesteld, Decimal(0))


def get_over(aanvraag):
    """What the group could give to this application, with what was set apart for it."""
    budget = find_budget(aanvraag)
    return budget.over + get_gereserveerd(aanvraag) if budget else None


def reserveer(aanvraag, door):
    """Sets the money apart while the group judges. False when it is not there: judging goes on all the same."""
    budget = find_budget(aanvraag)
    if not budget or not aanvraag.gevraagd:
        return False
    try:
        budget.book(Soort.RESERVERING, aanvraag.gevraagd, f"Advies gevraagd over {aanvraag.kenmerk}", door, aanvraag)
    except BudgetFout:
        return False
    return True


def geef_vrij(aanvraag, reden, door=None):
    """Lets go of what was set apart. Also when the applicant withdraws."""
    regels = aanvraag.boekingen.filter(soort__in=(Soort.RESERVERING, Soort.VRIJGAVE))
    gezet = Sum("bedrag", filter=Q(soort=Soort.RESERVERING), default=Decimal(0))
    vrij = Sum("bedrag", filter=Q(soort=Soort.VRIJGAVE), default=Decimal(0))
    per_budget = regels.order_by().values("budget").annotate(gezet=gezet, vrij=vrij)
    open_ = {rij["budget"]: rij["gezet"] - rij["vrij"] for rij in per_budget if rij["gezet"] > rij["vrij"]}
    for budget in Budget.objects.filter(pk__in=open_).order_by("pk"):
        budget.book(Soort.VRIJGAVE, open_[budget.pk], reden, door, aanvraag)


def ken_toe(aanvraag, bedrag, door):
    """Grants, from what was set apart and what is left. BudgetFout when that is not enough."""
    budget = find_budget(aanvraag)
    if not budget:
        raise BudgetFout(f"{aanvraag.regiegroep} heeft dit jaar geen budget. Maak dat eerst aan.")
    geef_vrij(aanvraag, f"Besluit genomen over {aanvraag.kenmerk}", door)
    budget.book(Soort.TOEKENNING, bedrag, f"Toegekend: {aanvraag.kenmerk}", door, aanvraag)


def betaal(aanvraag, bedrag, door):
    find_budget(aanvraag).book(Soort.BETALING, bedrag, f"Betaald: {aanvraag.kenmerk}", door, aanvraag)


def stel_vast(aanvraag, bedrag, door):
    """Fixes what the applicant may keep. What was not paid yet goes back to the budget now; what was paid only when it
    has come back."""
    vrij = min(get_vast(aanvraag) - bedrag, get_te_betalen(aanvraag))
    if vrij > 0:
        find_budget(aanvraag).book(Soort.VRIJVAL, vrij, f"Vastgesteld op {format_bedrag(bedrag)}", door, aanvraag)
    aanvraag.vastgesteld = bedrag
    aanvraag.save(update_fields=["vastgesteld"])


def vorder_terug(aanvraag, bedrag, door):
    """Takes back this much of what was paid, and all that was not."""
    stel_vast(aanvraag, get_betaald(aanvraag) - bedrag, door)


def boek_terug(aanvraag, bedrag, door):
    find_budget(aanvraag).book(Soort.TERUG, bedrag, f"Terugbetaald: {aanvraag.kenmerk}", door, aanvraag)
