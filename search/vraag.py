"""What somebody typed, as a list of things that a page must be about."""

import re
from dataclasses import dataclass, field
from itertools import pairwise

from .models import Stam
from .nederlands import find_content, stem

MEESTE_WOORDEN = 12
POSTCODE = re.compile(r"([1-9][0-9]{3}) ?[A-Za-z]{2}")
# A word that is typed just so says more than another form of it.
ANDERE_VORM = 0.92


@dataclass(eq=False)
class Begrip:
    """One word of the question, and the words on the site that fit it, with how well."""

    woord: str
    # The words that it makes with the one before and after it: who types gevel tuin may mean geveltuin.
    samen: tuple = ()
    woorden: dict = field(default_factory=dict)
    vormen: set = field(default_factory=set)

    @property
    def stam(self):
        return stem(self.woord)

    def widen(self, other, factor):
        """Also takes what fits another word, as less sure."""
        for key, sure in other.woorden.items():
            self.woorden.setdefault(key, sure * factor)
        self.vormen |= other.vormen


def read_question(zoekterm):
    """Each different word once; only the first dozen. Of a postcode the digits: areas are known by those."""
    if postcode := POSTCODE.fullmatch(zoekterm.strip()):
        zoekterm = postcode[1]
    content = find_content(zoekterm)
    samen = {}
    for pair in pairwise(content):
        for woord in pair:
            samen.setdefault(stem(woord), []).append("".join(pair))
    found = {stem(woord): woord for woord in reversed(content)}
    return [Begrip(woord, tuple(samen.get(stam, ()))) for stam, woord in reversed(found.items())][:MEESTE_WOORDEN]


def find_stems(stems):
    """Which of these some word of the site has for its own."""
    return set(Stam.objects.filter(stam__in=stems, zekerheid=100).values_list("stam", flat=True))


def look_up(begrippen):
    """Finds the words of the site by their stems, in one query."""
    per_stam = {}
    for begrip in begrippen:
        for woord in (begrip.woord, *begrip.samen):
            per_stam.setdefault(stem(woord), []).append(begrip)
    rows = Stam.objects.filter(stam__in=per_stam).values_list("stam", "zekerheid", "woord_id", "woord__woord")
    for stam, zekerheid, key, woord in rows:
        for begrip in per_stam[stam]:
            begrip.woorden[key] = zekerheid / 100 * (1 if woord in (begrip.woord, *begrip.samen) else ANDERE_VORM)
            begrip.vormen.add(woord)
