"""Takes compound words apart: verkeersveiligheid is about verkeer and about veiligheid."""

from functools import cached_property, lru_cache
from itertools import pairwise

from .nederlands import fold, read_words, stem, tokens

SHORTEST = 3
MOST_PARTS = 4
# The part that we know, of the whole word: else it is chance.
GENOEG_DEEL = 0.4
# What stands between two parts.
TUSSEN = ("s", "en", "e", "n")


@lru_cache(maxsize=8)
def get_splitser(namen):
    """One for each set of names: it remembers what it took apart."""
    return Splitser(namen)


class Splitser:
    """Knows the list of parts. Names of places are whole, and may be a part of a longer word."""

    def __init__(self, namen=()):
        self.namen = {word for naam in namen for word in tokens(naam) if len(word) >= SHORTEST + 1}
        self.gezien = {}

    @cached_property
    def delen(self):
        return {word for word in read_words("woorddelen.txt") if len(word) >= SHORTEST} | self.namen

    @cached_property
    def stammen(self):
        return {stem(word) for word in self.delen}

    def split(self, word):
        """The parts, or nothing when it is no compound that we know."""
        word = fold(word)
        if word not in self.gezien:
            whole = word in self.namen or word in self.delen or len(word) < 2 * SHORTEST
            self.gezien[word] = [] if whole else self._split(word, MOST_PARTS) or []
        return self.gezien[word]

    def split_loosely(self, word):
        """The parts, or the last part alone when we do not know the first: a hangplek is a plek."""
        if (parts := self.split(word)) or word in self.namen:
            return parts
        longest = int(len(word) * (1 - GENOEG_DEEL))
        ends = (word[place:] for place in range(SHORTEST, min(longest, len(word) - SHORTEST - 1) + 1))
        return next(([end] for end in ends if self._is_end(end)), [])

    @staticmethod
    def list_ends(word, shortest):
        """What a word that we do not know may end and begin with, the longest first."""
        word = fold(word)
        lengths = range(len(word) - SHORTEST, shortest - 1, -1)
        return [word[-length:] for length in lengths], [word[:length] for length in lengths]

    def _is_end(self, text):
        """No name ends a word: who types begrijp does not mean De Rijp."""
        return text not in self.namen and (text in self.delen or stem(text) in self.stammen)

    def find_stems(self, word):
        """The stem of the word itself, of its parts, and of each two parts that stand together; with how sure."""
        parts = self.split(word)
        found = {}
        for number, part in enumerate(parts):
            # The last part says what it is: a verkeersplan is a plan.
            found[stem(part)] = 70 if number == len(parts) - 1 else 55
        if len(parts) > 2:
            found.update({stem(pair): 80 for pair in self._find_pairs(fold(word), parts)})
        return {**found, stem(word): 100}

    @staticmethod
    def _find_pairs(word, parts):
        """Each two parts that stand together, with the letters between them as they are in the word."""
        places, end = [], 0
        for part in parts:
            begin = word.index(part, end)
            end = begin + len(part)
            places.append((begin, end))
        return [word[first[0] : second[1]] for first, second in pairwise(places)]

    def _split(self, word, most):
        best = None
        for place in range(SHORTEST, len(word) - SHORTEST + 1):
            begin = self._read_part(word[:place])
            if not begin:
                continue
            parts = [begin, *rest] if (rest := self._read_rest(word[place:], most)) else None
            if parts and (not best or (len(parts), -len(parts[0])) < (len(best), -len(best[0]))):
                best = parts
        return best

    def _read_rest(self, rest, most):
        if rest in self.delen or (len(rest) > 3 and stem(rest) in self.stammen):
            return [rest]
        return self._split(rest, most - 1) if most > 2 else None

    def _read_part(self, text):
        if text in self.delen:
            return text
        for between in TUSSEN:
            if text.endswith(between) and text[: -len(between)] in self.delen:
                return text[: -len(between)]
        return text if len(text) > 4 and stem(text) in self.stammen else None
