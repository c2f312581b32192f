"""What a gebiedsregisseur does in the admin, and what visitors see of it."""

from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone
from openpyxl import Workbook, load_workbook

from gebieden.agenda.kolommen import KOLOMMEN
from gebieden.models import AgendaPage, AgendapuntPage, Bijdrage, GedeeldMet, Thema, VoortgangPage
from gebieden.rollen import set_up_roles
from tests.factories import (
    make_afbeelding,
    make_agenda,
    make_blocks,
    make_gebied,
    make_punt,
    make_teamlid,
    make_user,
    make_voortgang,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client):
    client.force_login(make_user())
    return client


def url(naam, agenda, *args):
    return reverse(f"agendas:{naam}", args=[agenda.pk, *args])


def make_table(*rijen, kop=None):
    """An XLSX file with these rows; what is not named gets a value that is good."""
    book = Workbook()
    namen = kop or [kolom.naam for kolom in KOLOMMEN]
    book.active.append(namen)
    for number, rij in enumerate(rijen, 1):
        goed = {
            "nummer": number,
            "titel": f"Punt {number}",
            "belofte": "Er komen banken.",
            "beloofd_op": date(2026, 1, 15),
            "soort": "Project",
            "beginstatus": "Gepland",
        } | rij
        book.active.append([goed.get(naam) for naam in namen])
    return book


def upload(client, agenda, book, naam="agenda.xlsx"):
    content = book
    if isinstance(book, Workbook):
        file = BytesIO()
        book.save(file)
        content = file.getvalue()
    return client.post(url("importeren", agenda), {"bestand": SimpleUploadedFile(naam, content)})


def carry_in(client, agenda, response):
    return client.post(url("importeren", agenda), {"rijen": response.context["pakket"]}, follow=True)


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


class TestImport:
    def test_dry_run_then_drafts_then_nothing(self, staff, client):
        agenda = make_agenda()
        Thema.objects.create(naam="Veilig", icoon="veilig", uitleg="Veilig")
        book = make_table(
            {"themas": "veilig", "kosten": "€ 1.250,50", "eind": "2e kwartaal 2027", "verantwoordelijken": "Gemeente"},
            {"titel": "=Som", "bijdragen": "Dorpsraad | uren | 40 | opruimen | bevestigd"},
        )
        book.active["B3"].data_type = "s"
        response = upload(staff, agenda, book)
        assert not AgendapuntPage.objects.exists()
        carry_in(staff, agenda, response)
        assert not AgendapuntPage.objects.live().exists()
        een = AgendapuntPage.objects.get(nummer="1").get_latest_revision_as_object()
        assert (een.kosten, een.eind, een.themas.get().naam) == (Decimal("1250.50"), "2027-K2", "Veilig")
        plan = upload(staff, agenda, book).context["plan"]
        assert (len(plan.nieuw), len(plan.veranderd), len(plan.gelijk)) == (0, 0, 2)

    def test_an_item_is_known_by_its_number(self, staff):
        punt = make_punt("Oude naam", nummer="1")
        carry_in(staff, punt.agenda, upload(staff, punt.agenda, make_table({"titel": "Nieuwe naam"})))
        punt = AgendapuntPage.objects.get()
        assert punt.title == "Oude naam"
        assert punt.get_latest_revision_as_object().title == "Nieuwe naam"

    @pytest.mark.parametrize(
        ("rij", "kolom", "message"),
        [
            ({"beloofd_op": "31 februari"}, "beloofd_op", "is geen datum"),
            ({"kosten": "veel"}, "kosten", "is geen bedrag"),
            ({"soort": "iets"}, "soort", "Kies uit: Quick win"),
            ({"titel": None}, "titel", "mag niet leeg zijn"),
            ({"belofte": "x" * 301}, "belofte", "300"),
            ({"themas": "Onzin"}, "themas", "kennen wij niet"),
            ({"aantal_mensen": "een paar"}, "aantal_mensen", "geen heel getal"),
            ({"bijdragen": "Dorpsraad 40 uur"}, "bijdragen", "vijf delen"),
            ({"coordinaat": "1, 2"}, "coordinaat", "geen plek in Alkmaar"),
            ({"eind": "ooit"}, "eind", "geen jaar of kwartaal"),
            ({"begin": "2027", "eind": "4e kwartaal 2026"}, "eind", "ligt voor het begin"),
        ],
    )
    def test_errors_name_row_and_column(self, staff, rij, kolom, message):
        agenda = make_agenda()
        response = upload(staff, agenda, make_table({}, rij))
        fout = response.context["plan"].fouten[0]
        assert (fout.rij, fout.kolom) == (3, kolom)
        assert message in fout.uitleg
        assert "Er is niets veranderd." in response.content.decode()
        assert not AgendapuntPage.objects.exists()

    def test_the_same_number_twice(self, staff):
        plan = upload(staff, make_agenda(), make_table({"nummer": "7"}, {"nummer": "7"})).context["plan"]
        assert plan.fouten[0].uitleg == "Dit nummer staat ook in rij 2."

    def test_files_that_cannot_be_used(self, staff):
        agenda = make_agenda()
        formula, merged = make_table({"titel": "=1+1"}), make_table({}, {})
        merged.active.merge_cells("A2:A3")
        many = make_table(*({} for _ in range(5000)))
        for file, naam, message in (
            (formula, "a.xlsx", "staat een formule"),
            (merged, "a.xlsx", "zijn samengevoegd: A2:A3"),
            (many, "a.xlsx", "Er staan 5000 rijen in blad agenda"),
            (b"PK\x03\x04kapot", "a.xlsx", "geen Excel-bestand"),
            (b"%PDF-1.4", "a.pdf", "Kies een Excel-bestand"),
            (b"naam;iets\r\n1;2", "a.csv", "ontbreken deze kolommen"),
            (make_table(), "a.xlsx", "geen punten"),
            (b"x" * (2 * 1024 * 1024 + 1), "a.csv", "te groot"),
        ):
            assert message in upload(staff, agenda, file, naam).content.decode(), message
        assert not AgendapuntPage.objects.exists()

    @pytest.fixture
    def vol_punt(self):
        """An item with something in every column, and two updates."""
        blokken = make_blocks(("tekst", "<p>Zo pakken wij het aan.</p>"))
        punt = make_punt(
            "=Som",
            **{"kosten": Decimal("1250.50"), "begin": "2026", "eind": "2027-K2", "contact": make_teamlid()},
            **{"afbeelding": make_afbeelding(), "inhoud": blokken},
        )
        punt.bijdragen = [Bijdrage(wie="Dorpsraad", soort="uren", hoeveel=Decimal(40), zekerheid="geleverd")]
        punt.gedeeld = [GedeeldMet(gebied=make_gebied("Zuid"), notitie="Bij de brug: langs het water.")]
        punt.save_revision().publish()
        make_voortgang(punt, "gepland", dagen_geleden=3, inhoud=blokken, nieuwe_belofte="Er komt één bank.")
        make_voortgang(punt, "wacht", wacht_op="de provincie", vervolg="Wij bellen.", geen_nieuws=True)
        return AgendapuntPage.objects.get(pk=punt.pk)

    @pytest.mark.parametrize("soort", ["xlsx", "csv"])
    def test_out_and_in_again_changes_nothing(self, staff, vol_punt, soort):
        content = staff.get(f"{vol_punt.agenda.url}{soort}/").content
        plan = upload(staff, vol_punt.agenda, content, f"agenda.{soort}").context["plan"]
        assert not plan.fouten
        assert (len(plan.gelijk), plan.nieuw, plan.veranderd) == (3 if soort == "xlsx" else 1, [], [])

    def test_out_and_into_an_empty_agenda_loses_nothing(self, staff, vol_punt):
        content = staff.get(f"{vol_punt.agenda.url}xlsx/").content
        leeg = make_agenda(make_gebied("Noord"))
        carry_in(staff, leeg, upload(staff, leeg, content))
        for page in [leeg.punten.get(), *VoortgangPage.objects.descendant_of(leeg).order_by("pk")]:
            page.get_latest_revision().publish()
        terug = staff.get(f"{leeg.url}json/").json()["punten"]
        eerder = staff.get(f"{vol_punt.agenda.url}json/").json()["punten"]
        for rij in (terug[0], eerder[0]):
            assert rij.pop("agenda") and rij.pop("adres")
        assert len(terug[0]["voortgang"]) == 2
        assert terug == eerder

    def test_an_update_that_is_already_there_is_changed_in_its_draft(self, staff, vol_punt):
        book = load_workbook(BytesIO(staff.get(f"{vol_punt.agenda.url}xlsx/").content))
        book["voortgang"]["F2"] = "Wij vragen prijzen aan."
        response = upload(staff, vol_punt.agenda, book)
        assert [(str(item)[:7], item.anders) for item in response.context["plan"].veranderd] == [
            ("bericht", ["vervolg"])
        ]
        carry_in(staff, vol_punt.agenda, response)
        bericht = VoortgangPage.objects.order_by("datum").first()
        assert bericht.vervolg == ""
        assert bericht.get_latest_revision_as_object().vervolg == "Wij vragen prijzen aan."
        assert VoortgangPage.objects.count() == 2

    @pytest.mark.parametrize(
        ("cel", "waarde", "fout"),
        [
            ("A2", "99", ("nummer", "Punt 99 staat niet op de agenda.")),
            ("B2", "31-02-2026", ("datum", "is geen datum")),
            ("B2", date(2099, 1, 1), ("datum", "Deze dag moet nog komen.")),
            ("E2", None, ("waarom", "Schrijf waarom")),
            ("J2", "misschien", ("geen_nieuws", "Schrijf ja of nee.")),
            ("L2", "[1]", ("blokken", "niet goed")),
            ("L2", "{}", ("blokken", "niet goed")),
        ],
    )
    def test_errors_in_the_updates(self, staff, vol_punt, cel, waarde, fout):
        book = load_workbook(BytesIO(staff.get(f"{vol_punt.agenda.url}xlsx/").content))
        book["voortgang"][cel] = waarde
        fouten = upload(staff, vol_punt.agenda, book).context["plan"].fouten
        assert [(gevonden.blad, gevonden.rij, gevonden.kolom) for gevonden in fouten] == [("voortgang", 2, fout[0])]
        assert fout[1] in fouten[0].uitleg

    def test_a_package_of_another_agenda_or_of_nobody_is_refused(self, staff):
        een, twee = make_agenda(), make_agenda(make_gebied("Zuid"))
        response = upload(staff, een, make_table({}))
        carry_in(staff, twee, response)
        assert not AgendapuntPage.objects.exists()
        html = staff.post(url("importeren", een), {"rijen": "vervalst"}, follow=True).content.decode()
        assert "Kies het bestand opnieuw" in html
        assert not AgendapuntPage.objects.exists()

    def test_the_command_does_the_same(self, tmp_path, capsys):
        agenda = make_agenda()
        file = tmp_path / "agenda.xlsx"
        make_table({}).save(file)
        call_command("importeer_agenda", agenda.url, str(file))
        assert not AgendapuntPage.objects.exists()
        call_command("importeer_agenda", agenda.url, str(file), doe=True)
        assert AgendapuntPage.objects.get().live is False
        assert "Nieuw: 1." in capsys.readouterr().out
        with pytest.raises(CommandError, match="geen lopende agenda"):
            call_command("importeer_agenda", "/niets/", str(file))

    def test_template_can_be_filled_in(self, staff):
        book = load_workbook(BytesIO(staff.get(reverse("agendas:sjabloon")).content))
        assert [cell.value for cell in book["agenda"][1]] == [kolom.naam for kolom in KOLOMMEN]


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
