"""The public register of granted initiatives, as a visitor asks for it, and the sums under it."""

from copy import copy
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from statistics import median
from typing import NamedTuple

from django.core.paginator import Paginator
from django.db.models import Count, Q, Sum
from django.utils import timezone
from django.utils.functional import cached_property

from gebieden.alle_gebieden import get_gebieden
from gebieden.kaart import Kaart
from home.geheugen import remembered
from initiatieven.models.budget import BoekingSoort, Budget
from initiatieven.models.geschiedenis import Gebeurtenis
from initiatieven.openbaar.openbaar import TOEKENNING, UITLEG, get_toegekend, vertel

PER_BLADZIJDE = 20
# A table with more years fits on no phone; all years are in the downloads.
JAREN_IN_TABEL = 3
BESLUITEN = (*TOEKENNING, "wijs_af")
# Of fewer decisions a median says nothing.
GENOEG_BESLUITEN = 5


@dataclass
class Som:
    aantal: int = 0
    bedrag: Decimal = Decimal(0)

    def add(self, aantal, bedrag):
        self.aantal += aantal
        self.bedrag += bedrag or 0


class Deelsom(NamedTuple):
    pad: str | None
    naam: str
    jaar: int
    stand: str
    aantal: int
    bedrag: Decimal | None

    def is_in(self, gebied):
        return (self.pad or "").startswith(gebied.path)


class Register:
    def __init__(self, parameters):
        self.gebieden = get_gebieden()
        self.gebied = next((gebied for gebied in self.gebieden if gebied.slug == parameters.get("gebied")), None)
        self.jaar = next((jaar for jaar in self.jaren if str(jaar) == parameters.get("jaar")), None)
        self.stand = next((stand for stand in UITLEG if stand == parameters.get("stand")), None)
        self.nummer = parameters.get("bladzijde")

    @cached_property
    def toegekend(self):
        """What the visitor asked for. The villages of a wijk belong to it."""
        toegekend = get_toegekend()
        if self.gebied:
            toegekend = toegekend.filter(gebied__path__startswith=self.gebied.path)
        if self.jaar:
            toegekend = toegekend.filter(jaar=self.jaar)
        return toegekend.filter(stand=self.stand) if self.stand else toegekend

    @cached_property
    def bladzijde(self):
        paginator = Paginator(self.toegekend, PER_BLADZIJDE)
        # Known already: the table of all years has counted.
        paginator.count = self._gevraagd.aantal
        return paginator.get_page(self.nummer)

    @cached_property
    def initiatieven(self):
        return vertel(self.bladzijde.object_list, self.gebieden)

    def get_alles(self):
        """All that the visitor asked for, for a download."""
        return vertel(self.toegekend, self.gebieden)

    @property
    def totaal(self):
        return self._gevraagd.bedrag

    @cached_property
    def _gevraagd(self):
        """How many and how much of what the visitor asked for."""
        som = Som()
        for rij in self._sommen:
            if (
                (not self.gebied or rij.is_in(self.gebied))
                and (not self.jaar or rij.jaar == self.jaar)
                and (not self.stand or rij.stand == self.stand)
            ):
                som.add(rij.aantal, rij.bedrag)
        return som

    @cached_property
    def _sommen(self):
        """How many and how much, per area, year and stand."""
        return remembered("sommen van het register", self._read_sommen)

    @staticmethod
    def _read_sommen():
        sommen = get_toegekend().order_by().values_list("gebied__path", "gebied_naam", "jaar", "stand")
        return [Deelsom(*rij) for rij in sommen.annotate(aantal=Count("pk"), totaal=Sum("bedrag"))]

    @cached_property
    def jaren(self):
        return sorted({rij.jaar for rij in self._sommen}, reverse=True)

    @property
    def jaren_in_tabel(self):
        return self.jaren[:JAREN_IN_TABEL]

    @cached_property
    def tabel(self):
        """A row for each area: its name, the sums of the newest years, and that of all years."""
        rijen = {}
        for rij in self._sommen:
            per_jaar = rijen.setdefault(rij.naam or "Elders in Alkmaar", {})
            per_jaar.setdefault(rij.jaar, Som()).add(rij.aantal, rij.bedrag)
            per_jaar.setdefault("alles", Som()).add(rij.aantal, rij.bedrag)
        return [(naam, *self._pick(per_jaar)) for naam, per_jaar in sorted(rijen.items())]

    @cached_property
    def onderste_rij(self):
        per_jaar = {"alles": Som()}
        for rij in self._sommen:
            per_jaar.setdefault(rij.jaar, Som()).add(rij.aantal, rij.bedrag)
            per_jaar["alles"].add(rij.aantal, rij.bedrag)
        return self._pick(per_jaar)

    def _pick(self, per_jaar):
        return [(jaar, per_jaar.get(jaar, Som())) for jaar in self.jaren_in_tabel], per_jaar["alles"]

    @cached_property
    def kaart(self):
        """The map of the wijken, each with the number of initiatives in it and its villages."""
        wijken = [copy(gebied) for gebied in self.gebieden if not gebied.is_dorp]
        for wijk in wijken:
            wijk.aantal = sum(rij.aantal for rij in self._sommen if rij.is_in(wijk))
            wijk.is_gekozen = bool(self.gebied and self.gebied.path.startswith(wijk.path))
        return Kaart(wijken)


def get_budgetten(at=None):
    """What each group may grant this year and what is left of it."""
    jaar = (at or timezone.localdate()).year
    plafond = Sum("boekingen__bedrag", filter=Q(boekingen__soort=BoekingSoort.PLAFOND))
    budgetten = Budget.objects.filter(jaar=jaar, regiegroep__actief=True).annotate(plafond=plafond)
    return budgetten.select_related("regiegroep").order_by("regiegroep__naam")


@dataclass(frozen=True)
class Snelheid:
    """How long decisions took, from the day of receipt."""

    besluiten: int
    weken: int = 0
    op_tijd: int = 0

    @property
    def is_genoeg(self):
        return self.besluiten >= GENOEG_BESLUITEN


def meet_snelheid(at=None):
    """Of the decisions of the last year."""
    sinds = (at or timezone.now()) - timedelta(days=365)
    besluiten = Gebeurtenis.objects.filter(soort__in=BESLUITEN, moment__gte=sinds, aanvraag__ingediend_op__isnull=False)
    rijen = list(besluiten.values_list("moment", "aanvraag__ingediend_op", "aanvraag__uiterlijk"))
    if not rijen:
        return Snelheid(0)
    weken = median((moment - ingediend).days / 7 for moment, ingediend, _ in rijen)
    op_tijd = sum(uiterlijk is None or timezone.localdate(moment) <= uiterlijk for moment, _, uiterlijk in rijen)
    return Snelheid(len(rijen), round(weken), op_tijd)
