import json
from copy import copy
from dataclasses import dataclass
from functools import cache, partial

from django import template
from django.db.models import Model
from django.template.loader import get_template
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from wagtail.images.models import SourceImageIOError
from wagtail.models import Page, Site
from willow.image import UnrecognisedImageFormatError

from home.beelden import ADRESSEN, Geduld, NogNietGemaakt, make_picture
from home.geheugen import remembered
from home.online import is_page_online, published
from home.redactie.links import find_broken, find_incoming

register = template.Library()


@dataclass(frozen=True)
class Menupunt:
    pagina: Page
    is_huidig: bool


@cache
def _read_icon(naam):
    drawing = get_template(f"iconen/{naam}.svg").template.source
    return drawing.replace(f'id="icon-{naam}"', 'class="icoon" aria-hidden="true" focusable="false"').strip()


@register.simple_tag
def icoon(naam):
    """An icon as decoration: the words beside it say the same. The Wagtail admin uses the same drawings."""
    return mark_safe(_read_icon(naam))  # noqa: S308 - our own files


@register.simple_tag(takes_context=True)
def beeld(context, afbeelding, formaat, eager=False, alt=None):
    """A responsive picture in one of the formats of home/beelden.py."""
    return _show(context, afbeelding, partial(make_picture, formaat=formaat, eager=eager, alt=alt))


def _show(context, afbeelding, make):
    """What is made of the picture; nothing when it is not there, cannot be read or would keep the visitor waiting."""
    if not afbeelding:
        return ""
    # It may be one that all visitors share.
    afbeelding = copy(afbeelding)
    request = context.get("request")
    if request and not getattr(request, "is_preview", False):
        afbeelding.geduld = request.geduld = getattr(request, "geduld", None) or Geduld()
    try:
        return make(afbeelding)
    except (NogNietGemaakt, SourceImageIOError, UnrecognisedImageFormatError):
        return ""


@register.simple_tag(takes_context=True)
def zichtbaar(context, items):
    """Of what stands on a page, only what visitors may see. A preview also shows what waits, as it was written last."""
    items = [item for item in ([items] if isinstance(items, Model) else items or []) if item]
    if getattr(context.get("request"), "is_preview", False):
        return [item if item.is_online else item.get_latest_revision_as_object() for item in items]
    return [item for item in items if item.is_online]


@register.simple_tag(takes_context=True)
def beeld_adres(context, afbeelding, naam):
    """The address of one size of a picture, for where no <picture> can stand."""
    return _show(context, afbeelding, lambda eigen: eigen.get_rendition(ADRESSEN[naam]).url)


@register.simple_tag(takes_context=True)
def hoofdmenu(context):
    """The pages under the front page that editors put in the menu; the one that the visitor is in is marked."""
    site = Site.find_for_request(context["request"])
    path = getattr(context.get("page"), "path", "")
    return [Menupunt(pagina, path.startswith(pagina.path)) for pagina in _read_menu(site)] if site else []


def _read_menu(site):
    return remembered(("hoofdmenu", site.pk), lambda: list(published(site.root_page.get_children()).in_menu()))


@register.simple_tag
def kruimelpad(page):
    """The pages above this one, from the front page down."""
    above = []
    # The route to this page has read them.
    while page.depth > 2:
        page = page.get_parent()
        above.insert(0, page)
    return above


@register.simple_tag(takes_context=True)
def schema_org(context, page):
    """The facts of a page for search engines, as JSON-LD."""
    facts = {"@context": "https://schema.org", **page.get_schema(context["request"])}
    safe = json.dumps(facts, ensure_ascii=False).translate(
        {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}
    )
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(safe))  # noqa: S308 - escaped above


@register.simple_tag(takes_context=True)
def met_parameters(context, **changes):
    """The query string of this request with some parameters changed."""
    query = context["request"].GET.copy()
    for naam, waarde in changes.items():
        query[naam] = waarde
    return query.urlencode()


@register.simple_tag
def bladzijdenummers(bladzijde):
    """The first, last and nearby page numbers, with dots where some are left out."""
    return bladzijde.paginator.get_elided_page_range(bladzijde.number, on_each_side=1, on_ends=1)


@register.filter
def is_online(page):
    """Whether a page that an editor chose can be read now."""
    return bool(page) and is_page_online(page)


@register.filter
def belbaar(nummer):
    """A telephone number as a link target: only digits and a leading plus."""
    return "".join(sign for sign in nummer if sign.isdigit() or sign == "+")


@register.simple_tag
def kapotte_links(page):
    """For who approves: the links in the newest version of a page that lead nowhere, with the reason."""
    return list(find_broken(page))


@register.inclusion_tag("home/beheer/verwijst_hierheen.html", takes_context=True)
def verwijst_hierheen(context):
    """On a screen that asks whether a page may go, or several: which pages get a broken link."""
    pages = [regel["item"] for regel in context["items"]] if "items" in context else [context["page"]]
    return {"paginas": list(find_incoming(pages, context["request"].user)), "aantal": len(pages)}
