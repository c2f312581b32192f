"""What visitors see at this minute. An expiry date works by itself, also when the scheduler stands still."""

from django.db.models import Exists, Min, OuterRef, Q
from django.db.models.functions import Left
from django.http import Http404
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction
from wagtail.query import PageQuerySet

from home.geheugen import remembered

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
    inside = Q()
    for path in _find_closed(at) if at else remembered("gesloten takken", _find_closed):
        inside |= Q(path__startswith=path)
    return pages.filter(is_online(at=at)).exclude(inside)


def _find_closed(at=None):
    private = PageViewRestriction.objects.values_list("page__path")
    return [path for (path,) in private.union(_expired_branches(at))]


def _find_expired():
    return [path for (path,) in _expired_branches()]


def _expired_branches(at=None):
    expired = Page.objects.filter(expire_at__lte=at or timezone.now(), numchild__gt=0, depth__gte=EERSTE_DIEPTE)
    return expired.order_by().values_list("path")


def is_page_online(page):
    """The same as `online`, of a page that was read already."""
    expired = remembered("verlopen takken", _find_expired)
    return page.live and not is_expired(page) and not page.path.startswith(tuple(expired))


def is_page_public(page):
    """The same as `published`, of a page that was read already."""
    closed = remembered("gesloten takken", _find_closed)
    return page.live and not is_expired(page) and not page.path.startswith(tuple(closed))


def may_be_private(page):
    """Whether a page above, or this one itself, can be private: an alias follows the rules of another branch."""
    paths, has_aliases = remembered("besloten takken", _find_private)
    return has_aliases or page.path.startswith(paths)


def _find_private():
    paths = PageViewRestriction.objects.values_list("page__path", flat=True)
    return tuple(paths), Page.objects.filter(alias_of__isnull=False).exists()


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
