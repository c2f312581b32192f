"""How easy a Dutch text is to read. `leesbaarheid.js` does the same in the browser, with the patterns of this file.

The figure is the Leesindex A of R.H.M. Brouwer (Onderzoek naar de leesmoeilijkheid van Nederlands proza, Paedagogische
Studiën 40, 1963): 195 - 2 x words per sentence - 2/3 x syllables per hundred words. A higher figure is easier. Of this
one, Flesch-Douma and LIX it keeps our own texts at B1 and at C1 farthest apart: see tests/test_leesbaarheid.py.
"""

import re
from dataclasses import dataclass, field
from math import floor

# Our own texts at B1 have 52 or more, those at C1 11 or less (tests/ijkteksten.toml). Between lies what can be simpler.
NIVEAUS = [[50, "Goed te lezen"], [30, "Kan eenvoudiger"], [0, "Moeilijk te lezen"]]
# Fewer words say nothing about a text.
GENOEG_WOORDEN = 30
# A sentence with more words than this is long.
LANGE_ZIN = 20
LANGSTE_UITDRUKKING = 5

LETTERS = "A-Za-zÀ-ÖØ-öø-ÿ"
WOORD = rf"\d+(?:[.,:]\d+)*|[{LETTERS}0-9]+(?:['’-][{LETTERS}0-9]+)*"
# One sound is one syllable; a letter with a diaeresis begins a new one.
KLANK = "aai|ooi|oei|eeu|ieu|aa|ee|oo|uu|ie|oe|eu|ui|ei|ij|ou|au|[aeiouàáâäèéêëìíîïòóôöùúûü]|y(?![aeiou])"
ZINSEINDE = r"(?:(?<=[.!?])|(?<=[.!?][\"”’')]))\s+(?=[\"“‘'(]*[0-9A-ZÀ-ÖØ-Þ])"
AFKORTING = (
    r"(?:^|[\s(])(?:bijv|ca|dhr|mevr|mw|dr|drs|ir|ing|mr|prof|nr|art|blz|max|min|tel|incl|excl|jl|st|"
    r"[a-z](?:\.[a-z])+)\.$"
)
ZINSDEEL = r"[,;:]|\s(?:en|maar|want|omdat)\s"
WORDEN = ["wordt", "worden", "werd", "werden"]
DEELWOORD = (
    "(?:aan|af|bij|door|goed|in|mee|na|om|op|over|samen|schoon|terug|toe|uit|vast|voor|weg)?ge[a-zë]{2,}(?:d|t|en)|"
    "(?:be|ver|ont|her)[a-z]{3,}[dt]|"
    "(?:onder(?:zocht|houden|tekend)|over(?:legd|wogen)|voltooid|[a-z]{3,}eerd|herzien|"
    "(?:be(?:sproken|keken|sloten|schreven|wezen|trokken)|ver(?:boden|vangen|wezen|broken|leden)|ont(?:vangen|worpen)))"
)
# These look like a participle and are none.
# fmt: off
GEEN_DEELWOORD = [
    "bedrijf", "beeld", "bekend", "beleid", "beperkt", "bereid", "bericht", "besluit", "best", "bestand", "bewust",
    "bezet", "gebied", "gebieden", "gebouwen", "geduld", "geest", "geld", "gelden", "geleden", "geluid",
    "gemeenten", "geschikt", "geschillen", "gesprekken", "getallen", "gevallen", "geweld", "gewicht", "gewoonten",
    "gezicht", "gezinnen", "gezond", "herfst", "verbaasd", "verband", "verbod", "verkeerd", "verliefd", "verschild",
    "verschillend", "verstand", "vervelend", "verwant",
]
# fmt: on

REGELS = {
    "niveaus": NIVEAUS,
    "genoegWoorden": GENOEG_WOORDEN,
    "langeZin": LANGE_ZIN,
    "langsteUitdrukking": LANGSTE_UITDRUKKING,
    "woord": WOORD,
    "klank": KLANK,
    "zinseinde": ZINSEINDE,
    "afkorting": AFKORTING,
    "zinsdeel": ZINSDEEL,
    "worden": WORDEN,
    "deelwoord": f"^(?:{DEELWOORD})$",
    "geenDeelwoord": GEEN_DEELWOORD,
}


@dataclass(frozen=True)
class Zin:
    tekst: str
    woorden: list

    @property
    def is_lang(self):
        return len(self.woorden) > LANGE_ZIN


@dataclass
class Meting:
    """What a text is like: `moeilijk` pairs each difficult word with a simpler one."""

    zinnen: list
    lettergrepen: int
    moeilijk: dict = field(default_factory=dict)

    @property
    def woorden(self):
        return sum(len(zin.woorden) for zin in self.zinnen)

    @property
    def cijfer(self):
        """The figure, or None for a text that is too short to have one."""
        if self.woorden < GENOEG_WOORDEN:
            return None
        per_honderd = 100 * self.lettergrepen / self.woorden
        per_zin = self.woorden / len(self.zinnen)
        return min(100, max(0, floor(195 - 2 * per_zin - 2 * per_honderd / 3 + 0.5)))

    @property
    def niveau(self):
        return get_niveau(self.cijfer)

    @property
    def lange_zinnen(self):
        """The longest first."""
        return sorted((zin for zin in self.zinnen if zin.is_lang), key=lambda zin: -len(zin.woorden))

    @property
    def lijdende_zinnen(self):
        return [zin for zin in self.zinnen if is_passive(zin.tekst)]

    @property
    def is_goed(self):
        return not self.lange_zinnen and not self.moeilijk and (self.cijfer is None or self.cijfer >= NIVEAUS[0][0])


def get_niveau(cijfer):
    if cijfer is None:
        return "Nog te weinig tekst voor een cijfer"
    return next(naam for grens, naam in NIVEAUS if cijfer >= grens)


def measure(alineas, woordenboek=None):
    zinnen = [zin for alinea in alineas for zin in split_sentences(alinea)]
    lettergrepen = sum(count_syllables(woord) for zin in zinnen for woord in zin.woorden)
    moeilijk = {}
    for zin in zinnen:
        moeilijk |= find_difficult(zin.woorden, woordenboek or {})
    return Meting(zinnen, lettergrepen, moeilijk)


def split_sentences(alinea):
    """Without what has no words. After an abbreviation the sentence goes on."""
    pieces = []
    for piece in re.split(ZINSEINDE, alinea.strip()):
        if pieces and re.search(AFKORTING, pieces[-1], re.IGNORECASE):
            pieces[-1] += f" {piece}"
        else:
            pieces.append(piece)
    zinnen = [Zin(piece, re.findall(WOORD, piece)) for piece in pieces]
    return [zin for zin in zinnen if zin.woorden]


def count_syllables(woord):
    """A number or an abbreviation without vowels counts as one."""
    return max(1, len(re.findall(KLANK, woord.lower())))


def find_difficult(woorden, woordenboek):
    """The difficult words in a sentence, the longest expression first."""
    found, place = {}, 0
    kleine = [woord.lower() for woord in woorden]
    while place < len(kleine):
        for length in range(LANGSTE_UITDRUKKING, 0, -1):
            uitdrukking = " ".join(kleine[place : place + length])
            if len(kleine) >= place + length and uitdrukking in woordenboek:
                found[uitdrukking] = woordenboek[uitdrukking]
                place += length - 1
                break
        place += 1
    return found


def is_passive(zin):
    """A form of 'worden' with a participle in the same part of the sentence. See tests/lijdende_zinnen.toml."""
    return any(_has_passive(re.findall(WOORD, deel.lower())) for deel in re.split(ZINSDEEL, zin))


def _has_passive(woorden):
    if not any(woord in WORDEN for woord in woorden):
        return False
    return any(
        re.fullmatch(DEELWOORD, woord) and woord not in GEEN_DEELWOORD and (number == 0 or woorden[number - 1] != "te")
        for number, woord in enumerate(woorden)
    )
