"""The state of play of an agenda item, as visitors see it."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from gebieden.status import KLAAR, STAPPEN, Status
from gebieden.velden import format_periode, get_periode_end


@dataclass(frozen=True)
class Stand:
    """Made from an item with the annotations of `AgendapuntQuerySet.for_lijst`."""

    status: Status
    sinds: date | None
    wacht_op: str
    laatste_stap: str | None
    nieuws_op: date
    stil_na: int
    eind: str
    vandaag: date

    @classmethod
    def for_punt(cls, punt, at=None):
        return cls(
            status=Status(punt.status),
            sinds=punt.statusbericht.datum,
            wacht_op=punt.statusbericht.wacht_op or "",
            laatste_stap=punt.laatste_stap,
            nieuws_op=punt.laatste_bericht.datum or punt.beloofd_op,
            stil_na=punt.stil_na,
            eind=punt.eind,
            vandaag=at or timezone.localdate(),
        )

    @property
    def is_klaar(self):
        return self.status in KLAAR

    @property
    def stil_op(self):
        """The day on which silence becomes visible."""
        return self.nieuws_op + timedelta(weeks=self.stil_na)

    @property
    def is_stil(self):
        return not self.is_klaar and self.stil_op <= self.vandaag

    @property
    def is_te_laat(self):
        """The planned date has passed and the work has not been done."""
        return bool(self.eind) and not self.is_klaar and get_periode_end(self.eind) < self.vandaag

    @property
    def planning(self):
        return format_periode(self.eind) if self.eind else ""

    @property
    def stap(self):
        """The step where the item is, or where it came to a halt."""
        if self.status == Status.WACHT:
            return Status(self.laatste_stap).stap if self.laatste_stap else None
        return self.status.stap

    @property
    def zin(self):
        """The bar in words."""
        if self.status == Status.AFGEROND:
            return f"Alle {STAPPEN} stappen klaar"
        if self.status == Status.DOORLOPEND:
            return "Loopt elk jaar door"
        if not self.stap:
            return ""
        if self.status == Status.WACHT:
            return f"Stilgezet bij stap {self.stap} van {STAPPEN}"
        return f"Stap {self.stap} van {STAPPEN}: {self.status.label.lower()}"

    @property
    def balk(self):
        """The CSS class of each of the steps, or nothing where a bar would not be honest."""
        if self.status == Status.AFGEROND:
            return ["is-klaar"] * STAPPEN
        if self.status == Status.DOORLOPEND:
            return ["is-doorlopend"] * STAPPEN
        if not self.stap:
            return []
        nu = "" if self.status == Status.WACHT else "is-nu"
        return ["is-geweest"] * (self.stap - 1) + [nu] + [""] * (STAPPEN - self.stap)
