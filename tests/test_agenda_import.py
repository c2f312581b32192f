"""An agenda that comes in from a spreadsheet, and goes out to one."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from gebieden.agenda.kolommen import KOLOMMEN
from gebieden.models import AgendapuntPage, Bijdrage, GedeeldMet, Thema, VoortgangPage
from tests.factories import (
    make_afbeelding,
    make_agenda,
    make_blocks,
    make_gebied,
    make_punt,
    make_teamlid,
    make_voortgang,
)

pytestmark = [pytest.mark.django_db, pytest.mark.een_database]


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
    return client.post(reverse("agendas:importeren", args=[agenda.pk]), {"bestand": SimpleUploadedFile(naam, content)})


def carry_in(client, agenda, response):
    return client.post(
        reverse("agendas:importeren", args=[agenda.pk]), {"rijen": response.context["pakket"]}, follow=True
    )


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
        html = staff.post(
            reverse("agendas:importeren", args=[een.pk]), {"rijen": "vervalst"}, follow=True
        ).content.decode()
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
