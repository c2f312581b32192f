"""What the database finds: for each word of a question the public pages that have it."""

from dataclasses import dataclass

from django.db.models import Case, CharField, Value, When
from django.db.models.functions import Cast
from django.utils import timezone


@dataclass(slots=True)
class Vondst:
    """A page that was found, as far as ranking and counting need it."""

    soort: str
    plekken: str
    punten: dict
    waarde: float
    dag: str
    groep: int


def find_rows(publiek, words):
    """A row for each word in each public page. The page itself is asked whether it is public at this minute."""
    vermelding, document = "zoekdocument__vermeldingen", "zoekdocument"
    # A condition makes Django join loosely, and then SQLite begins at the pages; what is filtered after it undoes that.
    is_voorbij = Case(When(**{f"{document}__actueel_tot__lt": timezone.now()}, then=Value("ja")), default=Value(""))
    rows = publiek.annotate(is_voorbij=is_voorbij).filter(**{f"{vermelding}__woord__in": list(words)})
    return rows.values_list(
        f"{document}__pk",
        f"{vermelding}__woord_id",
        f"{vermelding}__gewicht",
        *(f"{document}__{name}" for name in ("soort", "plekken", "gewicht", "groep")),
        # As text: making dates of ten thousand rows takes longer than finding them.
        Cast(f"{document}__datum", CharField()),
        "is_voorbij",
    )
