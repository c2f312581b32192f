"""Keeps whole pages for visitors without a session, until the moment anything changes that they may see.

A page is kept under a stamp that the database gives (`home/wijzigingen.py`), read before the page is made. So one that
was made during a change is never served after it. What the clock changes, an app tells with `verandermomenten`, a hook.
A cache before the site that can be told of changes (`frontendcache.py`) may keep the same pages, until that moment.
"""

import gzip
import hashlib
from dataclasses import dataclass, field
from datetime import datetime

import brotli
from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpResponse, HttpResponseNotModified
from django.middleware.gzip import GZipMiddleware
from django.utils import timezone
from django.utils.cache import cc_delim_re, get_conditional_response, patch_vary_headers

from home.geheugen import Voorraad, get_stempel

# Of all pages together in one process, and of one page.
MEESTE_BYTES = 32_000_000
GROOTSTE_PAGINA = 4_000_000
# A cache before the site keeps no page longer than this many seconds, and lets go of it so many too early.
LANGST_ERVOOR = 600
TE_VROEG = 2
VAN_BEZOEKER = {"cookie", "accept-encoding"}


@dataclass
class Bewaard:
    """A page as it goes out, and compressed once somebody asks for that."""

    inhoud: bytes
    headers: dict
    vormen: dict = field(default_factory=dict)
    tot: datetime | None = None

    def get_vorm(self, accepts):
        """The bytes for this browser and the name of their encoding."""
        naam = next((naam for naam in COMPRIMEREN if naam in accepts), "")
        if naam and naam not in self.vormen:
            self.vormen[naam] = COMPRIMEREN[naam](self.inhoud)
        return naam, self.vormen.get(naam, self.inhoud)


COMPRIMEREN = {"br": lambda inhoud: brotli.compress(inhoud, quality=5), "gzip": lambda inhoud: gzip.compress(inhoud, 6)}


class Paginavoorraad(Voorraad):
    """Those that were asked for longest ago make place."""

    def clear(self, stempel):
        super().clear(stempel)
        self.bytes = 0

    def add(self, key, pagina):
        if oud := self.inhoud.pop(key, None):
            self.bytes -= len(oud.inhoud)
        super().add(key, pagina)
        pagina.tot = self.tot
        self.bytes += len(pagina.inhoud)
        while self.bytes > MEESTE_BYTES:
            _, weg = self.inhoud.popitem(last=False)
            self.bytes -= len(weg.inhoud)


class PaginacacheMiddleware:
    """Stands before the others, so that what is kept costs none of them."""

    def __init__(self, get_response):
        if not settings.PAGINACACHE:
            raise MiddlewareNotUsed
        self.get_response = get_response
        self.gzip = GZipMiddleware(get_response)
        self.voorraad = Paginavoorraad()

    def __call__(self, request):
        if not is_for_everyone(request):
            return self.get_response(request)
        key = (request.scheme, request.META.get("HTTP_HOST"), request.path)
        stempel = get_stempel()
        accepts = request.META.get("HTTP_ACCEPT_ENCODING", "")
        if not (pagina := self.voorraad.find(stempel, key)):
            begonnen = timezone.now()
            # Whoever comes without a session gets the page of everyone, whatever other sites left in the browser.
            request.COOKIES.clear()
            request.META["HTTP_ACCEPT_ENCODING"] = ""
            response = self.get_response(request)
            if not may_be_kept(response) or lacks_pictures(request):
                request.META["HTTP_ACCEPT_ENCODING"] = accepts
                return self.gzip.process_response(request, response)
            pagina = make_page(response)
            self.voorraad.keep(stempel, key, pagina, begonnen)
        return answer(request, pagina, accepts)


def is_for_everyone(request):
    """A plain question for an address by somebody of whom the site knows nothing."""
    eigen = {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, "messages", *settings.EIGEN_COOKIES}
    return (
        request.method == "GET"
        and not request.META.get("QUERY_STRING")
        and "HTTP_AUTHORIZATION" not in request.META
        and "HTTP_RANGE" not in request.META
        and not eigen & request.COOKIES.keys()
        # These lie ready in compressed form.
        and not request.path.startswith(settings.STATIC_URL)
    )


def may_be_kept(response):
    vary = {naam.lower() for naam in cc_delim_re.split(response.get("Vary", "")) if naam}
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and not response.has_header("Cache-Control")
        and vary <= VAN_BEZOEKER
        and len(response.content) <= GROOTSTE_PAGINA
    )


def lacks_pictures(request):
    """Whether pictures were left out of the page because they were still to be made."""
    return getattr(request, "geduld", None) is not None and request.geduld.mist


def make_page(response):
    # Who has a cookie of ours gets another page at the same address.
    patch_vary_headers(response, ["Accept-Encoding", "Cookie"])
    headers = dict(response.items())
    headers["ETag"] = f'W/"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    headers.pop("Content-Length", None)
    return Bewaard(response.content, headers)


def get_cache_control(tot):
    """A browser may keep it, and asks each time whether it is still true. Who is told of changes need not ask."""
    voor_browsers = "public, max-age=0, must-revalidate"
    if not settings.WAGTAILFRONTENDCACHE or not tot:
        return voor_browsers
    seconden = min(int((tot - timezone.now()).total_seconds()) - TE_VROEG, LANGST_ERVOOR)
    return f"{voor_browsers}, s-maxage={seconden}" if seconden > 0 else voor_browsers


def answer(request, pagina, accepts):
    naam, inhoud = pagina.get_vorm(accepts)
    response = HttpResponse(inhoud, headers=pagina.headers)
    response["Cache-Control"] = get_cache_control(pagina.tot)
    if naam:
        response["Content-Encoding"] = naam
    response["Content-Length"] = str(len(inhoud))
    changed = get_conditional_response(request, etag=pagina.headers["ETag"], response=response)
    if isinstance(changed, HttpResponseNotModified):
        changed["Vary"] = pagina.headers["Vary"]
    return changed
