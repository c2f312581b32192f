"""The term in which an application must be decided on: from the day of receipt, standing still while it is incomplete.

Counted in days of Alkmaar, so a change to summer time takes no hour. The Algemene termijnenwet does not lengthen a term
of more than twelve weeks (article 4), so the last day may be a Sunday; the desk is warned ahead instead.
"""

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Pauze:
    """From the day after completion was asked, until the day on which it came or its date went by (Awb 4:15)."""

    van: date
    uiterlijk: date
    tot: date | None = None

    def is_running(self, vandaag):
        return self.tot is None and vandaag <= self.uiterlijk

    def count_days(self, vandaag):
        eind = self.tot or min(vandaag, self.uiterlijk)
        return max((eind - self.van).days - 1, 0)


@dataclass(frozen=True)
class Klok:
    """`verdaagd` is by how many days the term was made longer with a notice (Awb 4:14)."""

    ontvangen: date
    weken: int
    pauzes: tuple = ()
    verdaagd: int = 0

    def is_paused(self, vandaag):
        return any(pauze.is_running(vandaag) for pauze in self.pauzes)

    def count_paused(self, vandaag):
        return sum(pauze.count_days(vandaag) for pauze in self.pauzes)

    def get_uiterlijk(self, vandaag):
        """The last day on which a decision is in time, as it stands today."""
        return self.ontvangen + timedelta(weeks=self.weken, days=self.count_paused(vandaag) + self.verdaagd)
