"""A ledger as it is read: each line with what was left after it, and the sums."""

from collections import defaultdict
from decimal import Decimal

from django.utils import timezone
from django.utils.functional import cached_property

from initiatieven.models import EFFECT, Boeking

Soort = Boeking.Soort
KOLOMMEN = ("moment", "soort", "erbij", "eraf", "betaald", "over", "kenmerk", "reden", "door")


class Grootboek:
    def __init__(self, budget):
        self.budget = budget

    @cached_property
    def regels(self):
        """All lines, in the order in which the database took them."""
        saldo, regels = Decimal(0), list(self.budget.boekingen.select_related("aanvraag").order_by("pk"))
        for regel in regels:
            regel.saldo = saldo = saldo + regel.effect * regel.bedrag
        return regels

    @property
    def saldo(self):
        return self.regels[-1].saldo if self.regels else Decimal(0)

    @property
    def laatste(self):
        """The key of the newest line: what somebody who books has seen."""
        return self.regels[-1].pk if self.regels else 0

    def count(self, *soorten):
        return sum((regel.bedrag for regel in self.regels if regel.soort in soorten), Decimal(0))

    @property
    def totalen(self):
        """What there was to divide is what was reserved, what was granted and what is left."""
        return {
            "te_verdelen": self.count(Soort.PLAFOND, Soort.CORRECTIE_BIJ, Soort.ERBIJ)
            - self.count(Soort.CORRECTIE_AF, Soort.ERAF),
            "gereserveerd": self.count(Soort.RESERVERING) - self.count(Soort.VRIJGAVE),
            "toegekend": self.count(Soort.TOEKENNING) - self.count(Soort.TERUG, Soort.VRIJVAL),
            "betaald": self.count(Soort.BETALING) - self.count(Soort.TERUG),
            "over": self.saldo,
        }

    def get_per_aanvraag(self, erbij, *eraf):
        """Per application the sum of one kind less that of others, where something remains."""
        bedragen = defaultdict(Decimal)
        aanvragen = {regel.aanvraag_id: regel.aanvraag for regel in self.regels if regel.aanvraag_id}
        for regel in self.regels:
            teken = (regel.soort == erbij) - (regel.soort in eraf)
            if regel.aanvraag_id and teken:
                bedragen[regel.aanvraag_id] += teken * regel.bedrag
        return {aanvragen[pk]: bedrag for pk, bedrag in bedragen.items() if bedrag > 0}

    @property
    def terug_te_krijgen(self):
        return self.get_per_aanvraag(Soort.BETALING, Soort.TERUG)

    @property
    def vrij_te_vallen(self):
        """Granted, and not paid."""
        return self.get_per_aanvraag(Soort.TOEKENNING, Soort.BETALING, Soort.VRIJVAL)

    def make_rows(self):
        for regel in self.regels:
            effect = EFFECT[regel.soort]
            waarden = (
                timezone.localtime(regel.moment).replace(tzinfo=None),
                regel.get_soort_display(),
                regel.bedrag if effect > 0 else None,
                regel.bedrag if effect < 0 else None,
                regel.bedrag if not effect else None,
                regel.saldo,
                regel.aanvraag.kenmerk if regel.aanvraag else "",
                regel.reden,
                regel.door_naam,
            )
            yield dict(zip(KOLOMMEN, waarden, strict=True))


def check_budget(budget):
    """What is wrong with what is left of a budget, or an empty text."""
    saldo = Decimal(0)
    for soort, effect, bedrag in budget.boekingen.order_by("pk").values_list("soort", "effect", "bedrag"):
        if effect != EFFECT[soort]:
            return f"{budget}: een regel “{Soort(soort).label}” telt verkeerd mee"
        saldo += effect * bedrag
    if saldo != budget.over:
        return f"{budget}: er staat {budget.over}, de regels geven {saldo}"
    return ""
