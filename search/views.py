import re

from django.core.paginator import Paginator
from django.db.models import Q
from django.shortcuts import render
from wagtail import hooks
from wagtail.contrib.search_promotions.models import SearchPromotion
from wagtail.models import Page
from wagtail.search.utils import normalise_query_string

MAX_LENGTH = 200
PER_BLADZIJDE = 10
# Only words go to the database: a lone sign has a meaning in a full-text query, or none at all.
WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")


def search(request):
    """Search the titles and texts of all public pages."""
    zoekterm = request.GET.get("q", "").replace("\x00", "").strip()[:MAX_LENGTH]
    woorden = " ".join(WORD.findall(zoekterm))
    pages = Page.objects.live().public().filter(depth__gt=1)
    for narrow in hooks.get_hooks("zoeken_in"):
        pages = narrow(pages)
    results = pages.search(woorden) if woorden else pages.none()
    bladzijde = Paginator(results, PER_BLADZIJDE).get_page(request.GET.get("bladzijde"))
    bladzijde.object_list = _get_specific(list(bladzijde.object_list))
    context = {"zoekterm": zoekterm, "bladzijde": bladzijde, "uitgelicht": _get_promoted(zoekterm, pages)}
    return render(request, "search/zoeken.html", context)


def _get_promoted(zoekterm, pages):
    """What Communicatie put on top for these words. Wagtail's own tag would keep what people type."""
    getoond = Q(page__in=pages) | Q(page=None)
    found = SearchPromotion.objects.filter(getoond, query__query_string=normalise_query_string(zoekterm))
    return found.select_related("page").order_by("sort_order")


def _get_specific(found):
    """The found pages as what they really are, in the order in which they were found."""
    specific = Page.objects.filter(pk__in=[page.pk for page in found]).specific().in_bulk()
    return [specific[page.pk] for page in found if page.pk in specific]
