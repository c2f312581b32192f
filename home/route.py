"""Finds the page of an address in two queries, however deep it is. Wagtail asks two for each part of the address."""

from django.apps import apps
from django.http import Http404
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.models import Page

# An address with more parts than this leads nowhere.
MEESTE_DELEN = 12


def prepare():
    """Wagtail reads the addresses within a page at the first visit, and fails when two visitors come at once."""
    for model in apps.get_models():
        if issubclass(model, RoutablePageMixin):
            model.get_resolver()


def find_route(start, request, parts):
    """What `Page.route` gives. A page that answers the rest of the address itself goes before those under it."""
    if not parts:
        # Read anew: the front page that a request has is that of all requests.
        return Page.route(start.for_visitor().get(pk=start.pk), request, parts)
    if len(parts) > MEESTE_DELEN:
        raise Http404
    chain = _read_chain(start, parts)
    for place, page in enumerate(chain, 1):
        rest = parts[place:]
        if (rest and _answers(page, rest)) or (not rest and place == len(chain)):
            return _read_whole(page).route(request, rest)
    raise Http404


def _read_chain(start, parts):
    """The pages along this address, from the top down, for as far as they are there."""
    paths = [f"{start.url_path}{'/'.join(parts[:number])}/" for number in range(1, len(parts) + 1)]
    # The slug has an index, the whole address has not.
    found = {page.url_path: page for page in Page.objects.filter(slug__in=parts, url_path__in=paths)}
    chain, parent = [], start
    for path in paths:
        if path not in found:
            break
        page = found[path]
        # Where treebeard looks before it asks for the page above.
        page._cached_parent_obj = parent
        chain.append(page)
        parent = page
    return chain


def _answers(page, rest):
    """Whether the page, as something of its kind, has an address of its own for the rest."""
    page = page.specific_deferred
    if not isinstance(page, RoutablePageMixin) or not page.live:
        return False
    try:
        page.resolve_subpage(f"/{'/'.join(rest)}/")
    except Http404:
        return False
    return True


def _read_whole(page):
    if not hasattr(page.specific_class, "for_visitor"):
        return page.specific
    specific = page.specific_class.for_visitor().get(pk=page.pk)
    specific._cached_parent_obj = page._cached_parent_obj
    return specific
