import re

from django.core.paginator import Paginator
from django.shortcuts import render
from wagtail.models import Page

MAX_LENGTH = 200
PER_BLADZIJDE = 10
# Signs with a meaning in a full-text query, and control characters that a database refuses.
NOT_SEARCHABLE = re.compile(r"[^\w\s'-]|[\x00-\x1f]")


def search(request):
    """Search the titles and texts of all public pages."""
    zoekterm = request.GET.get("q", "")[:MAX_LENGTH].replace("\x00", "").strip()
    woorden = NOT_SEARCHABLE.sub(" ", zoekterm.encode("utf-8", "ignore").decode()).strip(" '-\n\t")
    pages = Page.objects.live().public().filter(depth__gt=1)
    results = pages.search(woorden) if woorden else pages.none()
    bladzijde = Paginator(results, PER_BLADZIJDE).get_page(request.GET.get("bladzijde"))
    bladzijde.object_list = _get_specific(list(bladzijde.object_list))
    return render(request, "search/zoeken.html", {"zoekterm": zoekterm, "bladzijde": bladzijde})


def _get_specific(found):
    """The found pages as what they really are, in the order in which they were found."""
    specific = Page.objects.filter(pk__in=[page.pk for page in found]).specific().in_bulk()
    return [specific[page.pk] for page in found if page.pk in specific]
