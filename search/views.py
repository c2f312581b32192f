from django.core.paginator import Paginator
from django.db.models import Q
from django.http import JsonResponse
from django.shortcuts import render
from django.utils import timezone
from wagtail.contrib.search_promotions.models import SearchPromotion
from wagtail.search.utils import normalise_query_string

from . import missers
from .fragment import make_fragment, mark
from .models import Document
from .openbaar import find_public
from .zoeken import Zoekopdracht

MAX_LENGTH = 200
PER_BLADZIJDE = 10
# Titles that the browser gets to suggest from.
MEESTE_TITELS = 1000


def search(request):
    """Search the titles and texts of all public pages."""
    zoekterm = _read(request, "q")
    opdracht = Zoekopdracht(zoekterm, soort=_read(request, "soort"), plek=_read(request, "gebied"))
    bladzijde = Paginator(opdracht.resultaten, PER_BLADZIJDE).get_page(request.GET.get("bladzijde"))
    bladzijde.object_list = _describe(bladzijde.object_list, opdracht)
    uitgelicht = _get_promoted(zoekterm, opdracht.publiek) if zoekterm else []
    if zoekterm and not opdracht.volgorde and not uitgelicht:
        missers.keep(zoekterm)
    context = {"zoekterm": zoekterm, "opdracht": opdracht, "bladzijde": bladzijde, "uitgelicht": uitgelicht}
    return render(request, "search/zoeken.html", context)


def titles(request):
    """The titles of public pages, for suggestions. Fetched once per visit: what is typed stays in the browser."""
    documents = Document.objects.filter(page__in=find_public().order_by().values("pk"))
    found = (
        documents.filter(gewicht__gte=100)
        .order_by("-gewicht", "-datum", "pk")
        .values_list("titel", flat=True)[: 4 * MEESTE_TITELS]
    )
    return JsonResponse({"titels": list(dict.fromkeys(found))[:MEESTE_TITELS]})


def _read(request, name):
    return request.GET.get(name, "").replace("\x00", "").strip()[:MAX_LENGTH]


def _get_promoted(zoekterm, publiek):
    """What Communicatie put on top for these words. Wagtail's own tag would keep what people type."""
    found = SearchPromotion.objects.filter(query__query_string=normalise_query_string(zoekterm))
    getoond = Q(page=None) | Q(page__in=publiek.values("pk"))
    return list(found.filter(getoond).select_related("page").order_by("sort_order"))


def _describe(keys, opdracht):
    """The documents with these keys, in this order, with what a visitor sees of them."""
    documents = Document.objects.select_related("page").in_bulk(keys)
    plekken = {str(plek.pk): plek for plek in opdracht.plekken} if keys else {}
    for document in documents.values():
        document.kop = mark(document.titel, opdracht.vormen)
        document.fragment = make_fragment(document, opdracht.vormen, is_kort=len(opdracht.begrippen) == 1)
        document.is_voorbij = document.actueel_tot and document.actueel_tot < timezone.now()
        own = [plekken[key] for key in document.plekken.split() if key in plekken]
        document.plek = next((plek for plek in reversed(own) if document.pad.startswith(plek.path)), None)
    return [documents[key] for key in keys if key in documents]
