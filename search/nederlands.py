"""Dutch words as residents type them, brought to one form. The same for what is indexed and what is asked."""

import re
import unicodedata
from functools import lru_cache
from pathlib import Path

import snowballstemmer

from .werkwoorden import find_forms

FOLDER = Path(__file__).parent
LONGEST = 60
WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)?")
_porter = snowballstemmer.stemmer("dutch_porter")

# What no rule finds.
ONREGELMATIG = {
    **{"kinderen": "kind", "kinder": "kind", "eieren": "ei", "steden": "stad", "leden": "lid", "schepen": "schip"},
    **{"centra": "centrum", "musea": "museum", "gelden": "geld", "jongere": "jongeren", "jong": "jongeren"},
    **{"bewoonster": "bewoner", "bewoonsters": "bewoner", "schoner": "schoon", "schone": "schoon", "wegen": "weg"},
    **{"fietsen": "fiets", "oudere": "ouderen", "bestuursleden": "bestuurslid", "paden": "pad", "gaten": "gat"},
    **{"veiliger": "veilig", "drukker": "druk", "drukke": "druk", "sneller": "snel", "langzamer": "langzaam"},
    **{"meisje": "meisje", "beetje": "beetje", "groener": "groen", "lichter": "licht", "donkere": "donker"},
    **{"buren": "buur", "bussen": "bus", "boa's": "boa", "vrijwilligers": "vrijwilliger", "reed": "rijden"},
    **{"cafes": "cafe"},
    **{"gereden": "rijden", "rijdt": "rijden", "rijd": "rijden", "geparkeerd": "parkeren", "gesloten": "sluiten"},
}
# Plurals in -s go, but not the s of these.
NIET_S = (
    *("adres", "proces", "succes", "expres", "congres", "mens", "grens", "lens", "vers", "pers", "kers", "koers"),
    *("essens", "schans", "kans", "dans", "prijs", "huis", "reis", "ijs", "plaats", "glas", "les"),
)
# By their form: the whole verb, and the part that may stand so many words further on.
SCHEIDBAAR = {
    **dict.fromkeys(("vraag", "vraagt", "vragen"), (("aanvragen", "aan"),)),
    **dict.fromkeys(("dien", "dient", "dienen"), (("indienen", "in"),)),
    **dict.fromkeys(("meld", "meldt", "melden"), (("aanmelden", "aan"),)),
    **dict.fromkeys(("ruim", "ruimt", "ruimen"), (("opruimen", "op"),)),
    **dict.fromkeys(("steek", "steekt", "steken"), (("oversteken", "over"),)),
    **dict.fromkeys(("praat", "praten"), (("meepraten", "mee"),)),
    **dict.fromkeys(("denk", "denkt", "denken"), (("meedenken", "mee"),)),
    **dict.fromkeys(("doe", "doet", "doen"), (("meedoen", "mee"),)),
}
VERSTE = 8
# The t before -je belongs to the word.
EIGEN_T = (
    *("kaartje", "plantje", "puntje", "hartje", "buurtje", "krantje", "kantje", "muntje", "taartje", "poortje"),
    *("tentje", "prentje", "sportje", "veldje", "beeldje", "strandje", "paardje", "landje", "kindje"),
)


def read_words(name):
    """The words in one of our text files; what follows # explains."""
    lines = (FOLDER / name).read_text().splitlines()
    return frozenset(word for line in lines for word in fold(line.split("#")[0]).split())


def fold(text):
    """Lower case, without accents."""
    text = text.lower().replace("\u0133", "ij").replace("\u2019", "'").replace("\u2018", "'").replace("\u00ad", "")
    return "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))


STOPWOORDEN = read_words("stopwoorden.txt")
VORMEN = find_forms(sorted(read_words("werkwoorden.txt")))


def tokens(text):
    """Every word, folded, in order."""
    return [word[:LONGEST] for word in WORD.findall(fold(text))]


def find_content(text):
    """The words that say what it is about."""
    words = _join_verbs(tokens(text))
    return [word for word in words if word not in STOPWOORDEN and (len(word) > 1 or word.isdigit())]


def _join_verbs(words):
    """Verbs that stand apart in a sentence, as one: vraag ... aan."""
    joined = list(words)
    for place, word in enumerate(words):
        for verb, particle in SCHEIDBAAR.get(word, ()):
            if particle in words[place + 1 : place + 1 + VERSTE]:
                joined[place] = verb
    return joined


@lru_cache(50_000)
def stem(word):
    """The form that a word shares with its plural, its diminutive and the like."""
    word = _drop_plural(_drop_diminutive(_to_regular(word)))
    if len(word) <= 3 or word.isdigit():
        return word
    stam = _porter.stemWord(word)
    if len(stam) > 3 and stam[-1] == stam[-2] and stam[-1] not in "aeiou":
        stam = stam[:-1]
    # A v or z at the end is written f or s: initiatieven, huizen.
    stam = {"v": stam[:-1] + "f", "z": stam[:-1] + "s"}.get(stam[-1], stam)
    return stam[:-1] if len(stam) > 3 and stam[-1] == "s" and stam[-2] not in "aeiou" else stam


def _to_regular(word):
    word = ONREGELMATIG.get(word) or VORMEN.get(word, word)
    word = ONREGELMATIG.get(word, word).replace("'s", "").replace("'", "")
    return word[:-1] + "um" if word.endswith("centra") else word


def _drop_diminutive(word):
    if word.endswith("jes"):
        word = word[:-1]
    if not word.endswith("je") or len(word) < 6 or word in ONREGELMATIG:
        return word
    if word.endswith("etje") and len(word) > 7 and word[-5] not in "aeiou":
        return word[:-4]
    if word.endswith("mpje"):
        return word[:-3]
    if word.endswith(("ntje", "ltje", "rtje", "wtje")) and not word.endswith(EIGEN_T):
        return word[:-3]
    return word[:-2]


def _drop_plural(word):
    if word.endswith("ies") and len(word) > 5:
        return word[:-1]
    if len(word) > 5 and word.endswith(("es", "ens", "els", "ers", "ems")) and not word.endswith(NIET_S):
        return word[:-1]
    return word
