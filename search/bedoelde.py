"""Which word somebody meant who made a typing error."""

from django.db.models import Count
from rapidfuzz import process
from rapidfuzz.distance import OSA

from .models import Synoniem, Woord
from .nederlands import find_content, stem
from .openbaar import find_public

KORTSTE = 4
# So many letters may be wrong in a word of this length.
FOUTEN = ((7, 1), (10, 2), (99, 3))
MEESTE = 25


def find_meant(woorden, delen):
    """For each of these unknown words the one it looks like most, of the words of the site, these parts of words, and
    the synonyms; only what finds a page that is public now."""
    known = sorted({*Woord.objects.values_list("woord", flat=True), *delen, *_read_synonyms()})
    close = {woord: _find_close(woord, known) for woord in woorden if len(woord) >= KORTSTE and woord.isalpha()}
    counts = _count_public({kandidaat for found in close.values() for kandidaat in found})
    return {woord: min(seen, key=seen.get) for woord, found in close.items() if (seen := _order(woord, found, counts))}


def _find_close(woord, known):
    fouten = next(number for length, number in FOUTEN if len(woord) <= length)
    found = process.extract(woord, known, scorer=OSA.distance, score_cutoff=fouten, limit=MEESTE)
    return {kandidaat: distance for kandidaat, distance, _ in found if len(kandidaat) >= KORTSTE}


def _read_synonyms():
    return {woord for regel in Synoniem.objects.values_list("woorden", flat=True) for woord in find_content(regel)}


def _count_public(woorden):
    """In how many public pages each of these words is found."""
    if not woorden:
        return {}
    stammen, path = {woord: stem(woord) for woord in woorden}, "zoekdocument__vermeldingen__woord__stammen__stam"
    rows = find_public().order_by().filter(**{f"{path}__in": set(stammen.values())}).values_list(path)
    aantallen = dict(rows.annotate(Count("pk", distinct=True)))
    return {woord: aantallen[stam] for woord, stam in stammen.items() if stam in aantallen}


def _order(woord, found, counts):
    """Least wrong first; a first letter is seldom wrong; then the word that most pages have."""
    return {
        kandidaat: (distance, kandidaat[0] != woord[0], -counts[kandidaat], kandidaat)
        for kandidaat, distance in found.items()
        if kandidaat in counts
    }
