"""The example rounds: one that is open, and one that closed and that members are ranking."""

from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from initiatieven.models import Aanvraag, Belang, Oordeel, Regiegroep, Ronde
from initiatieven.standen import Stand

# The places that the first two members gave, in the order in which the plans came; the others still have to.
PLAATSEN = [(2, 3, 1), (1, None, 2)]


def make_rondes(data, now):
    """By name."""
    vijf_uur = timezone.localtime(now).replace(hour=17, minute=0, second=0, microsecond=0)
    return {
        ronde["naam"]: Ronde.objects.create(
            naam=ronde["naam"],
            regiegroep=Regiegroep.objects.get(naam=ronde["groep"]),
            opent=vijf_uur + timedelta(days=ronde["opent"]),
            sluit=vijf_uur + timedelta(days=ronde["sluit"]),
            bedrag=Decimal(ronde["bedrag"]),
        )
        for ronde in data
    }


def rank_plans():
    """Two members are ready, and the last one has something to do with the last plan."""
    plannen = list(Aanvraag.objects.filter(ronde__isnull=False, stand=Stand.REGIEGROEP).order_by("ingediend_op"))
    leden = list(plannen[0].regiegroep.leden.all())
    for lid, plaatsen in zip(leden, PLAATSEN, strict=False):
        for plan, plaats in zip(plannen, plaatsen, strict=True):
            stem = Oordeel.Stem.VOOR if plaats else Oordeel.Stem.TEGEN
            Belang.objects.create(aanvraag=plan, lid=lid, betrokken=False)
            Oordeel.objects.create(aanvraag=plan, lid=lid, stem=stem, plaats=plaats)
    Belang.objects.create(aanvraag=plannen[-1], lid=leden[-1], betrokken=True)
