"""The registers of the Subsidiebureau in the admin: lists, choices, downloads and who sits in a group."""

import csv
from datetime import timedelta
from io import BytesIO, StringIO

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from wagtail.models import ModelLogEntry

from gebieden.rollen import set_up_roles
from initiatieven.models import Advies, Gebeurtenis, Inzage, Lidmaatschap, Regiegroep
from initiatieven.registers.termijnen import Termijnen, describe_dagen
from initiatieven.standen import Stand
from tests.initiatieven import make_aanvraag, make_account, make_lid, make_medewerker, make_regiegroep, make_ronde
from tests.tellen import count_queries

pytestmark = pytest.mark.een_database

AANVRAGEN = "initiatieven_aanvragen_modeladmin_index"
LEDEN = "initiatieven_leden_modeladmin"
GROEPEN = "initiatieven_regiegroepen_modeladmin"


def log_in(groep="Subsidiebureau"):
    client = Client()
    client.user = make_medewerker(groep)
    client.force_login(client.user)
    return client


@pytest.fixture(autouse=True)
def rollen(db):
    set_up_roles()


@pytest.fixture
def bureau(rollen):
    return log_in()


def read(client, naam=AANVRAGEN, **keuze):
    return client.get(reverse(naam), keuze).content.decode()


def get_content(response):
    return b"".join(response.streaming_content) if response.streaming else response.content


def test_list_shows_where_each_plan_is_and_hides_what_was_not_sent(bureau):
    laat = make_aanvraag(titel="Bakken op het plein", dagen_geleden=7 * 13 + 3)
    make_aanvraag(Stand.CONCEPT, titel="Nog niet klaar")
    html = read(bureau)
    assert "Bakken op het plein" in html and laat.kenmerk in html and f"/admin/aanvragen/{laat.pk}/" in html
    assert "3 dagen te laat" in html
    assert "Nog niet klaar" not in html
    # Who asks stands in the file only: there a look is logged.
    assert "Marga" not in html and "Bewonersgroep" not in html


@pytest.mark.parametrize(
    ("dagen", "woorden"),
    [(5, "nog 5 dagen"), (1, "nog 1 dag"), (0, "vandaag is de laatste dag"), (-1, "1 dag te laat")],
)
def test_term_in_words(dagen, woorden):
    assert describe_dagen(dagen) == woorden


def test_choices_above_the_list(bureau):
    groep = make_regiegroep()
    plannen = {
        "te-laat": make_aanvraag(titel="Plan A", dagen_geleden=100, groep=groep),
        "binnenkort": make_aanvraag(Stand.REGIEGROEP, titel="Plan B", dagen_geleden=7 * 13 - 14),
        "later": make_aanvraag(titel="Plan C", dagen_geleden=7 * 13 - 15),
        "stil": make_aanvraag(Stand.AANVULLING, titel="Plan D", dagen_geleden=200),
    }
    make_aanvraag(Stand.AFGEWEZEN, titel="Plan E", dagen_geleden=300)

    def find(**keuze):
        html = read(bureau, **keuze)
        return {naam for naam in ("Plan A", "Plan B", "Plan C", "Plan D", "Plan E") if naam in html}

    for naam, plan in plannen.items():
        assert find(termijn=naam) == {plan.titel}
    assert find(stand="open") == {"Plan A", "Plan B", "Plan C", "Plan D"}
    assert find(stand="afgewezen") == {"Plan E"}
    assert find(regiegroep=groep.pk) == find(gebied=groep.gebied_id) == {"Plan A"}
    assert find(regiegroep=groep.pk, termijn="later") == set()
    assert find(q="plan c") == find(q=plannen["later"].kenmerk) == {"Plan C"}
    # What is no choice filters nothing, and never breaks.
    assert len(find(stand="onzin", gebied="x", p="x", o="99.x")) == 5
    assert find(q="\x00Plan C") == {"Plan C"}


def test_list_tells_nothing_of_a_person_by_what_it_finds(bureau):
    make_aanvraag(titel="Bakken op het plein")
    for vraag in ({"q": "Marga"}, {"aanvrager__naam__startswith": "X"}, {"aanvrager__email": "iemand@example.org"}):
        assert ("Bakken op het plein" in read(bureau, **vraag)) is ("q" not in vraag)
    make_lid(make_regiegroep())
    assert "voorzitter" not in read(bureau, f"{LEDEN}_index", gebruiker__password__startswith="x").split("<tbody>")[0]
    assert "<tbody>" in read(bureau, f"{LEDEN}_index", gebruiker__password__startswith="x")


def test_after_the_last_day_for_completion_the_clock_of_the_list_runs_again(bureau):
    """The stored day is of the moment at which completion was asked; the list knows how long the pause was."""
    aanvraag = make_aanvraag(Stand.AANVULLING, titel="Stukken weg", dagen_geleden=60)
    vandaag = timezone.localdate()
    Gebeurtenis.objects.filter(aanvraag=aanvraag, soort="vraag_aanvulling").update(
        moment=timezone.localtime() - timedelta(days=41), uiterlijk=vandaag - timedelta(days=20)
    )
    opgeslagen = aanvraag.uiterlijk
    termijnen = Termijnen()
    assert termijnen.get_uiterlijk(aanvraag) == opgeslagen + timedelta(days=20)
    assert "Stukken weg" not in read(bureau, termijn="stil") and "Stukken weg" in read(bureau, termijn="later")
    assert "nog 51 dagen" in read(bureau)


def test_as_many_queries_for_many_applications_as_for_few(bureau):
    groep = make_regiegroep(leden=1)
    adres = reverse(AANVRAGEN)
    keuzes = [{}, {"termijn": "te-laat"}, {"q": "Plan"}, {"export": "csv"}, {"export": "xlsx", "persoonlijk": "1"}]

    def measure():
        return [count_queries(bureau, adres, warm=0, **keuze) for keuze in keuzes] + [
            count_queries(bureau, reverse(f"{naam}_index"), warm=0) for naam in (GROEPEN, LEDEN)
        ]

    make_aanvraag(Stand.AANVULLING, groep)
    make_aanvraag(dagen_geleden=100)
    measure()
    klein = measure()
    for _ in range(6):
        make_aanvraag(Stand.AANVULLING, groep)
        meer = make_regiegroep(leden=2)
        make_aanvraag(dagen_geleden=100, groep=meer, ronde=make_ronde(meer))
    assert measure() == klein
    assert max(klein) < 40


def test_download_has_the_chosen_lines_without_personal_data(bureau):
    make_aanvraag(titel='=HYPERLINK("http://example.org")', dagen_geleden=100)
    make_aanvraag(titel="Bel\x07 en\x0b bank", dagen_geleden=100)
    make_aanvraag(titel="Niet gekozen")
    keuze = {"termijn": "te-laat", "export": "xlsx"}
    response = bureau.get(reverse(AANVRAGEN), keuze)
    sheet = load_workbook(BytesIO(response.content)).active
    cellen = {cell.value: cell.data_type for rij in sheet.iter_rows() for cell in rij}
    assert cellen['=HYPERLINK("http://example.org")'] == "s" and "Bel en bank" in cellen
    tekst = get_content(bureau.get(reverse(AANVRAGEN), {**keuze, "export": "csv"})).decode()
    assert "'=HYPERLINK" in tekst and "Niet gekozen" not in tekst
    assert "Marga" not in tekst and "Marga (voorbeeld)" not in cellen
    assert "no-store" in response["Cache-Control"]
    assert not Inzage.objects.exists()
    assert ModelLogEntry.objects.filter(action="initiatieven.exporteer", data__aantal=2).count() == 2


@pytest.mark.parametrize("formaat", ["csv", "xlsx"])
def test_download_tells_of_the_round_and_the_place_in_it(bureau, formaat):
    groep = make_regiegroep()
    plan = make_aanvraag(Stand.ADVIES, groep, ronde=make_ronde(groep, naam="Groene ronde"))
    Advies.objects.create(aanvraag=plan, regiegroep=groep, uitkomst="toekennen", plaats=2, toelichting="x")
    make_aanvraag(groep=groep)
    response = bureau.get(reverse(AANVRAGEN), {"export": formaat})
    if formaat == "xlsx":
        rijen = list(load_workbook(BytesIO(response.content)).active.values)
    else:
        rijen = list(csv.reader(StringIO(get_content(response).decode()), delimiter=";"))
    kop, *rijen = [tuple(str(waarde or "") for waarde in rij[-2:]) for rij in rijen]
    assert kop == ("ronde", "plaats in de ronde") and sorted(rijen) == [("", ""), ("Groene ronde", "2")]
    assert ModelLogEntry.objects.get(action="initiatieven.exporteer").data["aantal"] == 2
    assert not Inzage.objects.exists()


def test_download_with_personal_data_leaves_a_line_for_each_application(bureau):
    aanvragen = [make_aanvraag(dagen_geleden=100), make_aanvraag(dagen_geleden=101)]
    make_aanvraag()
    tekst = get_content(
        bureau.get(reverse(AANVRAGEN), {"termijn": "te-laat", "export": "csv", "persoonlijk": "1"})
    ).decode()
    assert tekst.count("Marga (voorbeeld)") == 2 and "iban" not in tekst.lower()
    inzages = Inzage.objects.filter(door=bureau.user, wat="Export met persoonsgegevens (csv)")
    assert sorted(inzages.values_list("aanvraag", flat=True)) == sorted(aanvraag.pk for aanvraag in aanvragen)
    logregel = ModelLogEntry.objects.get(action="initiatieven.exporteer")
    assert logregel.data["persoonsgegevens"] and "2 regels, met persoonsgegevens" in logregel.formatter.format_comment(
        logregel
    )


def test_beslisser_reads_the_list_and_downloads_it_without_personal_data():
    make_aanvraag(titel="Bakken op het plein")
    beslisser = log_in("Beslisser")
    html = read(beslisser)
    assert "Bakken op het plein" in html and "met persoonsgegevens" not in html
    assert "Bakken" in get_content(beslisser.get(reverse(AANVRAGEN), {"export": "csv"})).decode()
    geweigerd = beslisser.get(reverse(AANVRAGEN), {"export": "csv", "persoonlijk": "1"})
    assert "Marga" not in geweigerd.content.decode() and geweigerd.status_code in (302, 403)
    assert not Inzage.objects.exists()


def test_menu_of_the_registers_is_for_who_works_with_them():
    for groep, ziet in (("Subsidiebureau", 4), ("Beslisser", 3), ("Communicatie", 0)):
        html = log_in(groep).get(reverse("wagtailadmin_home")).content.decode()
        menu = [f"/admin/initiatieven/{deel}/" for deel in ("aanvragen", "regiegroepen", "leden", "budgetten")]
        assert sum(f'"{adres}"' in html for adres in menu) == ziet, groep


def test_group_is_made_and_shows_its_rules_and_members(bureau):
    data = {
        "naam": "Regiegroep Zuid",
        "actief": "on",
        "quorum": "4",
        "maximum": "2.500",
        "voorwaarden": "Voor iedereen",
    }
    bureau.post(reverse(f"{GROEPEN}_create"), data)
    groep = Regiegroep.objects.get()
    make_lid(groep, "anja")
    make_lid(groep, "bram", tot=timezone.localdate() - timedelta(days=1))
    make_lid(groep, "carla", vanaf=timezone.localdate() + timedelta(days=9))
    html = read_groep = bureau.get(reverse(f"{GROEPEN}_inspect", args=[groep.pk])).content.decode()
    assert "€\xa02.500" in html and "Voor iedereen" in html
    nu, geweest = read_groep.split("Waren lid")
    assert "anja" in nu and "bram" in geweest and "carla" in nu and "wordt nog lid" in nu
    assert "1" in read(bureau, f"{GROEPEN}_index")
    fout = bureau.post(reverse(f"{GROEPEN}_create"), {**data, "maximum": "veel", "quorum": "0"}).content.decode()
    assert "Schrijf een bedrag in cijfers" in fout and 'value="Regiegroep Zuid"' in fout
    html = log_in("Beslisser").get(reverse(f"{GROEPEN}_inspect", args=[groep.pk])).content.decode()
    assert "€\xa02.500" in html and "anja" not in html and "Regels wijzigen" not in html


def add(bureau, groep, account, **kwargs):
    data = {"regiegroep": groep.pk, "account": account, "rol": "lid", "vanaf": "2026-01-01", "tot": "", **kwargs}
    return bureau.post(reverse(f"{LEDEN}_create"), data)


def test_member_is_added_by_account_and_a_term_is_ended(bureau):
    groep, anja = make_regiegroep(), make_account("anja")
    assert "Er is geen account" in add(bureau, groep, "niemand@example.org").content.decode()
    assert add(bureau, groep, "ANJA@example.org").status_code == 302
    lid = Lidmaatschap.objects.get()
    assert lid.gebruiker == anja
    assert "Dit lid zit in die tijd al in deze groep" in add(bureau, groep, "anja", vanaf="2027-01-01").content.decode()
    gisteren = timezone.localdate() - timedelta(days=1)
    data = {"rol": "lid", "vanaf": lid.vanaf, "tot": gisteren}
    assert bureau.post(reverse(f"{LEDEN}_edit", args=[lid.pk]), data).status_code == 302
    assert not Lidmaatschap.objects.current().exists()
    assert add(bureau, groep, "anja", vanaf=timezone.localdate()).status_code == 302
    assert "anja" in read(bureau, f"{LEDEN}_index", wanneer="nu")
    assert read(bureau, f"{LEDEN}_index", wanneer="geweest").count("(geweest)") == 1
    fout = bureau.post(reverse(f"{LEDEN}_edit", args=[lid.pk]), {**data, "tot": "2020-01-01"})
    assert "Het einde ligt voor het begin" in fout.content.decode()


def test_nothing_of_a_register_is_deleted_and_only_the_bureau_changes_it(staff):
    lid = make_lid(make_regiegroep())
    plan = make_aanvraag(groep=lid.regiegroep)
    items = ((LEDEN, lid), (GROEPEN, lid.regiegroep), ("initiatieven_aanvragen_modeladmin", plan))
    for naam, item in items:
        staff.post(reverse(f"{naam}_delete", args=[item.pk]))
        assert type(item).objects.filter(pk=item.pk).exists()
    beslisser = log_in("Beslisser")
    assert add(beslisser, lid.regiegroep, beslisser.user.username)["Location"] == "/admin/"
    beslisser.post(reverse(f"{GROEPEN}_edit", args=[lid.regiegroep.pk]), {"naam": "Anders", "quorum": "1"})
    beslisser.post(reverse(f"{LEDEN}_edit", args=[lid.pk]), {"rol": "voorzitter", "vanaf": "2020-01-01"})
    lid.refresh_from_db()
    assert Lidmaatschap.objects.count() == 1 and lid.rol == "lid" and lid.regiegroep.naam != "Anders"
    communicatie = log_in("Communicatie")
    for adres in (f"{LEDEN}_index", f"{GROEPEN}_index", AANVRAGEN):
        assert communicatie.get(reverse(adres)).status_code == 302
    assert communicatie.get(reverse(f"{LEDEN}_history", args=[lid.pk])).status_code == 302
