"""Links to other sites: asked one by one without reaching into our own network, and told in a report."""

import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook
from wagtail.models import Page

from gebieden.models import GebiedPage, NieuwsPage
from home.models import ExternAdres, TekstPage, Vindplaats
from home.redactie.ophalen import check
from tests.factories import (
    make_blocks,
    make_nieuws,
    make_tekst,
)
from tests.redactie import edit, log_in, make_draft, write

pytestmark = [pytest.mark.django_db, pytest.mark.een_database]


class Site(BaseHTTPRequestHandler):
    """Another site, with what goes wrong on other sites."""

    def do_GET(self):
        self.server.asked.append((self.command, self.path, time.monotonic()))
        if self.path == "/traag":
            self.server.release.wait(5)
        headers = {
            "/verhuisd": "/goed",
            "/rondje": "/rondje",
            "/naar-binnen": "http://169.254.169.254/latest/",
            "/naar-bestand": "file:///etc/passwd",
        }
        status = {"/goed": 200, "/weg": 404, "/stuk": self.server.stuk, "/traag": 200, "/verboden": 403}
        status |= {"/alleen-get": 501 if self.command == "HEAD" else 200}
        self.send_response(301 if self.path in headers else status[self.path])
        if self.path in headers:
            self.send_header("Location", headers[self.path])
        self.end_headers()

    do_HEAD = do_GET

    def log_message(self, *args):
        """Quiet."""


@pytest.fixture
def other_site(settings):
    settings.LINKCONTROLE_LOOPBACK = True
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.asked, server.release, server.stuk = [], threading.Event(), 500
    server.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield server
    server.release.set()
    server.shutdown()
    thread.join()
    server.server_close()


def run(**options):
    call_command("controleer_links", wacht=0.3, **{"pauze": 0, **options})


def link_out(*adressen):
    return make_blocks(*(("tekst", f'<p><a href="{adres}">x</a></p>') for adres in adressen))


class TestVragen:
    @pytest.mark.parametrize(
        ("pad", "uitkomst"),
        [
            ("/goed", ""),
            ("/verhuisd", ""),
            ("/alleen-get", ""),
            ("/verboden", ""),
            ("/weg", "De pagina bestaat niet (meer) (404)"),
            ("/stuk", "De site geeft een foutmelding (500)"),
            ("/traag", "De site geeft geen antwoord"),
            ("/rondje", "Er is geen verbinding met de site te maken"),
            ("/naar-binnen", "Dit adres ligt in een besloten netwerk"),
            ("/naar-bestand", "Er is geen verbinding met de site te maken"),
        ],
    )
    def test_says_what_is_wrong(self, other_site, pad, uitkomst):
        assert check(other_site.address + pad, timeout=0.3) == uitkomst

    @pytest.mark.parametrize(
        "adres",
        [
            "http://127.0.0.1:{port}/goed",
            "http://localhost:{port}/goed",
            "http://[::ffff:127.0.0.1]:{port}/goed",
            "http://2130706433:{port}/goed",
            "http://10.0.0.1/",
            "http://169.254.169.254/",
            "http://0.0.0.0:{port}/goed",
            "https://192.168.1.1/",
        ],
    )
    def test_never_reaches_into_our_own_network(self, other_site, settings, adres):
        settings.LINKCONTROLE_LOOPBACK = False
        adres = adres.format(port=other_site.server_port)
        assert check(adres, timeout=0.3) == "Dit adres ligt in een besloten netwerk"
        assert not other_site.asked

    @pytest.mark.parametrize("adres", ["ftp://example.org/", "http:///pad", "javascript:x", "http://127.0.0.1:1/"])
    def test_what_cannot_be_asked_is_no_error(self, other_site, adres):
        assert check(adres, timeout=0.3) == "Er is geen verbinding met de site te maken"


class TestControle:
    def test_one_failure_is_not_broken_and_two_are(self, other_site, capsys):
        make_nieuws(inhoud=link_out(f"{other_site.address}/stuk", f"{other_site.address}/goed"))
        run()
        assert not ExternAdres.objects.kapot().exists()
        sinds = ExternAdres.objects.get(adres__endswith="/stuk").kapot_sinds
        run()
        kapot = ExternAdres.objects.kapot().get()
        assert (kapot.uitkomst, kapot.kapot_sinds) == ("De site geeft een foutmelding (500)", sinds)
        assert kapot.gecontroleerd_op > sinds
        regels = capsys.readouterr().out.splitlines()
        assert regels == ["2 adressen bekeken. Kapot: 0.", "2 adressen bekeken. Kapot: 1."]
        other_site.stuk = 200
        run()
        assert not ExternAdres.objects.exclude(kapot_sinds=None).exists()

    def test_an_address_is_asked_once_and_forgotten_when_it_is_gone(self, other_site, mare):
        adres = f"{other_site.address}/goed"
        een = make_nieuws(inhoud=link_out(adres, f"{adres}#kop"))
        make_tekst("Twee", None, ("oproep", {"kop": "Kijk", "knop": "Ga", "link": adres}))
        write(make_draft(mare), ("tekst", f'<a href="{other_site.address}/weg">x</a>'))
        run()
        assert [pad for _, pad, _ in other_site.asked] == ["/goed"]
        assert ExternAdres.objects.get().paginas.count() == 2
        for page in (een, TekstPage.objects.get(title="Twee")):
            Page.objects.get(pk=page.pk).specific.unpublish()
        run()
        assert not ExternAdres.objects.exists()

    def test_is_polite(self, other_site):
        make_nieuws(inhoud=link_out(*(f"{other_site.address}/{pad}" for pad in ("goed", "weg"))))
        run(pauze=0.3)
        momenten = {pad: moment for _, pad, moment in other_site.asked}
        assert abs(momenten["/goed"] - momenten["/weg"]) >= 0.3

    def test_our_own_site_is_not_asked(self, other_site, mare):
        make_nieuws(inhoud=link_out(mare.full_url, "/zoeken/", "mailto:a@example.org", "http://[kapot/"))
        run()
        assert not ExternAdres.objects.exists()


class TestRapport:
    ADRES = "/admin/kapotte-links/"

    @pytest.fixture
    def filled(self, mare, overdie):
        def fill(number):
            for gebied in (mare, overdie):
                for _ in range(number):
                    page = make_nieuws(f"Uit {gebied.title}", GebiedPage.objects.get(pk=gebied.pk))
                    extern = ExternAdres.objects.create(
                        adres=f"https://example.org/{page.pk}",
                        uitkomst="=1+1",
                        mislukt=2,
                        kapot_sinds=timezone.now(),
                        gecontroleerd_op=timezone.now(),
                    )
                    Vindplaats.objects.create(extern=extern, page=page)

        fill(1)
        return fill

    def test_an_area_sees_its_own_pages_with_a_way_to_edit_them(self, filled):
        client = log_in("Redacteur De Mare")
        html = client.get(self.ADRES).content.decode()
        page = NieuwsPage.objects.get(title="Uit De Mare")
        assert edit(page) in html and f"https://example.org/{page.pk}" in html
        assert "Uit Overdie" not in html
        assert self.ADRES in client.get("/admin/").content.decode()

    def test_communicatie_sees_all_or_one_area(self, filled, overdie):
        client = log_in("Communicatie")
        html = client.get(self.ADRES).content.decode()
        assert "Uit De Mare" in html and "Uit Overdie" in html
        html = client.get(f"{self.ADRES}resultaten/", {"gebied": overdie.pk}).content.decode()
        assert "Uit De Mare" not in html and "Uit Overdie" in html

    def test_goes_out_as_a_table_without_formulas(self, filled):
        response = log_in("Communicatie").get(self.ADRES, {"export": "xlsx"})
        rijen = list(load_workbook(BytesIO(response.content)).active.iter_rows())
        assert [cell.value for cell in rijen[0]][:4] == ["pagina", "gebied", "adres", "wat"]
        assert {tuple(cell.value for cell in rij[:2]) for rij in rijen[1:]} == {
            ("Uit De Mare", "De Mare"),
            ("Uit Overdie", "Overdie"),
        }
        assert rijen[1][3].value == "=1+1" and rijen[1][3].data_type == "s"
        csv = b"".join(log_in("Redacteur De Mare", naam="mare").get(self.ADRES, {"export": "csv"})).decode()
        assert "'=1+1" in csv and "Uit Overdie" not in csv

    def test_more_rows_ask_no_more(self, filled):
        client = log_in("Communicatie")

        def count():
            with CaptureQueriesContext(connection) as queries:
                for query in ({}, {"export": "xlsx"}):
                    assert client.get(self.ADRES, query).status_code == 200
            return len(queries)

        count()
        few = count()
        filled(8)
        assert count() == few
