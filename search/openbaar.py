"""What a visitor may find, and where that is: search asks, the other apps answer."""

from wagtail import hooks
from wagtail.models import Page


def find_public():
    """Every page that every visitor may read at this minute. The rule stands elsewhere: hook `zoeken_in`."""
    pages = Page.objects.live().filter(depth__gt=1)
    for narrow in hooks.get_hooks("zoeken_in"):
        pages = narrow(pages)
    return pages


def find_plekken():
    """The public places on this site, from the hook `zoekplekken`: pages with a path, a title and a soort."""
    return [plek for give in hooks.get_hooks("zoekplekken") for plek in give()]
