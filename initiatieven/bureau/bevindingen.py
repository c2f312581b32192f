"""What the rules of today say of a plan that was handed in."""

from decimal import Decimal

from django.utils import timezone

from initiatieven import geld
from initiatieven.models import InitiatievenInstellingen, Kostenregel
from initiatieven.regels import Plan, Regels


def find_bevindingen(aanvraag):
    """Figures and money of today; the date of the activity is reckoned from the day of receipt."""
    regels = Regels.make(InitiatievenInstellingen.load_default(), aanvraag.regiegroep)
    plan = Plan.of(
        aanvraag,
        gevraagd=aanvraag.gevraagd,
        dekking=sum_regels(aanvraag, Kostenregel.Soort.EIGEN, Kostenregel.Soort.ANDEREN),
        over=geld.get_over(aanvraag),
    )
    return regels.check(plan, timezone.localdate(aanvraag.ingediend_op))


def sum_regels(aanvraag, *soorten):
    return sum((regel.bedrag for regel in aanvraag.kostenregels.all() if regel.soort in soorten), Decimal(0))
