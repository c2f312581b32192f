"""Finds and ranks public pages. The database only finds; what ranks is reckoned here, so each gives the same."""

from collections import Counter
from functools import cached_property
from math import log

from .bedoelde import find_meant
from .nederlands import find_content, stem
from .openbaar import find_plekken, find_public
from .splitsen import get_splitser
from .vondsten import Vondst, find_rows
from .vraag import Begrip, find_stems, look_up, read_question

# How a page counts that is past, and one that is in the named place or only speaks of it.
VOORBIJ, IN_PLEK, BUITEN_PLEK = 0.5, 1.6, 0.6
# Pages that have all of the question are enough from this number; else what has so much of it comes after them.
GENOEG = 5
DEEL, COMPLEET = 0.45, 0.999
# Of those, what scores less than this part of the best says too little.
STAART = 0.15
# With fewer we look wider: a stoeptegel is also a tegel.
RUIMER = 0.4
# How much of the question must be known on this site at all; a word that we guessed is known by half.
BEKEND = 0.35
GERADEN = 0.5
# A part of a compound that was taken apart: how much it says, and how long it must be to stand alone.
LOS_DEEL, LANG_DEEL = 0.6, 5
# Each next page of the same name counts so much less: ten areas may have the same item.
HERHALING = 0.6
# So many of the best are spread like that; hardly anybody turns fifty pages.
VERSPREID = 500
# A place that is named beside a subject is where, not what.
ALS_PLEK = 25
ONBEKEND = log(1001)


class Zoekopdracht:
    """One search. `soort` and `plek` narrow the results; the counts show what each other choice would give."""

    def __init__(self, zoekterm, soort="", plek=""):
        self.zoekterm = zoekterm
        self.soort, self.plek = soort, plek
        self.begrippen = read_question(zoekterm)
        self.verbeterd = {}
        self.vergeefs = []
        self.delen = set()
        self.vondsten, self.volgorde = {}, []
        # How many pages have which words of the question.
        self.samen = Counter()
        # In how many pages each word of the question is found.
        self.aantallen = Counter()
        if self.begrippen:
            self._search()

    @cached_property
    def plekken(self):
        return find_plekken()

    @cached_property
    def publiek(self):
        """Once for a search: finding the branches that are closed is a query of its own."""
        return find_public().order_by()

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
        return self._narrow(soort=self.soort, plek=self.plek)

    @cached_property
    def soorten(self):
        """How many of each kind, in the chosen place."""
        count = Counter(self.vondsten[key].soort for key in self._narrow(plek=self.plek))
        return sorted(count.items(), key=lambda item: (-item[1], item[0]))

    @cached_property
    def gebieden(self):
        """How many in each place, of the chosen kind."""
        count = Counter()
        for plekken, number in Counter(self.vondsten[key].plekken for key in self._narrow(soort=self.soort)).items():
            count.update(dict.fromkeys(plekken.split(), number))
        return [(plek, str(plek.pk), count[str(plek.pk)]) for plek in self.plekken if str(plek.pk) in count]

    def _narrow(self, soort="", plek=""):
        keys = self.volgorde
        if soort:
            keys = [key for key in keys if self.vondsten[key].soort == soort]
        if plek:
            keys = [key for key in keys if plek in self.vondsten[key].plekken.split()]
        return keys

    def _search(self):
        look_up(self.begrippen)
        self._read_hits()
        for rescue in (self._split_unknown, self._correct_unknown, self._recognise_unknown):
            if unknown := self._find_unknown():
                rescue(unknown)
        if self._is_poor():
            self._look_wider()
        self.vergeefs = [begrip.woord for begrip in self._find_unknown()]
        self.volgorde = self._rank()

    def _is_poor(self):
        """Too few different pages have all of the question. One word that is found needs no more."""
        known = len(self.begrippen) - len(self._find_unknown())
        genoeg, complete = GENOEG if len(self.begrippen) > 1 else 1, set()
        for vondst in self.vondsten.values():
            if len(vondst.punten) == known:
                complete.add(vondst.groep)
            if len(complete) >= genoeg:
                return False
        return True

    def _look_wider(self):
        """A compound also by what it is: its last part."""
        heads = {begrip: parts[-1] for begrip in self.begrippen if (parts := self.splitser.split(begrip.woord))}
        ruimer = {begrip: Begrip(head) for begrip, head in heads.items()}
        if ruimer:
            look_up(ruimer.values())
            for begrip, head in ruimer.items():
                begrip.widen(head, RUIMER)
            self._read_hits()

    def _find_unknown(self):
        return [begrip for place, begrip in enumerate(self.begrippen) if place not in self.aantallen]

    def _split_unknown(self, unknown):
        """A compound that no page has: those of its parts that a page has."""
        parts = {begrip.woord: self.splitser.split_loosely(begrip.woord) for begrip in unknown}
        is_alone = len(unknown) == len(self.begrippen)
        self._try_parts(parts, lambda *args: self._says_enough(*args, is_alone))

    def _try_parts(self, parts, is_enough):
        """In the place of a word those of its parts that a public page has, when they are enough of it."""
        parts = {woord: found for woord, found in parts.items() if found}
        if not parts:
            return
        whole = self.begrippen
        self._replace(parts)
        known = {begrip.woord for begrip in self.begrippen} - {begrip.woord for begrip in self._find_unknown()}
        kept = {woord: [part for part in found if part in known] for woord, found in parts.items()}
        self.begrippen = whole
        enough = {woord: found for woord, found in kept.items() if is_enough(parts[woord], found)}
        self._replace(enough)
        self.delen |= {part for found in enough.values() for part in found}

    @staticmethod
    def _says_enough(parts, found, is_alone):
        """A long part, or what it is. An end of which we do not know the begin, only beside another word: vuurwerk."""
        if any(len(part) >= LANG_DEEL for part in found):
            return True
        return parts[-1] in found and (len(parts) > 1 or not is_alone)

    def _correct_unknown(self, unknown):
        meant = find_meant([begrip.woord for begrip in unknown], self.splitser.delen)
        if meant:
            self.verbeterd = meant
            self._replace({typed: [woord] for typed, woord in meant.items()})

    def _recognise_unknown(self, unknown):
        """What is left, by the longest words of the site that it begins and ends with: koffiedrinken."""
        sides = {begrip.woord: self.splitser.list_ends(begrip.woord, LANG_DEEL) for begrip in unknown}
        known = find_stems({stem(text) for both in sides.values() for side in both for text in side})
        words = {
            woord: [[text for text in side if stem(text) in known] for side in both] for woord, both in sides.items()
        }
        longest = {woord: [side[0] for side in both if side] for woord, both in words.items()}
        self._try_parts(longest, lambda parts, found: found)

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
        self.vondsten, self.aantallen = {}, Counter()
        for key, woord, gewicht, soort, plekken, waarde, groep, dag, is_voorbij in (
            find_rows(self.publiek, fits) if fits else ()
        ):
            vondst = self.vondsten.get(key)
            if vondst is None:
                waarde = waarde * VOORBIJ if is_voorbij else waarde
                vondst = self.vondsten[key] = Vondst(soort, plekken, {}, waarde, dag or "", groep)
            punten = vondst.punten
            for place, factor in fits[woord]:
                if place not in punten or gewicht * factor > punten[place]:
                    punten[place] = gewicht * factor
        # Thousands of pages may have the same words of the question: counted once for each set of words.
        self.samen = Counter([tuple(vondst.punten) for vondst in self.vondsten.values()])
        for places, number in self.samen.items():
            self.aantallen.update(dict.fromkeys(places, number))

    def _rank(self):
        """The pages that have all of the question first; where those are few, what has most of it after them."""
        nut = {place: log(1 + 1000 / number) * self._weigh(place) for place, number in self.aantallen.items()}
        if not nut or not self._knows_enough(nut):
            return []
        alles = sum(nut.values())
        dekking = {places: sum(map(nut.get, places)) / alles for places in self.samen}
        grens = max(dekking.values()) * DEEL if self._is_poor() else COMPLEET
        genoemd = self._find_named()
        heel, deels = {}, {}
        for key, vondst in self.vondsten.items():
            deel = dekking[tuple(vondst.punten)]
            if deel >= grens:
                (heel if deel >= COMPLEET else deels)[key] = self._score(vondst, nut, genoemd) * deel**3
        laagste = max([*heel.values(), *deels.values()]) * STAART
        return self._spread(heel | {key: value for key, value in deels.items() if value >= laagste})

    def _weigh(self, place):
        """The parts of a compound together say about as much as one word."""
        return LOS_DEEL if self.begrippen[place].woord in self.delen else 1

    def _spread(self, score):
        """Best first, of the same worth the newest, but not ten of the same name in a row."""
        found = self.vondsten
        keys = sorted(sorted(score), key=lambda key: found[key].dag, reverse=True)
        keys.sort(key=score.get, reverse=True)
        begin, seen = keys[:VERSPREID], Counter()
        for key in begin:
            groep = found[key].groep
            score[key] *= HERHALING ** seen[groep]
            seen[groep] += 1
        return sorted(begin, key=score.get, reverse=True) + keys[VERSPREID:]

    def _knows_enough(self, nut):
        """Of a question that is hardly known here, a single word that happens to fit is no answer."""
        goed = set(self.verbeterd.values())
        bekend = sum(nut[place] * (GERADEN if self.begrippen[place].woord in goed else 1) for place in nut)
        return bekend >= BEKEND * (sum(nut.values()) + ONBEKEND * len(self.vergeefs))

    def _score(self, vondst, nut, genoemd):
        plekken, plekwoorden = genoemd
        score = 0
        for place, punten in vondst.punten.items():
            score += nut[place] * (min(punten, ALS_PLEK) if place in plekwoorden else punten)
        score *= vondst.waarde
        if plekken:
            score *= IN_PLEK if plekken.intersection(vondst.plekken.split()) else BUITEN_PLEK
        return score

    def _find_named(self):
        """The places that the question names, and which of its words do so. West-Graftdijk is not West."""
        asked = {begrip.stam for begrip in self.begrippen}
        names = {str(plek.pk): {stem(woord) for woord in find_content(plek.title)} for plek in self.plekken}
        named = {key: name for key, name in names.items() if name and name <= asked}
        named = {key: name for key, name in named.items() if not any(name < other for other in named.values())}
        stems = set().union(*named.values())
        words = {place for place, begrip in enumerate(self.begrippen) if begrip.stam in stems}
        return set(named), words if len(words) < len(self.begrippen) else set()
