"""Links that lead nowhere: told to who writes, approves and takes away, and looked for on other sites."""

import json
import threading
import time
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.models import Page

from gebieden.models import GebiedPage, NieuwsPage
from home.models import ExternAdres, TekstPage, Vindplaats
from home.redactie.links import find_broken
from home.redactie.ophalen import check
from tests.factories import (
    get_home,
    make_afbeelding,
    make_blocks,
    make_nieuws,
    make_picture_file,
    make_tekst,
    make_user,
)
from tests.redactie import act, edit, get_read, log_in, make_draft, page_data

pytestmark = pytest.mark.django_db


def link_to(page, tekst="hier"):
    return f'<p><a linktype="page" id="{page.pk}">{tekst}</a></p>'


def write(page, *blocks):
    page.inhoud = make_blocks(*blocks)
    page.save_revision()
    return page


def get_reasons(page, *blocks):
    write(page, *blocks)
    return [reden for _, reden in find_broken(type(page).objects.get(pk=page.pk))]


class TestVinden:
    @pytest.fixture
    def page(self, mare):
        return make_draft(mare)

    def test_a_page_that_is_online_is_no_trouble(self, page, mare):
        assert get_reasons(page, ("tekst", link_to(mare)), ("oproep", {"kop": "Doe mee", "pagina": mare.pk})) == []

    def test_a_draft_a_deleted_and_an_expired_page(self, page, overdie):
        weg = make_nieuws()
        verlopen = make_nieuws()
        NieuwsPage.objects.filter(pk=verlopen.pk).update(expire_at=timezone.now() - timedelta(minutes=1))
        blocks = [("tekst", link_to(doel)) for doel in (make_draft(overdie, "Kanarie"), weg, verlopen)]
        write(page, *blocks)
        NieuwsPage.objects.get(pk=weg.pk).delete()
        gevonden = list(find_broken(page))
        assert [reden for _, reden in gevonden] == [
            "De pagina staat niet online",
            "Pagina bestaat niet meer",
            "De pagina is verlopen",
        ]
        # It may be of another area.
        assert "Kanarie" not in str(gevonden)
        assert str(gevonden[0][0]) == "Inhoud › Tekst: “hier”"

    def test_choosers_deep_in_blocks(self, mare):
        weg, foto = make_tekst("Weg"), make_afbeelding()
        document = get_document_model().objects.create(title="Plan", file=make_picture_file("plan.pdf"))
        documenten = [document.pk, {"type": "item", "id": "a", "value": document.pk}]
        home = get_home()
        oproep = {"kop": "Doe mee", "pagina": weg.pk, "knop": "Ga", "stappen": []}
        blocks = [("beeld", {"afbeelding": foto.pk}), ("documenten", documenten)]
        tekst = {"kop": "Uitleg", "inhoud": json.loads(make_blocks(*blocks))}
        write(home, ("oproep", oproep), ("tekst", tekst))
        assert list(find_broken(home)) == []
        for item in (weg, foto, document):
            type(item).objects.get(pk=item.pk).delete()
        assert [str(link) for link, _ in find_broken(home)] == [
            "Inhoud › Oproep › Naar pagina",
            "Inhoud › Eigen tekst › Inhoud › Beeld › Afbeelding",
            "Inhoud › Eigen tekst › Inhoud › Documenten",
            "Inhoud › Eigen tekst › Inhoud › Documenten",
        ]

    @pytest.mark.parametrize(
        ("html", "reden"),
        [
            ('<a href="">x</a>', "De link gaat nergens heen"),
            ("<a>x</a>", "De link gaat nergens heen"),
            ('<a href="#">x</a>', "De link gaat nergens heen"),
            ('<a href="/gebieden/atlantis/">x</a>', "Op onze site staat niets op dit adres"),
            ('<a href="http://localhost/nergens">x</a>', "Op onze site staat niets op dit adres"),
            ('<a href="/documenten/99/plan.pdf">x</a>', "Op onze site staat niets op dit adres"),
            ('<a href="http://[kapot/">x</a>', "Dit is geen goed adres"),
            ('<a linktype="document" id="99">x</a>', "Document bestaat niet meer"),
        ],
    )
    def test_addresses_that_lead_nowhere(self, page, html, reden):
        assert get_reasons(page, ("tekst", html)) == [reden]

    def test_addresses_that_are_right(self, page, mare):
        Redirect.objects.create(old_path="/oud", redirect_page=mare)
        adressen = [mare.url, mare.full_url, mare.url.rstrip("/"), f"{mare.url}feed/", "/zoeken/?q=x", "/", "/oud/"]
        adressen += ["https://example.org/", "mailto:a@example.org", "tel:14072", f"{mare.url}#team"]
        assert get_reasons(page, *(("tekst", f'<a href="{adres}">x</a>') for adres in adressen)) == []

    def test_an_anchor_must_be_a_heading_of_the_page(self, mare):
        page = GebiedPage.objects.get(pk=mare.pk)
        tekst = {"kop": "Wie doet wat", "inhoud": json.loads(make_blocks(("tekst", '<a href="#wie-doet-wat">x</a>')))}
        fout = {"kop": "Meer", "inhoud": json.loads(make_blocks(("tekst", '<a href="#weg">x</a>')))}
        assert get_reasons(page, ("tekst", tekst), ("tekst", fout)) == ["Die kop staat niet (meer) op deze pagina"]

    def test_a_call_to_action_without_address(self, page):
        assert get_reasons(page, ("oproep", {"kop": "Doe mee", "knop": "Ga"})) == ["De link gaat nergens heen"]

    def test_more_links_ask_no_more(self, page, mare):
        def count(number):
            write(page, *(("tekst", link_to(mare)) for _ in range(number)))
            with CaptureQueriesContext(connection) as queries:
                list(find_broken(NieuwsPage.objects.get(pk=page.pk)))
            return len(queries)

        assert count(2) == count(40)


class TestGoedkeuren:
    @pytest.fixture
    def schrijver(self, mare):
        return log_in("Redacteur De Mare", naam="schrijver")

    @pytest.fixture
    def page(self, mare, overdie, schrijver):
        page = write(make_draft(mare, "Feest", schrijver.user), ("tekst", link_to(make_draft(overdie), "programma")))
        page.save_revision(user=schrijver.user)
        page.get_workflow().start(page, schrijver.user)
        return page

    def test_author_and_approver_read_it_in_the_page(self, page, schrijver):
        for client in (schrijver, log_in("Communicatie", naam="redactie")):
            html = client.get(edit(page)).content.decode()
            assert "1 link werkt niet" in html and "Inhoud › Tekst: “programma”: De pagina staat niet online" in html

    def test_is_said_when_it_is_handed_in(self, mare, schrijver):
        page = make_draft(mare, "Nieuw", schrijver.user)
        data = {"inhoud-count": "1", "inhoud-0-deleted": "", "inhoud-0-order": "0", "inhoud-0-type": "oproep"}
        velden = {"kop": "Doe mee", "tekst": "", "knop": "Ga", "pagina": "", "link": "http://localhost/weg/"}
        data |= {f"inhoud-0-value-{naam}": waarde for naam, waarde in velden.items()}
        response = schrijver.post(edit(page), page_data(page, **data) | {"action-submit": "1"}, follow=True)
        assert NieuwsPage.objects.get(pk=page.pk).workflow_in_progress
        assert "Op onze site staat niets op dit adres" in response.content.decode()

    def test_approving_asks_an_explicit_tick(self, page):
        redactie = log_in("Communicatie", naam="redactie")
        assert "Goedkeuren met kapotte links" in redactie.get(edit(page)).content.decode()
        state = page.current_workflow_task_state
        adres = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk])
        scherm = redactie.get(adres, headers={"x-requested-with": "XMLHttpRequest"}).json()["html"]
        assert "programma" in scherm and "Ik weet het en keur toch goed" in scherm
        html = act(redactie, page, "approve").content.decode()
        assert "Nog niet goedgekeurd" in html and "programma" in html
        assert not NieuwsPage.objects.get(title="Feest").live
        redactie.post(adres, {"comment": "", "toch": "on", **get_read(page)})
        assert NieuwsPage.objects.get(title="Feest").live

    def test_a_post_past_the_window_is_refused_too(self, page):
        redactie = log_in("Communicatie", naam="redactie")
        data = {"action-workflow-action": "1", "workflow-action-name": "approve", "inhoud-count": "1"}
        data |= {"inhoud-0-deleted": "", "inhoud-0-order": "0", "inhoud-0-type": "tekst"}
        redactie.post(edit(page), page_data(page) | data)
        assert not NieuwsPage.objects.get(title="Feest").live

    def test_without_broken_links_nothing_is_asked(self, mare):
        redactie = log_in("Communicatie", naam="redactie")
        page = make_draft(mare)
        page.get_workflow().start(page, make_user())
        html = redactie.get(edit(page)).content.decode()
        assert "kapotte links" not in html and "werkt niet" not in html
        adres = reverse(
            "wagtailadmin_pages:workflow_action", args=[page.pk, "approve", page.current_workflow_task_state.pk]
        )
        scherm = redactie.get(adres, headers={"x-requested-with": "XMLHttpRequest"}).json()["html"]
        assert "toch goed" not in scherm
        act(redactie, page, "approve")
        assert NieuwsPage.objects.get().live

    def test_publishing_past_the_workflow_is_not_unnoticed(self, page, staff):
        inhoud = {"inhoud-count": "1", "inhoud-0-deleted": "", "inhoud-0-order": "0", "inhoud-0-type": "oproep"}
        velden = {"kop": "Doe mee", "tekst": "", "knop": "Ga", "pagina": "", "link": "http://localhost/weg/"}
        inhoud |= {f"inhoud-0-value-{naam}": waarde for naam, waarde in velden.items()}
        response = staff.post(edit(page), page_data(page, **inhoud) | {"action-publish": "1"}, follow=True)
        assert "Op onze site staat niets op dit adres" in response.content.decode()
        tweede = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
        response = staff.post(f"{tweede}?id={page.pk}&next=/admin/", follow=True)
        assert "Op onze site staat niets op dit adres" in response.content.decode()


class TestWeghalen:
    @pytest.mark.parametrize("doe", ["unpublish", "delete"])
    def test_shows_which_pages_get_a_broken_link(self, staff, mare, overdie, doe):
        doel = make_tekst("Contact")
        make_nieuws("Verwijst ernaar", inhoud=make_blocks(("tekst", link_to(doel))))
        make_nieuws("Verwijst niet")
        concept = write(make_draft(overdie, "Kanarie"), ("tekst", link_to(doel)))
        concept.save()
        html = staff.get(reverse(f"wagtailadmin_pages:{doe}", args=[doel.pk])).content.decode()
        assert "Verwijst ernaar" in html and "Verwijst niet" not in html and "Kanarie" not in html

    def test_counts_links_to_pages_below(self, staff, mare):
        boven = make_tekst("Boven")
        onder = make_tekst("Onder", boven)
        make_nieuws("Verwijst ernaar", inhoud=make_blocks(("tekst", link_to(onder))))
        html = staff.get(reverse("wagtailadmin_pages:delete", args=[boven.pk])).content.decode()
        assert "Verwijst ernaar" in html

    def test_moving_breaks_nothing(self, client, mare):
        """Links follow the page, and its old address leads to the new one."""
        doel = make_tekst("Contact")
        oud = doel.url
        page = make_nieuws(inhoud=make_blocks(("tekst", link_to(doel)), ("tekst", f'<a href="{oud}">x</a>')))
        Page.objects.get(pk=doel.pk).move(make_tekst("Over ons"), pos="last-child")
        assert list(find_broken(page)) == []


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
