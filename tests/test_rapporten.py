"""What areas have online and how fresh it is, and which agenda items wait for a word."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from wagtail.models import Page

from gebieden.models import AgendaPage, AgendapuntPage, GebiedPage, VoortgangPage
from home.models import Leesbaarheid
from tests.factories import (
    make_agenda,
    make_bijeenkomst,
    make_blocks,
    make_gebieden,
    make_nieuws,
    make_punt,
    make_verhaal,
    make_video,
    make_voortgang,
)
from tests.redactie import edit, log_in, make_draft

pytestmark = pytest.mark.django_db
RAPPORT = "rapport_gebieden"


def read(client, **query):
    """The report as a spreadsheet has it: the row of each area."""
    response = client.get(reverse(RAPPORT), {"export": "xlsx", **query})
    blad = load_workbook(BytesIO(b"".join(response.streaming_content))).active
    kop, *rijen = blad.iter_rows(values_only=True)
    return {rij[0]: dict(zip(kop, rij, strict=True)) for rij in rijen}


class TestRapport:
    def test_counts_what_an_area_has_online(self, mare):
        make_nieuws(ouder=mare)
        video = make_video()
        make_nieuws(ouder=mare, inhoud=make_blocks(("video", video.pk)))
        make_verhaal(ouder=mare)
        make_bijeenkomst(ouder=mare, inhoud=make_blocks(("video", video.pk)))
        make_voortgang(make_punt(agenda=make_agenda(mare)), "gepland")
        concept = make_draft(mare)
        concept.get_workflow().start(concept, None)
        rij = read(log_in("Communicatie"))["De Mare"]
        soorten = (
            "Nieuws",
            "Verhalen",
            "Bijeenkomsten",
            "Agendapunten",
            "Voortgang",
            "Video’s",
            "Wacht op goedkeuring",
        )
        assert [rij[soort] for soort in soorten] == [2, 1, 1, 1, 1, 1, 1]
        assert rij["Nieuws: laatste"] == timezone.localdate()
        assert read(log_in("Communicatie", naam="twee"))["Overdie"]["Nieuws"] == 0

    def test_names_the_oldest_check_and_what_is_silent(self, mare):
        punt = make_punt(agenda=make_agenda(mare))
        make_voortgang(punt, "gepland", dagen_geleden=200)
        op = timezone.now() - timedelta(days=400)
        Page.objects.filter(pk=mare.pk).update(last_published_at=op)
        rijen = read(log_in("Communicatie"))
        assert rijen["De Mare"]["Stille agendapunten"] == 1
        assert rijen["De Mare"]["Controle te laat sinds"] == timezone.localdate(op) + timedelta(days=365)
        assert rijen["Overdie"]["Controle te laat sinds"] is None

    def test_a_redacteur_sees_the_own_area_only(self, mare):
        client = log_in("Redacteur De Mare")
        assert list(read(client)) == ["De Mare"]
        html = client.get(reverse(RAPPORT)).content.decode()
        assert "De Mare" in html
        assert "Overdie" not in html
        assert reverse(RAPPORT) in client.get("/admin/").content.decode()

    def test_nobody_without_an_area_sees_it(self, mare):
        client = log_in("Redacteur De Mare")
        client.user.groups.clear()
        assert client.get(reverse(RAPPORT)).status_code == 302

    def test_can_be_filtered_and_read_as_csv(self, mare):
        client = log_in("Communicatie")
        GebiedPage.objects.filter(pk=mare.pk).update(soort="dorp")
        assert list(read(client, soort="dorp")) == ["De Mare"]
        csv = b"".join(client.get(reverse(RAPPORT), {"export": "csv"}).streaming_content).decode()
        assert csv.startswith("Gebied,Nieuws,")
        assert "De Mare" in client.get(reverse("rapport_gebieden_results")).content.decode()

    def test_asks_no_more_for_more(self, mare, overdie):
        client = log_in("Communicatie")

        def fill(number):
            for gebied in (mare, overdie):
                agenda = AgendaPage.objects.child_of(gebied).first() or make_agenda(gebied)
                for _ in range(number):
                    make_nieuws(ouder=gebied, inhoud=make_blocks(("video", make_video().pk)))
                    make_voortgang(make_punt(agenda=agenda), "gepland", dagen_geleden=200)

        def count():
            client.get(reverse(RAPPORT))
            with CaptureQueriesContext(connection) as queries:
                client.get(reverse(RAPPORT))
            return len(queries)

        fill(1)
        few = count()
        fill(3)
        assert count() == few


@pytest.mark.parametrize("groep", ["Redacteur De Mare", "Gebiedsregisseur De Mare", "Communicatie"])
def test_a_report_and_the_explorer_agree_on_what_one_may_change(mare, groep):
    pages = [make_agenda(mare), make_nieuws(ouder=mare)]
    for page in pages:
        Leesbaarheid.objects.create(page=page, gemeten_op=timezone.now(), woorden=100, cijfer=40, lange_zinnen=0)
    client = log_in(groep)
    explorer, rapport = (
        client.get(adres).content.decode()
        for adres in (reverse("wagtailadmin_explore", args=[mare.pk]), reverse("rapporten:leesbaarheid"))
    )
    may_change = [edit(page) in explorer for page in pages]
    assert may_change == [edit(page) in rapport for page in pages] == ["Redacteur" not in groep, True]


class TestStilleAgendapunten:
    def get_desk(self, client):
        return client.get(reverse("wagtailadmin_home")).content.decode()

    def test_lie_with_who_keeps_the_agenda_only(self, mare, overdie):
        punt = make_punt("Bankjes", make_agenda(mare))
        make_voortgang(punt, "gepland", dagen_geleden=200)
        html = self.get_desk(log_in("Gebiedsregisseur De Mare"))
        assert "Stille agendapunten (1)" in html
        assert f"{reverse('agendas:punten', args=[punt.agenda.pk])}#punt-{punt.pk}" in html
        assert "Lang geen nieuws sinds" in html
        for groep in ("Gebiedsregisseur Overdie", "Redacteur De Mare", "Communicatie"):
            assert "Stille agendapunten" not in self.get_desk(log_in(groep, naam=groep)), groep

    def test_the_address_leads_to_the_item_on_the_screen(self, mare):
        punt = make_punt(agenda=make_agenda(mare))
        client = log_in("Gebiedsregisseur De Mare")
        html = client.get(reverse("agendas:punten", args=[punt.agenda.pk])).content.decode()
        assert f'id="punt-{punt.pk}"' in html

    def test_an_item_lies_there_once_with_every_reason(self, mare):
        punt = make_punt("Bankjes", make_agenda(mare), eind="2020")
        bericht = make_voortgang(punt, "gepland", dagen_geleden=200)
        VoortgangPage.objects.filter(pk=bericht.pk).update(volgend_bericht=timezone.localdate())
        html = self.get_desk(log_in("Gebiedsregisseur De Mare"))
        assert "Stille agendapunten (1)" in html
        assert "De geplande datum is voorbij sinds" in html
        assert "lang geen nieuws sinds" in html
        assert "het beloofde bericht sinds" in html

    def test_the_agenda_of_all_villages_is_of_communicatie(self, mare):
        punt = make_punt(agenda=make_agenda(make_gebieden(), slug="dorpenagenda"))
        make_voortgang(punt, "gepland", dagen_geleden=200)
        assert "Stille agendapunten (1)" in self.get_desk(log_in("Communicatie"))

    def test_leaves_out_what_is_done_closed_or_a_draft(self, mare):
        agenda = make_agenda(mare)
        make_voortgang(make_punt(agenda=agenda), "afgerond", dagen_geleden=200)
        make_voortgang(make_punt(agenda=agenda), "gepland", dagen_geleden=2)
        weg = make_punt(agenda=agenda)
        make_voortgang(weg, "gepland", dagen_geleden=200)
        AgendapuntPage.objects.get(pk=weg.pk).unpublish()
        client = log_in("Gebiedsregisseur De Mare")
        assert "Stille agendapunten" not in self.get_desk(client)
        make_voortgang(make_punt(agenda=agenda), "gepland", dagen_geleden=200)
        assert "Stille agendapunten (1)" in self.get_desk(client)
        AgendaPage.objects.update(afgesloten_op=timezone.localdate())
        assert "Stille agendapunten" not in self.get_desk(client)

    def test_a_long_pile_asks_no_more(self, mare, overdie):
        client = log_in("Gebiedsregisseur De Mare", "Gebiedsregisseur Overdie")

        def count(gebied, number):
            agenda = make_agenda(gebied)
            for _ in range(number):
                make_voortgang(make_punt(agenda=agenda), "gepland", dagen_geleden=200)
            self.get_desk(client)
            with CaptureQueriesContext(connection) as queries:
                self.get_desk(client)
                client.get(reverse("bureau:stapel", args=["stille-punten"]))
            return len(queries)

        assert count(mare, 1) == count(overdie, 4)
