"""Finds and ranks public pages. The database only finds; what ranks is reckoned here, so each gives the same."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from math import log

from django.utils import timezone

from .bedoelde import find_meant
from .nederlands import find_content, stem
from .openbaar import find_plekken, find_public
from .splitsen import get_splitser
from .vraag import Begrip, look_up, read_question

# How a page counts that is past, and one that is in the named place or only speaks of it.
VOORBIJ, IN_PLEK, BUITEN_PLEK = 0.5, 1.6, 0.6
# Where no page has everything: how much of the best one another must have.
DEEL = 0.75
GEEN_DATUM = date.min


@dataclass
class Vondst:
    """A page that was found, as far as ranking and counting need it."""

    soort: str
    plekken: str
    punten: dict = field(default_factory=dict)
    waarde: float = 1
    dag: int = 0


class Zoekopdracht:
    """One search. `soort` and `plek` narrow the results; the counts show what each other choice would give."""

    def __init__(self, zoekterm, soort="", plek=""):
        self.zoekterm = zoekterm
        self.soort, self.plek = soort, plek
        self.begrippen = read_question(zoekterm)
        self.verbeterd = {}
        self.vergeefs = []
        self.vondsten, self.volgorde = {}, []
        if self.begrippen:
            self._search()

    @cached_property
    def plekken(self):
        return find_plekken()

    @cached_property
    def splitser(self):
        return get_splitser(tuple(plek.title for plek in self.plekken))

    @property
    def bedoelde(self):
        """The question with the words that we think were meant, or nothing when all are as typed."""
        woorden = [self.verbeterd.get(woord, woord) for woord in find_content(self.zoekterm)]
        return " ".join(woorden) if self.verbeterd else ""

    @property
    def vormen(self):
        """Every word that counts as a hit, to be marked."""
        return set().union(*(begrip.vormen for begrip in self.begrippen))

    @cached_property
    def resultaten(self):
        """The keys of the documents, the best first."""
        return [key for key in self.volgorde if self._fits(key, soort=self.soort, plek=self.plek)]

    @cached_property
    def soorten(self):
        """How many of each kind, in the chosen place."""
        count = Counter(self.vondsten[key].soort for key in self.volgorde if self._fits(key, plek=self.plek))
        return sorted(count.items(), key=lambda item: (-item[1], item[0]))

    @cached_property
    def gebieden(self):
        """How many in each place, of the chosen kind."""
        chosen = (self.vondsten[key].plekken for key in self.volgorde if self._fits(key, soort=self.soort))
        count = Counter(plek for plekken in chosen for plek in plekken.split())
        return [(plek, count[str(plek.pk)]) for plek in self.plekken if str(plek.pk) in count]

    def _fits(self, key, soort="", plek=""):
        vondst = self.vondsten[key]
        return (not soort or vondst.soort == soort) and (not plek or plek in vondst.plekken.split())

    def _search(self):
        look_up(self.begrippen)
        self._read_hits()
        for rescue in (self._split_unknown, self._correct_unknown):
            if unknown := self._find_unknown():
                rescue(unknown)
        self.vergeefs = self._find_unknown()
        self.begrippen = [begrip for begrip in self.begrippen if begrip not in self.vergeefs]
        self.volgorde = self._rank()

    def _find_unknown(self):
        known = {place for vondst in self.vondsten.values() for place in vondst.punten}
        return [begrip for place, begrip in enumerate(self.begrippen) if place not in known]

    def _split_unknown(self, unknown):
        """A compound that no page has: its parts."""
        parts = {begrip.woord: self.splitser.split(begrip.woord) for begrip in unknown}
        if any(parts.values()):
            self._replace({woord: found for woord, found in parts.items() if found})

    def _correct_unknown(self, unknown):
        meant = find_meant([begrip.woord for begrip in unknown])
        if meant:
            self.verbeterd = meant
            self._replace({typed: [woord] for typed, woord in meant.items()})

    def _replace(self, words):
        """Asks again, with other words in the place of some."""
        self.begrippen = [
            Begrip(new) if new != begrip.woord else begrip
            for begrip in self.begrippen
            for new in words.get(begrip.woord, [begrip.woord])
        ]
        look_up(self.begrippen)
        self._read_hits()

    def _read_hits(self):
        """All hits in one query, small rows; what ranks and counts them happens here."""
        fits = {}
        for place, begrip in enumerate(self.begrippen):
            for key, factor in begrip.woorden.items():
                fits.setdefault(key, []).append((place, factor))
        self.vondsten = {}
        for key, woord, gewicht, *rest in _find_rows(fits) if fits else ():
            vondst = self.vondsten.get(key) or self.vondsten.setdefault(key, self._make(*rest))
            for place, factor in fits[woord]:
                punten = gewicht * factor
                if punten > vondst.punten.get(place, 0):
                    vondst.punten[place] = punten

    def _make(self, soort, plekken, waarde, actueel_tot, datum):
        is_voorbij = actueel_tot and actueel_tot < timezone.now()
        dag = (datum or GEEN_DATUM).toordinal()
        return Vondst(soort, plekken, waarde=waarde * (VOORBIJ if is_voorbij else 1), dag=dag)

    def _rank(self):
        """The pages that have all of the question; where there are none, those that have most of it."""
        count = Counter(place for vondst in self.vondsten.values() for place in vondst.punten)
        nut = {place: log(1 + 1000 / number) for place, number in count.items()}
        dekking = {key: sum(nut[place] for place in vondst.punten) for key, vondst in self.vondsten.items()}
        alles, best = sum(nut.values()), max(dekking.values(), default=0)
        grens = best - 1e-9 if best > alles - 1e-9 else best * DEEL
        chosen = [key for key, value in dekking.items() if value >= grens]
        genoemd = self._find_named()
        score = {key: self._score(self.vondsten[key], nut, genoemd) * (dekking[key] / alles) ** 2 for key in chosen}
        return sorted(chosen, key=lambda key: (-score[key], -self.vondsten[key].dag, key))

    def _score(self, vondst, nut, genoemd):
        score = vondst.waarde * sum(nut[place] * punten for place, punten in vondst.punten.items())
        if genoemd:
            score *= IN_PLEK if genoemd.intersection(vondst.plekken.split()) else BUITEN_PLEK
        return score

    def _find_named(self):
        """The keys of the places that the question names. West-Graftdijk is not West."""
        asked = {begrip.stam for begrip in self.begrippen}
        names = {str(plek.pk): {stem(woord) for woord in find_content(plek.title)} for plek in self.plekken}
        named = {key: name for key, name in names.items() if name and name <= asked}
        return {key for key, name in named.items() if not any(name < other for other in named.values())}


def _find_rows(words):
    """A row for each word in each public page. The page itself is asked whether it is public at this minute."""
    vermelding, document = "zoekdocument__vermeldingen", "zoekdocument"
    rows = find_public().order_by().filter(**{f"{vermelding}__woord__in": list(words)})
    return rows.values_list(
        f"{document}__pk",
        f"{vermelding}__woord_id",
        f"{vermelding}__gewicht",
        *(f"{document}__{name}" for name in ("soort", "plekken", "gewicht", "actueel_tot", "datum")),
    ).iterator(chunk_size=5000)
