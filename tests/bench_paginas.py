"""What each kind of page costs at one size of the site: runs inside a demo, makes it grow and writes what it found."""

import gc
import json
import re
import statistics
import sys
import time
from pathlib import Path

import brotli
import django

TIMES = 15
ADMIN = {"bureau": "/admin/", "verkenner": None, "register van aanvragen": "/admin/initiatieven/aanvragen/"}


def find_addresses():
    """An address for each kind of page: pages that came with the demo, so the same ones at every size."""

    def first(model, **which):
        return model.objects.live().filter(**which).exclude(slug__endswith="-g").order_by("path").first().url

    gebied = GebiedPage.objects.get(slug="overdie").url
    agenda, formulier = first(AgendaPage), first(AanvraagPage)
    nieuws = first(NieuwsIndexPage)
    return {
        "voorpagina": "/",
        "gebieden": first(GebiedenIndexPage),
        "gebied": gebied,
        "dorp": first(GebiedPage, soort="dorp"),
        "agenda": agenda,
        "agendapunt": first(AgendapuntPage),
        "verslag": f"{agenda}verslag/",
        "nieuwslijst": nieuws,
        "nieuwslijst, laatste": f"{nieuws}?bladzijde=99999",
        "nieuws van een gebied": f"{nieuws}?gebied=overdie",
        "verhalenlijst": first(VerhalenIndexPage),
        "bijeenkomsten": first(BijeenkomstenIndexPage),
        "nieuwsbericht": first(NieuwsPage),
        "verhaal": first(VerhaalPage),
        "bijeenkomst": first(BijeenkomstPage),
        "tekst": first(TekstPage),
        "register": first(InitiatievenIndexPage),
        "formulier": formulier,
        "formulier, stap 1": f"{formulier}contact/",
        "zoeken": "/zoeken/?q=speeltuin",
        "zoeken, gewoonste woord": f"/zoeken/?q={GEWOON}",
        "zoeken, zeldzaam woord": f"/zoeken/?q={ZELDZAAM}",
        "404": "/bestaat-niet/",
        "feed van een gebied": f"{gebied}feed/",
        "sitemap": "/sitemap.xml",
    }


def make_visitor():
    """A browser without cookies: who has one of ours gets no kept page."""
    return Client(SERVER_NAME="127.0.0.1")


def measure(client, address, warm=2):
    """Queries, and processor time in milliseconds: what others do on the machine then says less."""
    for _ in range(warm):
        client.get(address)
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)
    # At the next request Django forgets them.
    queries = len(queries)
    times, budget = [], time.monotonic() + 8
    while len(times) < TIMES and (len(times) < 3 or time.monotonic() < budget):
        begin = time.process_time()
        client.get(address)
        times.append((time.process_time() - begin) * 1000)
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return {
        "status": response.status_code,
        "queries": queries,
        "mediaan_ms": round(statistics.median(times), 2),
        "p95_ms": round(sorted(times)[int(len(times) * 0.95) - 1], 2),
        "html_bytes": len(brotli.compress(content, quality=5)),
    }


def measure_admin():
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(get_user_model().objects.get(username="beheer"))
    home = Site.objects.get(is_default_site=True).root_page
    drukste = Page.objects.filter(depth=home.depth + 2).order_by("-numchild", "path").first()
    addresses = ADMIN | {
        "verkenner": reverse("wagtailadmin_explore", args=[drukste.pk]),
        "volgorde van het menu": f"{reverse('wagtailadmin_explore', args=[drukste.pk])}?ordering=ord",
        "aanvragen als CSV": "/admin/initiatieven/aanvragen/?export=csv",
    }
    return {f"beheer: {naam}": measure(client, address, warm=1) for naam, address in addresses.items()}


def weigh_parts(html):
    """The bytes of style, script and fonts that a page asks for, as they go over the line."""
    soorten = {
        "css": r'href="/static/([^"]+\.css)"',
        "js": r'src="/static/([^"]+\.js)"',
        "font": r'"/static/([^"]+\.woff2)"',
    }
    weight = {}
    for soort, pattern in soorten.items():
        files = [Path(settings.STATIC_ROOT) / naam for naam in set(re.findall(pattern, html))]
        packed = [Path(f"{file}.br") if Path(f"{file}.br").exists() else file for file in files]
        weight[soort] = sum(file.stat().st_size for file in packed)
    return weight


def measure_all(size):
    grow(size)
    result = {"paginas": Page.objects.count(), "aanvragen": Aanvraag.objects.count(), "soorten": {}}
    settings.PAGINACACHE = False
    for naam, address in find_addresses().items():
        result["soorten"][naam] = measure(make_visitor(), address) | {"adres": address}
    result["soorten"] |= measure_admin()
    settings.PAGINACACHE = True
    for naam, address in find_addresses().items():
        kept = measure(make_visitor(), address)
        result["soorten"][naam] |= {"bewaard_ms": kept["mediaan_ms"], "bewaard_queries": kept["queries"]}
    result["delen"] = weigh_parts(make_visitor().get("/").content.decode())
    return result


def grow(size):
    begin = time.monotonic()
    with transaction.atomic():
        site = GroteSite()
        site.grow(size)
    rebuild()
    print(f"{size} bladzijden erbij in {time.monotonic() - begin:.0f} s", file=sys.stderr)


if __name__ == "__main__":
    django.setup()
    # These need the models.
    from django.conf import settings
    from django.contrib.auth import get_user_model
    from django.db import connection, transaction
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse
    from wagtail.models import Page, Site

    from gebieden.models import (
        AgendaPage,
        AgendapuntPage,
        BijeenkomstenIndexPage,
        BijeenkomstPage,
        GebiedenIndexPage,
        GebiedPage,
        NieuwsIndexPage,
        NieuwsPage,
        VerhaalPage,
        VerhalenIndexPage,
    )
    from home.models import TekstPage
    from initiatieven.models import Aanvraag, AanvraagPage, InitiatievenIndexPage
    from search.indexeren import rebuild
    from tests.grote_site import GEWOON, ZELDZAAM, GroteSite

    # As the server does before its workers begin.
    gc.freeze()
    Path(sys.argv[2]).write_text(json.dumps(measure_all(int(sys.argv[1]))))
