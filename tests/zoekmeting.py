"""How well a search answers the questions in zoekvragen.toml."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

BESTAND = Path(__file__).parent / "zoekvragen.toml"
# What somebody sees without turning the page.
EERSTE = 10


@dataclass
class Uitslag:
    """For one question: what was expected, and the addresses that were found."""

    vraag: str
    verwacht: list
    ook: list
    gevonden: list

    @property
    def gemist(self):
        return [slug for slug in self.verwacht if not any(_is_at(adres, slug) for adres in self.gevonden)]

    @property
    def recall(self):
        return 1 - len(self.gemist) / len(self.verwacht) if self.verwacht else None

    @property
    def precision(self):
        """How much of the first page is about it. Who expects nothing wants an empty page."""
        goed = sum(self._is_good(adres) for adres in self.gevonden)
        return goed / len(self.gevonden) if self.gevonden else None if self.verwacht else 1

    @property
    def eerste_goed(self):
        return bool(self.gevonden and self._is_good(self.gevonden[0])) or not (self.verwacht or self.gevonden)

    def _is_good(self, adres):
        return any(_is_at(adres, slug) for slug in [*self.verwacht, *self.ook])


def _is_at(adres, slug):
    """The page itself, or an update under an item."""
    adres = adres.rstrip("/")
    return adres.endswith(f"/{slug}") or (adres.rpartition("/")[0].endswith(f"/{slug}") and "/voortgang-" in adres)


def read_questions():
    """The sets of questions, by name."""
    return tomllib.loads(BESTAND.read_text())


def measure(vragen, find):
    """`find` gives the addresses for what was typed, the best first."""
    return [
        Uitslag(rij["vraag"], rij["verwacht"], rij.get("ook", []), find(rij["vraag"])[:EERSTE])
        for rij in read_questions()[vragen]
    ]


def summarize(uitslagen):
    """Recall, precision and the share of questions whose first hit is right."""
    return {
        "recall": _mean(uitslag.recall for uitslag in uitslagen),
        "precision": _mean(uitslag.precision for uitslag in uitslagen),
        "eerste": _mean(uitslag.eerste_goed for uitslag in uitslagen),
    }


def _mean(values):
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else 0
