"""What a gebiedsregisseur does in the admin, and what visitors see of it."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from gebieden.models import AgendaPage, AgendapuntPage, VoortgangPage
from gebieden.rollen import set_up_roles
from tests.factories import (
    make_agenda,
    make_gebied,
    make_punt,
    make_teamlid,
    make_voortgang,
)

pytestmark = [pytest.mark.django_db, pytest.mark.een_database]


def url(naam, agenda, *args):
    return reverse(f"agendas:{naam}", args=[agenda.pk, *args])


class TestOverview:
    def test_shows_what_needs_attention(self, staff):
        agenda = make_agenda()
        make_voortgang(make_punt("Stil punt", agenda), "gepland", dagen_geleden=200)
        make_punt("Zonder iemand", agenda, wie=(), contact=make_teamlid(), eind="2020")
        assert agenda.title in staff.get(reverse("agendas:overzicht")).content.decode()
        for toon, shown, hidden in (
            ("stil", "Stil punt", "Zonder iemand"),
            ("te-laat", "Zonder iemand", "Stil punt"),
            ("zonder-verantwoordelijke", "Zonder iemand", "Stil punt"),
            ("zonder-contact", "Stil punt", "Zonder iemand"),
        ):
            html = staff.get(url("punten", agenda), {"toon": toon}).content.decode()
            assert shown in html
            assert hidden not in html

    def test_queries_do_not_grow(self, staff, django_assert_max_num_queries):
        for number in range(4):
            agenda = make_agenda(make_gebied(f"Wijk {number}"))
            for _ in range(3):
                make_voortgang(make_punt(agenda=agenda), "gepland")
        staff.get(reverse("agendas:overzicht"))
        with django_assert_max_num_queries(30):
            staff.get(reverse("agendas:overzicht"))

    def test_only_for_staff(self, client):
        assert client.get(url("punten", make_agenda())).status_code == 302


class TestBijwerken:
    def test_several_items_at_once_go_to_moderation(self, staff, client):
        agenda = make_agenda()
        een, twee, drie = (make_punt(naam, agenda) for naam in ("Een", "Twee", "Drie"))
        data = {
            f"punt-{een.pk}-samenvatting": "De bank staat.",
            f"punt-{een.pk}-waarom": "Het geld was er.",
            f"punt-{een.pk}-status": "afgerond",
            f"punt-{twee.pk}-samenvatting": "Wij zijn begonnen.",
        }
        staff.post(url("bijwerken", agenda), {**data, "stuur": ""}, follow=True)
        assert VoortgangPage.objects.count() == 2
        assert not VoortgangPage.objects.live().exists()
        assert all(page.current_workflow_state for page in VoortgangPage.objects.all())
        assert not drie.voortgangen.exists()
        assert een.stand.status == "idee"

    def test_who_may_publishes_at_once(self, staff):
        punt = make_punt()
        data = {f"punt-{punt.pk}-samenvatting": "De bank staat.", "publiceer": ""}
        staff.post(url("bijwerken", punt.agenda), data)
        assert VoortgangPage.objects.live().get().punt == punt

    def test_one_mistake_saves_nothing_and_loses_nothing(self, staff):
        agenda = make_agenda()
        een, twee = make_punt(agenda=agenda), make_punt(agenda=agenda)
        data = {
            f"punt-{een.pk}-samenvatting": "Blijft staan.",
            f"punt-{twee.pk}-samenvatting": "Zonder uitleg.",
            f"punt-{twee.pk}-status": "gestopt",
        }
        html = staff.post(url("bijwerken", agenda), data).content.decode()
        assert not VoortgangPage.objects.exists()
        assert "Een nieuwe status kan niet zonder uitleg." in html
        assert "Blijft staan." in html

    def test_no_news_is_one_reason(self, staff):
        punt = make_punt()
        adres = url("geen_nieuws", punt.agenda, punt.pk)
        assert "Schrijf waarom er nog geen nieuws is." in staff.post(adres, {"waarom": ""}).content.decode()
        staff.post(adres, {"waarom": "De vergunning is er nog niet."})
        bericht = VoortgangPage.objects.live().get()
        assert bericht.samenvatting == "Er is nog geen nieuws over dit punt."

    def test_a_plan_cannot_end_before_it_begins(self):
        with pytest.raises(ValidationError, match="ligt voor het begin"):
            make_punt(begin="2027-K2", eind="2026")
        assert make_punt(begin="2027-K2", eind="2027").planning == "tweede kwartaal van 2027 tot 2027"

    def test_the_page_form_asks_why(self, staff):
        punt = make_punt()
        adres = reverse("wagtailadmin_pages:add", args=["gebieden", "voortgangpage", punt.pk])
        data = {
            "samenvatting": "Wij stoppen.",
            "status": "gestopt",
            "datum": "2026-01-01",
            "rol": "gebiedsregisseur",
            "inhoud-count": "0",
            "comments-TOTAL_FORMS": "0",
            "comments-INITIAL_FORMS": "0",
            "action-publish": "1",
        }
        assert "Een nieuwe status kan niet zonder uitleg." in staff.post(adres, data).content.decode()
        assert not VoortgangPage.objects.exists()
        staff.post(adres, {**data, "waarom": "Het geld is op."})
        assert VoortgangPage.objects.live().get().title == "Voortgang van 1 januari 2026"


class TestNieuweEditie:
    def test_the_old_one_closes_and_running_items_go_on(self, staff, client, django_capture_on_commit_callbacks):
        agenda = make_agenda(editie="2024-2025", begin=date(2024, 1, 1), eind=date(2025, 12, 31))
        loopt, klaar = make_punt("Loopt", agenda, kosten=Decimal(5)), make_punt("Klaar", agenda)
        make_voortgang(loopt, "uitvoering")
        make_voortgang(klaar, "afgerond")
        adres = loopt.url
        data = {"editie": "2026-2027", "begin": "2026-01-01", "eind": "2027-12-31"}
        with django_capture_on_commit_callbacks(execute=True):
            staff.post(url("nieuwe_editie", agenda), data)
        nieuw = AgendaPage.objects.current().get()
        assert nieuw.slug == "agenda" and not nieuw.live
        kopie = nieuw.punten.get()
        assert (kopie.title, kopie.beginstatus, kopie.kosten, kopie.live) == ("Loopt", "uitvoering", Decimal(5), False)
        # While the new one is a draft, the old addresses lead to where the items stand now.
        assert client.get(adres, follow=True).status_code == 200
        agenda.refresh_from_db()
        assert agenda.slug == "agenda-2024-2025" and agenda.afgesloten_op
        edit = reverse("wagtailadmin_pages:edit", args=[loopt.pk])
        assert "liggen vast" in staff.get(edit).content.decode()
        for page in (nieuw, kopie):
            page.get_latest_revision().publish()
        assert "Stond ook op de vorige agenda" in client.get(adres).content.decode()
        assert "Gaat verder in de volgende editie." in client.get(f"{agenda.url}verslag/").content.decode()

    @pytest.mark.parametrize(
        ("data", "message"),
        [
            ({"editie": "", "begin": "2028-01-01", "eind": "2029-01-01"}, "Dit is een verplicht veld"),
            ({"editie": "x", "begin": "2020-01-01", "eind": "2029-01-01"}, "moet later beginnen"),
            ({"editie": "x", "begin": "2028-01-01", "eind": "2027-01-01"}, "moet na de eerste dag liggen"),
        ],
    )
    def test_bad_dates_change_nothing(self, staff, data, message):
        agenda = make_agenda()
        assert message in staff.post(url("nieuwe_editie", agenda), data).content.decode()
        assert AgendaPage.objects.get().afgesloten_op is None

    def test_what_waits_for_moderation_comes_first(self, staff):
        punt = make_punt()
        staff.post(url("bijwerken", punt.agenda), {f"punt-{punt.pk}-samenvatting": "Bericht."})
        data = {"editie": "x", "begin": "2028-01-01", "eind": "2029-01-01"}
        assert "wachten nog berichten" in staff.post(url("nieuwe_editie", punt.agenda), data).content.decode()
        assert AgendaPage.objects.count() == 1


class TestHerinnering:
    @pytest.fixture
    def editor(self):
        user = get_user_model().objects.create_user("regisseur", "regisseur@example.org", "een-heel-lang-wachtwoord")
        set_up_roles()
        user.groups.add(Group.objects.get(name="Communicatie"))
        return user

    def test_silent_when_nothing_falls_due(self, editor, mailoutbox):
        make_voortgang(make_punt(), "gepland")
        call_command("mail_agendas")
        assert not mailoutbox

    def test_told_once_however_often_it_runs(self, editor, mailoutbox):
        punt = make_punt("Bankjes", eind="2020")
        make_voortgang(punt, "gepland", dagen_geleden=200)
        for _ in range(2):
            call_command("mail_agendas")
        mail = mailoutbox[0]
        assert (len(mailoutbox), mail.to) == (1, ["regisseur@example.org"])
        assert "lang geen nieuws" in mail.body and "de geplande datum is voorbij" in mail.body
        assert "Bankjes" not in mail.subject
        assert "http" in mail.body

    def test_a_late_run_still_tells(self, editor, mailoutbox):
        bericht = make_voortgang(make_punt(), "gepland", dagen_geleden=20)
        bericht = VoortgangPage.objects.get(pk=bericht.pk)
        bericht.volgend_bericht = timezone.localdate() - timedelta(days=9)
        bericht.save_revision().publish()
        call_command("mail_agendas")
        assert "het beloofde bericht" in mailoutbox[0].body

    def test_the_mail_as_a_mail_server_gets_it(self, editor, mailserver):
        make_voortgang(make_punt("Bankjes bij de brug"), "gepland", dagen_geleden=200)
        call_command("mail_agendas")
        call_command("mail_agendas")
        (mail,) = mailserver.mails
        assert mail["To"] == "regisseur@example.org"
        assert mail["Subject"] == "Agenda: 1 punt vraagt om uw aandacht"
        assert "Bankjes bij de brug" in mail.get_content()

    def test_a_mail_that_fails_is_tried_again(self, editor, settings, mailoutbox):
        make_voortgang(make_punt(), "gepland", dagen_geleden=200)
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
        with pytest.raises(CommandError, match="niet verstuurd"):
            call_command("mail_agendas")
        settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
        call_command("mail_agendas")
        assert len(mailoutbox) == 1


class TestSplitsenEnSamenvoegen:
    def test_a_part_goes_on_as_an_item_of_its_own(self, staff, client):
        punt = make_punt("Groen en spelen", kosten=Decimal(900), waarom="Ouders vroegen het.")
        make_voortgang(punt, "uitvoering", samenvatting="De bomen staan er.")
        adres = url("splitsen", punt.agenda, punt.pk)
        data = {"titel": "Spelen", "belofte": "Er komt een speelplek.", "reden": "Spelen kost meer tijd."}
        assert "verplicht" in staff.post(adres, {**data, "reden": ""}).content.decode()
        assert AgendapuntPage.objects.count() == 1
        staff.post(adres, data)
        nieuw = AgendapuntPage.objects.get(title="Spelen")
        assert not nieuw.live and nieuw.current_workflow_state
        assert nieuw.nummer != punt.nummer
        nieuw.get_latest_revision().publish()
        nieuw.refresh_from_db()
        assert (nieuw.kosten, nieuw.beginstatus, nieuw.waarom) == (None, "uitvoering", "Ouders vroegen het.")
        html = client.get(nieuw.url).content.decode()
        assert "Afgesplitst van" in html and "Spelen kost meer tijd." in html and "De bomen staan er." in html
        assert "deels afgesplitst" in client.get(punt.url).content.decode()

    def test_one_goes_up_in_another(self, staff, client):
        agenda = make_agenda()
        weg, blijft = make_punt("Bank", agenda), make_punt("Plein", agenda)
        make_voortgang(weg, "uitvoering", samenvatting="De bank is besteld.")
        adres = url("samenvoegen", agenda, weg.pk)
        staff.post(adres, {"doel": blijft.pk, "reden": "De bank hoort bij het plein."})
        # Visitors see nothing of it before the editors have published both.
        assert "De bank is besteld." not in client.get(blijft.url).content.decode()
        assert AgendapuntPage.objects.get(pk=weg.pk).stand.status == "uitvoering"
        for page in (AgendapuntPage.objects.get(pk=blijft.pk), VoortgangPage.objects.get(live=False)):
            assert page.current_workflow_state
            page.get_latest_revision().publish()
        html = client.get(blijft.url).content.decode()
        assert "Hierin is opgegaan:" in html and "De bank is besteld." in html
        assert "is samengevoegd met" in client.get(weg.url).content.decode()
        assert "Opgegaan in een ander punt." in client.get(f"{agenda.url}verslag/").content.decode()
        # And not the other way round as well.
        html = staff.post(url("samenvoegen", agenda, blijft.pk), {"doel": weg.pk, "reden": "Terug."}).content.decode()
        assert "Selecteer een geldige keuze" in html

    def test_an_item_of_a_closed_agenda_stays_as_it_was(self, staff):
        punt = make_punt()
        AgendaPage.objects.update(afgesloten_op=timezone.localdate())
        for naam in ("splitsen", "samenvoegen", "geen_nieuws"):
            assert staff.get(url(naam, punt.agenda, punt.pk)).status_code == 404


class TestNummer:
    def test_a_number_that_is_taken_stops_the_move(self, staff):
        een, twee = make_agenda(make_gebied("Noord")), make_agenda(make_gebied("Zuid"))
        punt, ander = make_punt(agenda=een, nummer="7"), make_punt(agenda=twee, nummer="7")
        adres = reverse("wagtailadmin_pages:move_confirm", args=[punt.pk, twee.pk])
        assert "Nummer 7 bestaat al op die agenda." in staff.post(adres, follow=True).content.decode()
        assert twee.get_children().count() == 1
        AgendapuntPage.objects.filter(pk=ander.pk).update(nummer="8")
        staff.post(adres)
        assert twee.get_children().count() == 2

    def test_a_copy_gets_its_own_number(self, staff):
        punt = make_punt("Bank", nummer="7")
        data = {
            "new_title": "Bank twee",
            "new_slug": "bank-twee",
            "new_parent_page": punt.agenda.pk,
            "publish_copies": "on",
        }
        staff.post(reverse("wagtailadmin_pages:copy", args=[punt.pk]), data)
        kopie = AgendapuntPage.objects.get(slug="bank-twee")
        assert (kopie.nummer, kopie.get_latest_revision_as_object().nummer) == ("8", "8")
