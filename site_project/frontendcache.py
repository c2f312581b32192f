"""Tells caches before the site (nginx, Varnish, a CDN) to forget its pages, by Wagtail's frontend cache.

All pages at once: each shows a menu, settings and lists, so no list of addresses would ever be whole.
"""

import logging
from threading import Thread

from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import MiddlewareNotUsed
from wagtail.contrib.frontend_cache.utils import get_backends

from home.models import Wijziging
from home.wijzigingen import take_change

logger = logging.getLogger(__name__)

# So long somebody who presses a button waits for such a cache.
WACHT = 3
SLEUTEL = "frontendcache"


class FrontendcacheMiddleware:
    """Stands before all others: by then everything is stored, and who pressed the button did not get an answer yet."""

    def __init__(self, get_response):
        if not settings.WAGTAILFRONTENDCACHE:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request):
        try:
            return self.get_response(request)
        finally:
            if take_change():
                purge()


def purge():
    """A cache that fails or hangs breaks nothing here: the work of every minute tells it again."""
    everything = [f"{settings.SITE_URL.rstrip('/')}/*"]
    # Daemons, so that a command does not wait for them when it ends.
    telling = {
        naam: Thread(target=backend.purge_batch, args=(everything,), daemon=True)
        for naam, backend in get_backends().items()
    }
    for thread in telling.values():
        thread.start()
    for naam, thread in telling.items():
        thread.join(WACHT)
        if thread.is_alive():
            logger.warning("The cache %s does not answer", naam)


def purge_again():
    """Once more after every change: for what a command changed, a purge that failed, a page that was under way."""
    if settings.WAGTAILFRONTENDCACHE and cache.get(SLEUTEL) != (stempel := Wijziging.objects.get_stempel()):
        purge()
        cache.set(SLEUTEL, stempel, None)
