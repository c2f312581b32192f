"""Remembers in the memory of a process what is the same for every visitor: the menu, the settings, the areas.

What is remembered holds under one stamp, which the database gives (`home/wijzigingen.py`) and a request reads once,
before it uses anything. So what another process stored is seen by the next request, as with whole pages. A request that
is no GET, is inside a transaction or changed something itself reads afresh.
"""

from collections import OrderedDict
from contextvars import ContextVar
from copy import copy
from dataclasses import dataclass
from datetime import timedelta
from threading import Lock

from django.apps import apps
from django.core.exceptions import DisallowedHost
from django.db import connection
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from wagtail import hooks
from wagtail.models import Site


class Voorraad:
    """What is true under one stamp, until the clock changes it."""

    def __init__(self):
        self.slot = Lock()
        self.clear(None)

    def clear(self, stempel):
        self.inhoud, self.stempel, self.vanaf, self.tot = OrderedDict(), stempel, None, None

    def find(self, stempel, key):
        with self.slot:
            if self.stempel != stempel or (self.tot and timezone.now() >= self.tot):
                self.clear(stempel)
            if (found := self.inhoud.get(key)) is not None:
                self.inhoud.move_to_end(key)
            return found

    def keep(self, stempel, key, value, begonnen):
        """What was begun before the clock changed something, and is ready after it, is kept for nobody."""
        with self.slot:
            if self.stempel != stempel:
                return
            if self.tot is None:
                self.vanaf, self.tot = begonnen, get_next_change(begonnen)
            if self.vanaf <= begonnen and timezone.now() < self.tot:
                self.add(key, value)

    def add(self, key, value):
        self.inhoud[key] = value


def get_next_change(now):
    """When the clock alone changes a page: at midnight, or when an app says so earlier."""
    morgen = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    moments = (tell(now) for tell in hooks.get_hooks("verandermomenten"))
    return min([morgen, *filter(None, moments)])


@dataclass
class Verzoek:
    """A request that is being answered: how many transactions it began in, and the stamp once it was read."""

    diepte: int
    stempel: tuple | None = None
    is_veranderd: bool = False

    @property
    def may_remember(self):
        return not self.is_veranderd and len(connection.atomic_blocks) == self.diepte


_verzoek = ContextVar("verzoek", default=None)
_voorraad = Voorraad()


def remembered(key, make):
    """What `make` gives. Who gets it may not change it: others have the same object.

    A query is put together inside `make`: that takes longer than many a query itself.
    """
    verzoek = _verzoek.get()
    if not verzoek or not verzoek.may_remember:
        return make()
    stempel = get_stempel()
    found = _voorraad.find(stempel, key)
    if found is None:
        begonnen = timezone.now()
        found = (make(),)
        if verzoek.may_remember:
            _voorraad.keep(stempel, key, found, begonnen)
    return found[0]


def get_stempel():
    """The stamp of this request."""
    verzoek = _verzoek.get()
    if verzoek.stempel is None:
        verzoek.stempel = apps.get_model("home", "Wijziging").objects.get_stempel()
    return verzoek.stempel


def forget():
    """This process changes something that visitors see."""
    with _voorraad.slot:
        _voorraad.clear(None)
    if verzoek := _verzoek.get():
        verzoek.is_veranderd = True


class GeheugenMiddleware:
    """Stands before all that remembers."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        # Where Wagtail looks for the site of this request, before it asks the database.
        request._wagtail_site = SimpleLazyObject(lambda: find_site(request))
        token = _verzoek.set(Verzoek(len(connection.atomic_blocks)) if request.method == "GET" else None)
        try:
            return self.get_response(request)
        finally:
            _verzoek.reset(token)


def find_site(request):
    """The site of this request, with its front page. A request gets a copy: Wagtail keeps things on them."""
    try:
        host = request.get_host()
    except DisallowedHost:
        return _read_site(request)
    site = remembered(("site", host), lambda: _read_site(request))
    if site is None:
        return None
    site = copy(site)
    site.root_page = copy(site.root_page)
    return site


def _read_site(request):
    site = Site._find_for_request(request)
    if site:
        site.root_page = site.root_page.specific
    return site
