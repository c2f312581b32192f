"""How places become an order, and how far the money reaches. Nothing but counting, the same each time.

The explanation for everybody stands in `onderdelen/zo_telt_een_ronde.html`; it must say what is done here.
"""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from fractions import Fraction

from gebieden.geld import format_bedrag
from initiatieven.models import Advies, Oordeel
from initiatieven.regiegroep.telling import Telling, count

Uitkomst = Advies.Uitkomst
HOOGSTE = 100


@dataclass(frozen=True)
class Deelnemer:
    """A plan in a round. `gerechtigd` is how many members may rank it; `vast` is what was advised already, 0 when
    that is nothing, None as long as there is no advice."""

    pk: int
    gevraagd: Decimal | None
    ingediend_op: datetime
    gerechtigd: int
    vast: Decimal | None = None


@dataclass(frozen=True)
class Plek:
    """Where one plan came. `past` is whether it stands above the line."""

    pk: int
    plaats: int
    punten: Fraction
    telling: Telling

    @property
    def past(self):
        return self.telling.uitkomst == Uitkomst.TOEKENNEN

    @property
    def punten_in_woorden(self):
        return f"{float(round(self.punten, 1)):.1f}".replace(".", ",").removesuffix(",0")


def get_punten(biljet):
    """What one member gives each plan: 100 to the first, 0 to the last and to what the member is against.

    A place counts among the plans that this member may rank, so who must skip one gives as much as the others. Who
    may rank only one plan compares nothing.
    """
    if len(biljet) < 2:
        return {}
    volgorde = sorted((plaats, pk) for pk, plaats in biljet.items() if plaats)
    stap = Fraction(HOOGSTE, len(biljet) - 1)
    return dict.fromkeys(biljet, Fraction(0)) | {pk: HOOGSTE - nummer * stap for nummer, (_, pk) in enumerate(volgorde)}


def rank(deelnemers, biljetten, quorum, twee_derde=False, bedrag=None):
    """The plans in order, each with what follows from that. `biljetten` has for each member the place of each plan,
    or None for who is against it."""
    gegeven = defaultdict(list)
    for biljet in biljetten:
        for pk, punten in get_punten(biljet).items():
            gegeven[pk].append(punten)
    gemiddeld = {pk: Fraction(sum(punten), len(punten)) for pk, punten in gegeven.items()}
    volgorde = sorted(deelnemers, key=lambda plan: (-gemiddeld.get(plan.pk, 0), plan.ingediend_op, plan.pk))
    plekken = []
    for plaats, plan in enumerate(volgorde, 1):
        stemmen = [
            (Oordeel.Stem.VOOR if biljet[plan.pk] else Oordeel.Stem.TEGEN, None)
            for biljet in biljetten
            if plan.pk in biljet
        ]
        telling = count(stemmen, plan.gerechtigd, quorum, plan.gevraagd, twee_derde)
        plekken.append(Plek(plan.pk, plaats, gemiddeld.get(plan.pk, Fraction(0)), telling))
    return _draw_line(volgorde, plekken, bedrag)


def _draw_line(volgorde, plekken, bedrag):
    """From the top down a plan gets all that it asks, as long as that fits. What is advised already goes first."""
    over = None if bedrag is None else bedrag - sum(plan.vast or 0 for plan in volgorde)
    met_lijn = []
    for plan, plek in zip(volgorde, plekken, strict=True):
        telling, nodig = plek.telling, plan.gevraagd or Decimal(0)
        zin = f"Plaats {plek.plaats} van {len(plekken)}, met {plek.punten_in_woorden} punten."
        zin += _explain_tie(plek, plekken)
        if plek.past and plan.vast is None and over is not None:
            if nodig > over:
                zin += f" Het plan past niet meer in het bedrag van de ronde: er is nog {format_bedrag(max(over, 0))}."
                telling = replace(telling, uitkomst=Uitkomst.AFWIJZEN, bedrag=None)
            else:
                over -= nodig
                zin += " Het plan past in het bedrag van de ronde."
        elif not plek.past:
            zin += f" {telling.waarom}"
        met_lijn.append(replace(plek, telling=replace(telling, waarom=zin)))
    return met_lijn


def _explain_tie(plek, plekken):
    """Without naming the other plan: the applicant reads this too."""
    if sum(ander.punten == plek.punten for ander in plekken) < 2:
        return ""
    return " Een ander plan heeft evenveel punten. Wie eerder indiende, staat dan hoger."
