"""The log: who did what, for who may know it, out in a table, and no longer than set."""

import csv
from datetime import timedelta
from io import BytesIO, StringIO

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry, Page, PageLogEntry

from gebieden.models import Thema
from home.models import GedeeldConcept, RedactieInstellingen
from tests.factories import get_home, make_user
from tests.redactie import edit, log_in, make_draft, page_data

pytestmark = pytest.mark.django_db
ADRES = "/admin/logboek/"


@pytest.fixture
def redactie(mare):
    return log_in("Communicatie", naam="redactie")


def read(client, **query):
    return client.get(ADRES, query).content.decode()


def read_csv(client, **query):
    response = client.get(ADRES, {"export": "csv", **query})
    text = b"".join(response.streaming_content).decode()
    assert text.startswith("\ufeff")
    return list(csv.DictReader(StringIO(text[1:]), delimiter=";"))


class TestWatErInStaat:
    def test_writing_deleting_and_other_things_than_pages(self, redactie, mare):
        schrijver = log_in("Redacteur De Mare", naam="schrijver")
        page = make_draft(mare, "Straatfeest", schrijver.user)
        schrijver.post(edit(page), page_data(page, title="Feest op straat"))
        redactie.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))
        log(Thema.objects.create(naam="Water"), "wagtail.create", user=redactie.user)
        assert not Page.objects.filter(pk=page.pk).exists()
        rijen = read_csv(redactie)
        found = {(rij["wie"], rij["wat"], rij["naam"]) for rij in rijen}
        assert ("schrijver", "Concept opgeslagen", "Feest op straat") in found
        assert ("redactie", "Verwijderd", "Feest op straat") in found
        assert ("redactie", "Aangemaakt", "Water") in found
        html = read(redactie)
        assert "Feest op straat" in html and "Water" in html

    def test_who_got_which_role(self, mare):
        beheer = log_in()
        get_user_model().objects.filter(pk=beheer.user.pk).update(is_superuser=True)
        user = log_in("Redacteur De Mare", naam="nieuw").user
        data = {"username": "nieuw", "email": "nieuw@example.org", "first_name": "Els", "last_name": "Bos"}
        communicatie = Group.objects.get(name="Communicatie")
        adres = reverse("wagtailusers_users:edit", args=[user.pk])
        beheer.post(adres, {**data, "groups": [communicatie.pk], "is_active": "on"})
        (rij,) = [rij for rij in read_csv(beheer) if rij["wat"] == "Rollen gewijzigd"]
        assert (rij["wie"], rij["naam"]) == ("iemand", "nieuw")
        assert rij["toelichting"] == "erbij: Communicatie; eraf: Redacteur De Mare"
        beheer.post(adres, {**data, "groups": [communicatie.pk], "first_name": "Elsje", "is_active": "on"})
        assert ModelLogEntry.objects.filter(action="redactie.rollen").count() == 1

    def test_accounts_that_change_together(self, mare):
        beheer = log_in()
        get_user_model().objects.filter(pk=beheer.user.pk).update(is_superuser=True)
        user = log_in("Redacteur De Mare", naam="weg").user

        def do(action, **data):
            adres = reverse("wagtail_bulk_action", args=["auth", "user", action])
            assert beheer.post(f"{adres}?id={user.pk}", data).status_code == 302

        do("assign_role", role=Group.objects.get(name="Communicatie").pk)
        do("set_active_state", mark_as_active="False")
        rijen = [(rij["wat"], rij["toelichting"]) for rij in read_csv(beheer) if rij["naam"] == "weg"]
        assert rijen == [
            ("Rollen gewijzigd", "eraf: mag inloggen"),
            ("Rollen gewijzigd", "erbij: Communicatie"),
        ]


class TestWieHetZiet:
    @pytest.mark.parametrize("groep", ["Redacteur De Mare", "Gebiedsregisseur De Mare"])
    def test_an_area_sees_nothing_of_it(self, mare, overdie, groep):
        """Wagtail's own report neither."""
        client = log_in(groep)
        log(make_draft(overdie, "Kanarie"), "wagtail.create", user=client.user)
        adressen = [ADRES, f"{ADRES}resultaten/", f"{ADRES}?export=csv", f"{ADRES}?export=xlsx"]
        adressen += [reverse("wagtailadmin_reports:site_history"), reverse("wagtailadmin_reports:site_history_results")]
        for adres in adressen:
            response = client.get(adres, follow=True)
            assert "Kanarie" not in response.content.decode(), adres
        assert ADRES not in client.get("/admin/").content.decode()

    def test_communicatie_finds_it_in_the_menu(self, redactie):
        html = redactie.get("/admin/").content.decode()
        assert ADRES in html and reverse("wagtailadmin_reports:site_history") not in html

    def test_a_visitor_must_log_in(self, client):
        assert client.get(ADRES).status_code == 302


class TestZoeken:
    @pytest.fixture
    def filled(self, redactie, mare, overdie):
        een, twee = log_in(naam="een").user, log_in(naam="twee").user
        log(make_draft(mare, "Uit De Mare"), "wagtail.create", user=een)
        log(make_draft(overdie, "Uit Overdie"), "wagtail.publish", user=twee)
        log(Thema.objects.create(naam="Los thema"), "wagtail.edit", user=twee)
        PageLogEntry.objects.filter(label="Uit De Mare").update(timestamp=timezone.now() - timedelta(days=30))
        return een, mare

    @pytest.mark.parametrize(
        ("kies", "shown"),
        [
            (lambda een, mare: {"user": een.pk}, {"Uit De Mare"}),
            (lambda een, mare: {"gebied": mare.pk}, {"Uit De Mare"}),
            (lambda een, mare: {"action": "wagtail.publish"}, {"Uit Overdie"}),
            (lambda een, mare: {"label": "overdie"}, {"Uit Overdie"}),
            (
                lambda een, mare: {"timestamp_from": str(timezone.localdate() - timedelta(days=2))},
                {"Uit Overdie", "Los thema"},
            ),
            (lambda een, mare: {}, {"Uit De Mare", "Uit Overdie", "Los thema"}),
        ],
        ids=["persoon", "gebied", "handeling", "naam", "periode", "alles"],
    )
    def test_on_screen_and_in_the_table(self, redactie, filled, kies, shown):
        namen = {"Uit De Mare", "Uit Overdie", "Los thema"}
        html = redactie.get(f"{ADRES}resultaten/", kies(*filled)).content.decode()
        assert {naam for naam in namen if naam in html} == shown
        assert {rij["naam"] for rij in read_csv(redactie, **kies(*filled))} & namen == shown

    def test_nonsense_in_the_address_is_no_error(self, redactie, filled):
        for query in ({"user": "x"}, {"gebied": "999999"}, {"timestamp_from": "gisteren"}, {"action": "niets"}):
            assert redactie.get(ADRES, query).status_code == 200


class TestTabel:
    KWAAD = '=HYPERLINK("http://x","klik")\x0b\x07'

    @pytest.fixture
    def page(self, redactie, mare):
        page = make_draft(mare)
        log(page, "wagtail.edit", user=redactie.user, title=self.KWAAD)
        return page

    def test_no_cell_is_a_formula_and_no_character_breaks_the_file(self, redactie, page):
        sheet = load_workbook(BytesIO(redactie.get(ADRES, {"export": "xlsx"}).content)).active
        cells = [cell for row in sheet.iter_rows() for cell in row]
        assert '=HYPERLINK("http://x","klik")' in [cell.value for cell in cells]
        assert not [cell for cell in cells if cell.data_type == "f"]
        assert '\'=HYPERLINK("http://x","klik")' in [rij["naam"] for rij in read_csv(redactie)]

    def test_taking_it_out_is_written_down(self, redactie, page):
        for formaat in ("csv", "xlsx"):
            redactie.get(ADRES, {"export": formaat})
        rows = ModelLogEntry.objects.filter(action="redactie.exporteer", user=redactie.user)
        assert sorted(row.data["formaat"] for row in rows) == ["csv", "xlsx"]

    def test_ten_times_as_much_asks_no_more(self, redactie, page):
        def count(**query):
            with CaptureQueriesContext(connection) as queries:
                response = redactie.get(ADRES, query)
                size = sum(len(part) for part in response) if response.streaming else 0
            return len(queries), size

        count()
        few = [count(export="csv"), count(export="xlsx"), count()]
        values = PageLogEntry.objects.values().first() | {"id": None}
        users = (redactie.user.pk, 999999)
        PageLogEntry.objects.bulk_create(
            PageLogEntry(**values | {"label": f"Regel {number}", "user_id": users[number % 2]})
            for number in range(3000)
        )
        many = [count(export="csv"), count(export="xlsx"), count()]
        assert many[0][1] > few[0][1] * 100
        assert [asked for asked, _ in many[:2]] == [asked for asked, _ in few[:2]]
        assert many[2][0] <= few[2][0] + 1


class TestOpruimen:
    def test_keeps_what_is_within_the_period_and_says_how_many_went(self, mare, capsys):
        user = make_user()
        page = make_draft(mare, "Straatfeest")
        RedactieInstellingen.for_site(get_home().get_site()).save()
        RedactieInstellingen.objects.update(bewaar_logboek_maanden=12)
        PageLogEntry.objects.all().delete()
        ModelLogEntry.objects.all().delete()
        for days in (0, 360, 380, 4000):
            log(page, "wagtail.edit", user=user, timestamp=timezone.now() - timedelta(days=days))
            log(user, "wagtail.edit", user=user, timestamp=timezone.now() - timedelta(days=days))
            GedeeldConcept.make(page_id=page.pk, tot_en_met=timezone.localdate() - timedelta(days=days))
        call_command("ruim_logboek_op")
        assert (PageLogEntry.objects.count(), ModelLogEntry.objects.count(), GedeeldConcept.objects.count()) == (
            2,
            2,
            2,
        )
        call_command("ruim_logboek_op")
        lines = capsys.readouterr().out.splitlines()
        assert lines == [
            "Logboek: 4 regels verwijderd. Gedeelde concepten: 2 verwijderd.",
            "Logboek: 0 regels verwijderd. Gedeelde concepten: 0 verwijderd.",
        ]
