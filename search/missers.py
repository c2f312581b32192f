"""What was searched for in vain: words for the editors, nothing about who typed them."""

import re
from datetime import timedelta

from django.db.models import F, Sum
from django.utils import timezone

from .models import Misser
from .nederlands import fold

DAGEN = 90
# Seldom asked says little, and may be about one person.
MINSTENS = 3
MEESTE_WOORDEN = 5
# So many different ones a day; a robot does not fill the table.
MEESTE_PER_DAG = 500
# Letters only: a number, an address, a postcode or a telephone number is never kept.
WOORDEN = re.compile(r"[a-z][a-z'-]{1,30}")


def keep(zoekterm):
    """Counts it, unless it may hold something about a person."""
    woorden = fold(zoekterm).split()
    if not 0 < len(woorden) <= MEESTE_WOORDEN or not all(WOORDEN.fullmatch(woord) for woord in woorden):
        return
    vandaag, term = timezone.localdate(), " ".join(woorden)
    if Misser.objects.filter(term=term, dag=vandaag).update(aantal=F("aantal") + 1):
        return
    if Misser.objects.filter(dag=vandaag).count() < MEESTE_PER_DAG:
        Misser.objects.bulk_create([Misser(term=term, dag=vandaag, aantal=1)], ignore_conflicts=True)


def find_frequent(since):
    """What was asked often enough since that day, most often first."""
    totals = Misser.objects.filter(dag__gte=since).values("term").annotate(totaal=Sum("aantal"))
    return totals.filter(totaal__gte=MINSTENS).order_by("-totaal", "term")


def remove_old():
    Misser.objects.filter(dag__lt=timezone.localdate() - timedelta(days=DAGEN)).delete()
