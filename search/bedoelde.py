"""Which word somebody meant who made a typing error."""

from django.db.models import Count
from rapidfuzz import process
from rapidfuzz.distance import OSA

from .models import Woord
from .openbaar import find_public

KORTSTE = 4
# So many letters may be wrong in a word of this length.
FOUTEN = ((7, 1), (10, 2), (99, 3))
MEESTE = 25


def find_meant(woorden):
    """For each of these unknown words the one it looks like most; only words of pages that are public now."""
    known = list(Woord.objects.order_by("woord").values_list("woord", flat=True))
    close = {woord: _find_close(woord, known) for woord in woorden if len(woord) >= KORTSTE and woord.isalpha()}
    counts = _count_public({kandidaat for found in close.values() for kandidaat in found})
    return {woord: min(seen, key=seen.get) for woord, found in close.items() if (seen := _order(woord, found, counts))}


def _find_close(woord, known):
    fouten = next(number for length, number in FOUTEN if len(woord) <= length)
    found = process.extract(woord, known, scorer=OSA.distance, score_cutoff=fouten, limit=MEESTE)
    return {kandidaat: distance for kandidaat, distance, _ in found if len(kandidaat) >= KORTSTE}


def _count_public(woorden):
    path = "zoekdocument__vermeldingen__woord__woord"
    rows = find_public().order_by().filter(**{f"{path}__in": woorden}).values_list(path).annotate(Count("pk"))
    return dict(rows) if woorden else {}


def _order(woord, found, counts):
    """Least wrong first; a first letter is seldom wrong; then the word that most pages have."""
    return {
        kandidaat: (distance, kandidaat[0] != woord[0], -counts[kandidaat], kandidaat)
        for kandidaat, distance in found.items()
        if kandidaat in counts
    }
