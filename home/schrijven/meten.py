"""Measures the published pages, for the report."""

from django.db.models import F, Q
from django.utils import timezone
from wagtail.models import Page

from home.models import Leesbaarheid, MoeilijkWoord
from home.schrijven.lezen import measure
from home.schrijven.proza import get_prose


def measure_pages(*, alles=False):
    """What was published since it was measured, or everything, for when the list of words has changed."""
    pages = Page.objects.live().filter(depth__gt=1)
    if not alles:
        veranderd = Q(leesbaarheid=None) | Q(leesbaarheid__gemeten_op__lt=F("last_published_at"))
        pages = pages.filter(veranderd)
    woordenboek = MoeilijkWoord.objects.as_woordenboek()
    metingen = [_measure_page(page, woordenboek) for page in pages.specific().iterator(chunk_size=200)]
    fields = ["gemeten_op", "woorden", "cijfer", "lange_zinnen", "langste_zin", "moeilijke_woorden"]
    Leesbaarheid.objects.bulk_create(
        metingen, update_conflicts=True, unique_fields=["page"], update_fields=fields, batch_size=200
    )
    return len(metingen)


def _measure_page(page, woordenboek):
    meting = measure(get_prose(page), woordenboek)
    lang = meting.lange_zinnen
    return Leesbaarheid(
        page_id=page.pk,
        gemeten_op=timezone.now(),
        woorden=meting.woorden,
        cijfer=meting.cijfer,
        lange_zinnen=len(lang),
        langste_zin=lang[0].tekst if lang else "",
        moeilijke_woorden=", ".join(meting.moeilijk),
    )
