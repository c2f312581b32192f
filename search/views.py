import re

from django.core.paginator import Paginator
from django.shortcuts import render
from wagtail import hooks
from wagtail.models import Page

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
    return render(request, "search/zoeken.html", {"zoekterm": zoekterm, "bladzijde": bladzijde})


def _get_specific(found):
    """The found pages as what they really are, in the order in which they were found."""
    specific = Page.objects.filter(pk__in=[page.pk for page in found]).specific().in_bulk()
    return [specific[page.pk] for page in found if page.pk in specific]
