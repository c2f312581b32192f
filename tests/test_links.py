"""Links in a page that lead nowhere: told to who writes, approves and takes away."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.models import Page

from gebieden.models import GebiedPage, NieuwsPage
from home.redactie.links import find_broken, find_incoming
from tests.factories import (
    get_home,
    make_afbeelding,
    make_blocks,
    make_nieuws,
    make_picture_file,
    make_tekst,
    make_user,
)
from tests.redactie import act, edit, get_read, log_in, make_draft, page_data, write

pytestmark = [pytest.mark.django_db, pytest.mark.een_database]


def link_to(page, tekst="hier"):
    return f'<p><a linktype="page" id="{page.pk}">{tekst}</a></p>'


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

    def test_warning_and_buttons_share_what_they_read(self, mare):
        page = write(make_draft(mare), ("tekst", '<a linktype="document" id="9">plan</a>'))
        redactie = log_in("Communicatie", naam="redactie")

        def count():
            with CaptureQueriesContext(connection) as queries:
                assert "1 link werkt niet" in redactie.get(edit(page)).content.decode()
            return sum(get_document_model()._meta.db_table in query["sql"] for query in queries)

        of_a_draft = count()
        page.get_workflow().start(page, make_user())
        # Wagtail has one more look, at a copy of its own, to see whether this user may stop the workflow.
        assert count() == of_a_draft + 1

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


def get_bulk_screen(client, doe, *pages):
    adres = reverse("wagtail_bulk_action", args=["wagtailcore", "page", doe])
    return client.get(adres, {"id": [page.pk for page in pages], "next": "/admin/"}).content.decode()


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

    @pytest.mark.parametrize("doe", ["unpublish", "delete"])
    def test_of_many_at_once_too(self, mare, overdie, doe):
        een, twee = make_tekst("Contact"), make_tekst("Boven")
        onder = make_tekst("Onder", twee)
        for titel, doel in (("Naar een", een), ("Naar onder", onder), ("Naar geen", mare)):
            make_nieuws(titel, inhoud=make_blocks(("tekst", link_to(doel))))
        write(een, ("tekst", link_to(twee))).get_latest_revision().publish()
        write(make_draft(overdie, "Kanarie"), ("tekst", link_to(een))).save()
        html = get_bulk_screen(log_in("Communicatie"), doe, een, twee)
        assert "Op 2 pagina’s staat een link naar een van deze pagina’s" in html
        assert "Naar een" in html and "Naar onder" in html and "Naar geen" not in html and "Kanarie" not in html

    def test_nothing_is_said_of_pages_without_a_link_to_them(self, staff, mare):
        assert "werkt straks niet meer" not in get_bulk_screen(staff, "delete", make_tekst(), make_nieuws())

    def test_names_no_page_that_the_user_may_not_see(self, mare, overdie):
        doel = make_tekst("Contact")
        verlopen = make_nieuws("Verlopen", overdie, inhoud=make_blocks(("tekst", link_to(doel))))
        NieuwsPage.objects.filter(pk=verlopen.pk).update(expire_at=timezone.now())
        mag, mag_niet = (log_in(f"Redacteur {naam}", naam=naam).user for naam in ("Overdie", "De Mare"))
        assert [page.title for page in find_incoming([doel], mag)] == ["Verlopen"]
        assert not find_incoming([doel], mag_niet)

    def test_more_pages_ask_no_more(self, mare):
        client = log_in("Communicatie")
        doelen = [make_tekst(f"Doel {number}") for number in range(8)]
        links = [("tekst", link_to(doel)) for doel in doelen]
        make_nieuws(inhoud=make_blocks(*links))

        def count(aantal):
            with CaptureQueriesContext(connection) as queries:
                assert find_incoming(doelen[:aantal], client.user)
            return len(queries)

        def count_screen():
            with CaptureQueriesContext(connection) as queries:
                get_bulk_screen(client, "delete", *doelen[:2])
            return len(queries)

        count(1), count_screen()
        assert count(2) == count(8)
        few = count_screen()
        for _ in range(6):
            make_nieuws(inhoud=make_blocks(*links))
        assert count_screen() == few

    def test_moving_breaks_nothing(self, client, mare):
        """Links follow the page, and its old address leads to the new one."""
        doel = make_tekst("Contact")
        oud = doel.url
        page = make_nieuws(inhoud=make_blocks(("tekst", link_to(doel)), ("tekst", f'<a href="{oud}">x</a>')))
        Page.objects.get(pk=doel.pk).move(make_tekst("Over ons"), pos="last-child")
        assert list(find_broken(page)) == []
