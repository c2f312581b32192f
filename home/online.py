"""What visitors see at this minute. An expiry date works by itself, also when the scheduler stands still."""

from django.db.models import Exists, Min, OuterRef, Q
from django.db.models.functions import Left
from django.http import Http404
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction
from wagtail.query import PageQuerySet

# The levels at which a page can stand: under the front page, and deeper than any tree of this site.
EERSTE_DIEPTE, LAATSTE_DIEPTE = 3, 12


def is_expired(page, at=None):
    return bool(page.expire_at and page.expire_at <= (at or timezone.now()))


def is_online(prefix="", at=None):
    """As a condition: online, and not expired itself. Enough where the pages above are known to be online."""
    in_future = Q(**{f"{prefix}expire_at__gt": at or timezone.now()})
    return Q(**{f"{prefix}live": True}) & (Q(**{f"{prefix}expire_at": None}) | in_future)


def online(pages, at=None):
    """Without what is expired, and without what stands under an expired page. For a few pages, or inside a query."""
    paths = [Left(OuterRef("path"), Page.steplen * depth) for depth in range(EERSTE_DIEPTE, LAATSTE_DIEPTE)]
    above = Page.objects.filter(path__in=paths, expire_at__lte=at or timezone.now())
    return pages.filter(is_online(at=at)).exclude(Exists(above))


def published(pages, at=None):
    """What every visitor may read, for long lists: one small query finds the branches that are closed."""
    expired = Page.objects.filter(expire_at__lte=at or timezone.now(), numchild__gt=0, depth__gte=EERSTE_DIEPTE)
    private = PageViewRestriction.objects.values_list("page__path")
    closed = private.union(expired.order_by().values_list("path"))
    inside = Q()
    for (path,) in closed:
        inside |= Q(path__startswith=path)
    return pages.filter(is_online(at=at)).exclude(inside)


class OnlineQuerySet(PageQuerySet):
    def online(self):
        return online(self)

    def published(self):
        return published(self)


def hide_expired(page, request, args, kwargs):
    """The route to the page has read every page above it, so this asks nothing of the database."""
    while page.depth >= EERSTE_DIEPTE:
        if is_expired(page):
            raise Http404
        page = page.get_parent()


def get_next_expiry(now):
    """When the first page goes offline by itself."""
    return Page.objects.live().filter(expire_at__gt=now).aggregate(Min("expire_at"))["expire_at__min"]
