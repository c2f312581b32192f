"""The links in a page, read from its content as it was saved: so also those to what is gone since."""

import json
import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, URLField
from django.http import Http404, HttpRequest
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.text import capfirst, slugify
from wagtail import blocks
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.fields import RichTextField, StreamField
from wagtail.images import get_image_model
from wagtail.models import Page, ReferenceIndex, Site
from wagtail.rich_text.rewriters import extract_attrs

from home.blocks import OproepBlock, SectieBlock
from home.onderdeel import Onderdeel
from home.redactie.rechten import get_visible

A = re.compile(r"<a\b([^>]*)>(.*?)</a>", re.DOTALL)


@dataclass(frozen=True)
class Link:
    """Where it stands, in the words of the editor, and what it leads to: an object of ours, or an address."""

    waar: str
    tekst: str = ""
    model: type | None = None
    pk: str = ""
    adres: str = ""

    def __str__(self):
        return f"{self.waar}: “{self.tekst or self.adres}”" if self.tekst or self.adres else self.waar


def find_links(model, content):
    """All links in the content of a page, as a revision keeps it."""
    for field in model._meta.get_fields():
        waarde = content.get(field.name)
        if not waarde:
            continue
        waar = capfirst(getattr(field, "verbose_name", field.name))
        if isinstance(field, StreamField):
            yield from _walk(field.stream_block, json.loads(waarde), waar)
        elif isinstance(field, RichTextField):
            yield from _read_html(waarde, waar)
        elif isinstance(field, URLField):
            yield Link(waar, adres=waarde)
        elif field.many_to_one and field.related_model is get_image_model():
            yield Link(waar, model=field.related_model, pk=str(waarde))


def _walk(block, waarde, waar):
    if isinstance(block, blocks.StreamBlock):
        for deel in waarde or []:
            if child := block.child_blocks.get(deel["type"]):
                yield from _walk(child, deel["value"], f"{waar} › {child.label}")
    elif isinstance(block, blocks.ListBlock):
        for deel in waarde or []:
            # Wagtail keeps a list that nobody has edited yet as it was put in: bare values.
            is_item = isinstance(deel, dict) and deel.get("type") == "item"
            yield from _walk(block.child_block, deel["value"] if is_item else deel, waar)
    elif isinstance(block, blocks.StructBlock):
        yield from _walk_struct(block, waarde or {}, waar)
    elif waarde:
        yield from _read_value(block, waarde, waar)


def _walk_struct(block, waarde, waar):
    if isinstance(block, OproepBlock) and not waarde.get("pagina") and not waarde.get("link"):
        yield Link(waar, tekst=waarde.get("knop", ""))
    for naam, child in block.child_blocks.items():
        yield from _walk(child, waarde.get(naam), f"{waar} › {child.label}")


def _read_value(block, waarde, waar):
    if isinstance(block, blocks.RichTextBlock):
        yield from _read_html(waarde, waar)
    elif isinstance(block, blocks.URLBlock):
        yield Link(waar, adres=waarde)
    elif isinstance(block, blocks.ChooserBlock):
        yield Link(waar, model=block.model_class, pk=str(waarde))


def _read_html(html, waar):
    models = {"page": Page, "document": get_document_model()}
    for attributes, inhoud in A.findall(html):
        attrs = extract_attrs(attributes)
        model = models.get(attrs.get("linktype"))
        tekst = strip_tags(inhoud).strip()
        yield Link(waar, tekst, model, attrs.get("id", ""), "" if model else attrs.get("href", ""))


def find_broken(page):
    """(link, why) for each link in the newest version of a page that leads nowhere. What is no page has no links."""
    if not isinstance(page, Page):
        return
    model, content = page.specific_class, get_newest_content(page)
    links = [link for link in find_links(model, content) if (link.model, link.pk) != (Page, str(page.pk))]
    found = _look_up(links)
    ankers = _get_anchors(model, content)
    for link in links:
        reden = _judge_object(link, found) if link.model else _judge_address(link.adres, ankers)
        if reden:
            yield link, reden


def get_broken(page):
    """As `find_broken`, but read once for this object: one screen asks more than once."""
    if not hasattr(page, "kapotte_links"):
        page.kapotte_links = list(find_broken(page))
    return page.kapotte_links


def get_newest_content(page):
    revision = page.get_latest_revision()
    return revision.content if revision else page.specific.serializable_data()


def _look_up(links):
    """The objects to which these links lead, with one question for each kind."""
    per_model = {}
    for link in links:
        if link.model:
            model = Page if issubclass(link.model, Page) else link.model
            per_model.setdefault(model, set()).add(link.pk)
    return {
        (model, str(item.pk)): item for model, pks in per_model.items() for item in model.objects.filter(pk__in=pks)
    }


def _judge_object(link, found):
    is_page = issubclass(link.model, Page)
    item = found.get((Page if is_page else link.model, link.pk))
    if not item:
        return f"{link.model._meta.verbose_name} bestaat niet meer".capitalize()
    if is_page and (item.expired or (item.expire_at and item.expire_at <= timezone.now())):
        return "De pagina is verlopen"
    if isinstance(item, Onderdeel) and not item.is_online:
        return f"{link.model._meta.verbose_name} is nog niet goedgekeurd, of offline".capitalize()
    # Not by its title: it may be a draft of another area.
    return "De pagina staat niet online" if is_page and not item.live else ""


def _judge_address(adres, ankers):
    if not adres or adres == "#":
        return "De link gaat nergens heen"
    if adres.startswith("#"):
        known = ankers is None or re.sub(r"-\d+$", "", adres[1:]) in ankers or adres[1:] in ankers
        return "" if known else "Die kop staat niet (meer) op deze pagina"
    try:
        pad = get_own_path(adres, get_own_hosts())
    except ValueError:
        return "Dit is geen goed adres"
    return "Op onze site staat niets op dit adres" if pad and not _exists(pad) else ""


def get_own_hosts():
    return {urlsplit(settings.SITE_URL).netloc, *(urlsplit(site.root_url).netloc for site in Site.objects.all())}


def get_own_path(adres, hosts):
    """The path of an address on our own site; nothing for another site."""
    deel = urlsplit(adres)
    if deel.scheme in ("", "http", "https") and (deel.netloc in hosts or (not deel.netloc and adres.startswith("/"))):
        return unquote(deel.path) or "/"
    return ""


def _exists(pad):
    try:
        match = resolve(pad)
    except Resolver404:
        return not pad.endswith("/") and _exists(f"{pad}/")
    if match.url_name != "wagtail_serve":
        is_document = match.url_name == "wagtaildocs_serve"
        return not is_document or get_document_model().objects.filter(pk=match.args[0]).exists()
    root = Site.objects.get(is_default_site=True).root_page.specific
    try:
        root.route(HttpRequest(), [deel for deel in pad.split("/") if deel])
    except Http404:
        return Redirect.objects.filter(old_path=Redirect.normalise_path(pad)).exists()
    return True


def _get_anchors(model, content):
    """The anchors of the headings of sections; None for a page without sections, of which we know none."""
    blok = getattr(model._meta.get_field("inhoud"), "stream_block", None) if hasattr(model, "inhoud") else None
    blokken = blok.child_blocks if blok else {}
    secties = {naam: child for naam, child in blokken.items() if isinstance(child, SectieBlock)}
    if not secties:
        return None
    delen = [deel for deel in json.loads(content.get("inhoud") or "[]") if deel["type"] in secties]
    koppen = (deel["value"].get("kop") or secties[deel["type"]].meta.kop for deel in delen)
    return {"hoofdinhoud", *map(slugify, koppen)}


def find_incoming(pages, user):
    """The public pages outside these branches with a link into them: they get a dead link when these go."""
    boven = Page.objects.filter(pk__in=[page.pk for page in pages])
    plek = ExpressionWrapper(OuterRef("path"), CharField())
    # One question, however many pages somebody ticked: a condition for each would be too long for the database.
    inside = Exists(boven.annotate(plek=plek).filter(plek__startswith=F("path")))
    bronnen = ReferenceIndex.get_references_to_in_bulk(Page.objects.filter(inside))
    from_pages = bronnen.filter(base_content_type=ContentType.objects.get_for_model(Page))
    pks = {int(number) for number in from_pages.values_list("object_id", flat=True)}
    seen = Page.objects.filter(pk__in=get_visible(user).values("pk"))
    return seen.live().exclude(inside).filter(pk__in=pks).order_by("title")
