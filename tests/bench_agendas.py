"""What pages cost: queries and server time of agendas and of the desk, in a database of its own."""

import statistics
import time

from tests.eigen_database import make_own_database

SIZES = (10, 300)
UPDATES = 20
TIMES = 12
# Pages on the site when the desk is measured; one in fifty waits for approval.
DESK_SIZES = (100, 10_000)
ROUTES = (
    "",
    "?groep=status",
    "?status=gepland",
    "verslag/",
    "veranderd/",
    "csv/",
    "xlsx/",
    "json/",
    "feed/",
    "kalender/",
)


def make_large_agenda(size):
    """An agenda, and one of its items. Bare pages: what a visitor reads does not depend on revisions."""
    agenda = make_agenda(make_gebied(f"Wijk met {size}"))
    status = list(Status)
    for number in range(size):
        punt = AgendapuntPage(title=f"Punt {number}", nummer=str(number), samenvatting="Er komen banken.", eind="2027")
        punt.verantwoordelijken = [Verantwoordelijke(soort="gemeente"), Verantwoordelijke(soort="bewoners")]
        agenda.add_child(instance=punt)
        for week in range(UPDATES):
            dag = timezone.localdate() - timedelta(weeks=week)
            tekst = {"samenvatting": f"Bericht {week}.", "waarom": "Omdat het kan.", "wacht_op": "de provincie"}
            punt.add_child(instance=VoortgangPage(datum=dag, status=status[(number + week) % len(status)], **tekst))
    return agenda, punt


def add_news(gebied, number):
    """So many news pages, live ones and drafts that wait for the editors."""
    with transaction.atomic():
        for nummer in range(number):
            page = NieuwsPage(title=f"Bericht {nummer}", samenvatting="Kort gezegd.", live=nummer % 50 != 0)
            gebied.add_child(instance=page)
            if not page.live:
                page.save_revision()
                page.get_workflow().start(page, None)


def measure(client, address):
    """Queries, median and highest milliseconds, and bytes of one address."""
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)
    assert response.status_code == 200, address
    count = len(queries)
    times = []
    for _ in range(TIMES):
        begin = time.perf_counter()
        client.get(address)
        times.append((time.perf_counter() - begin) * 1000)
    return count, statistics.median(times), max(times), len(response.content)


def measure_agendas():
    client = Client(SERVER_NAME="127.0.0.1")
    rows = {}
    for size in SIZES:
        agenda, punt = make_large_agenda(size)
        for address in (*(agenda.url + route for route in ROUTES), punt.url):
            name = "agenda/" + address.removeprefix(agenda.url) if address != punt.url else "item"
            client.get(address)
            rows.setdefault(name, []).append(measure(client, address))
    show(f"{SIZES[0]} and {SIZES[1]} items, each with {UPDATES} updates", rows)


def measure_desk():
    gebied = make_gebied("Wijk met nieuws")
    set_up_roles()
    rows, made = {}, 0
    for size in DESK_SIZES:
        add_news(gebied, size - made)
        made = size
        for rol in ("Communicatie", f"Redacteur {gebied.title}", f"Gebiedsregisseur {gebied.title}"):
            client = Client(SERVER_NAME="127.0.0.1")
            user, _ = get_user_model().objects.get_or_create(username=rol)
            user.groups.set([Group.objects.get(name=rol)])
            client.force_login(user)
            client.get("/admin/")
            rows.setdefault(f"desk of {rol.split()[0]}", []).append(measure(client, "/admin/"))
    show(f"{DESK_SIZES[0]} and {DESK_SIZES[1]} pages", rows)


def show(what, rows):
    print(f"{what}, on {connection.vendor}")
    print(f"{'page':<24}{'queries':>16}{'median ms':>20}{'highest ms':>20}{'kB':>16}")
    for name, (small, large) in rows.items():
        cells = [f"{small[0]} -> {large[0]}", f"{small[1]:.0f} -> {large[1]:.0f}", f"{small[2]:.0f} -> {large[2]:.0f}"]
        kilobytes = f"{small[3] // 1024} -> {large[3] // 1024}"
        print(f"{name:<24}{cells[0]:>16}{cells[1]:>20}{cells[2]:>20}{kilobytes:>16}")


if __name__ == "__main__":
    with make_own_database():
        # These need the models.
        from datetime import timedelta

        from django.conf import settings
        from django.contrib.auth import get_user_model
        from django.contrib.auth.models import Group
        from django.db import connection, transaction
        from django.test import Client
        from django.test.utils import CaptureQueriesContext
        from django.utils import timezone

        from gebieden.models import AgendapuntPage, NieuwsPage, Verantwoordelijke, VoortgangPage
        from gebieden.rollen import set_up_roles
        from gebieden.status import Status
        from tests.factories import make_agenda, make_gebied

        # What it costs to make them, not to have kept them.
        settings.PAGINACACHE = False
        measure_agendas()
        measure_desk()
