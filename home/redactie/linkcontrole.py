"""Looks every week whether the addresses outside the site to which pages link are still there."""

import time
from urllib.parse import urlsplit

from django.db import transaction
from django.utils import timezone
from django.utils.encoding import iri_to_uri
from wagtail.models import Page

from home.models.links import ExternAdres, Vindplaats
from home.redactie.links import find_links, get_own_hosts, get_own_path
from home.redactie.ophalen import check

LANGSTE = ExternAdres._meta.get_field("adres").max_length


def check_links(timeout=10, pause=1):
    """Renews the list of addresses and asks each one. Returns how many there are, and how many are broken."""
    _renew_list()
    last = {}
    for extern in list(ExternAdres.objects.order_by("pk")):
        # One at a time, and each host no more than once in a second.
        host = urlsplit(extern.adres).netloc
        time.sleep(max(0, last.get(host, 0) + pause - time.monotonic()))
        _keep(extern, check(extern.adres, timeout))
        last[host] = time.monotonic()
    return ExternAdres.objects.count(), ExternAdres.objects.kapot().count()


def _keep(extern, uitkomst):
    extern.uitkomst = uitkomst
    extern.gecontroleerd_op = timezone.now()
    extern.mislukt = extern.mislukt + 1 if uitkomst else 0
    extern.kapot_sinds = (extern.kapot_sinds or extern.gecontroleerd_op) if uitkomst else None
    extern.save()


@transaction.atomic
def _renew_list():
    """Which addresses stand in public pages now, and where. What is known of an address stays."""
    plekken = {}
    hosts = get_own_hosts()
    for page in Page.objects.live().specific().iterator(chunk_size=200):
        for link in find_links(type(page), page.serializable_data()):
            if link.adres and _is_external(link.adres, hosts):
                plekken.setdefault(iri_to_uri(link.adres).split("#")[0], set()).add(page.pk)
    stale = [pk for pk, adres in ExternAdres.objects.values_list("pk", "adres") if adres not in plekken]
    ExternAdres.objects.filter(pk__in=stale).delete()
    ExternAdres.objects.bulk_create([ExternAdres(adres=adres) for adres in plekken], ignore_conflicts=True)
    Vindplaats.objects.all().delete()
    pks = dict(ExternAdres.objects.values_list("adres", "pk"))
    Vindplaats.objects.bulk_create(
        (Vindplaats(extern_id=pks[adres], page_id=page) for adres, pages in plekken.items() for page in sorted(pages)),
        batch_size=500,
    )


def _is_external(adres, hosts):
    is_web = adres.lower().startswith(("http://", "https://")) and len(iri_to_uri(adres)) <= LANGSTE
    try:
        return is_web and not get_own_path(adres, hosts)
    except ValueError:
        return False
