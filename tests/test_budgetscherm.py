"""The screens of the budgets: every euro is seen, and only the Subsidiebureau books."""

from decimal import Decimal
from io import BytesIO, StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from gebieden.rollen import set_up_roles
from initiatieven.models import Boeking, Budget
from initiatieven.registers.grootboek import Grootboek
from tests.initiatieven import make_aanvraag, make_budget, make_medewerker, make_regiegroep

pytestmark = pytest.mark.een_database

LIJST = "initiatieven_budgetten_modeladmin"
Soort = Boeking.Soort


def log_in(groep="Subsidiebureau"):
    client = Client()
    client.force_login(make_medewerker(groep, naam=groep.lower()))
    return client


@pytest.fixture(autouse=True)
def rollen(db):
    set_up_roles()


@pytest.fixture
def bureau(rollen):
    return log_in()


@pytest.fixture
def budget(rollen):
    """€ 5.000, of which € 1.000 was granted, € 800 of that paid, and € 500 is reserved."""
    budget = make_budget(plafond=5000)
    budget.aanvraag = make_aanvraag(groep=budget.regiegroep, titel="Bakken op het plein")
    for soort, bedrag in ((Soort.TOEKENNING, 1000), (Soort.BETALING, 800), (Soort.RESERVERING, 500)):
        budget.book(soort, Decimal(bedrag), "=Besluit", aanvraag=budget.aanvraag)
    return budget


def read(client, budget):
    return client.get(reverse(f"{LIJST}_inspect", args=[budget.pk])).content.decode()


def book(client, budget, daad, **kwargs):
    """Opens the form, as it is now, and sends it."""
    data = {"reden": "Afgesproken", "gezien": str(Grootboek(budget).laatste), **kwargs}
    return client.post(reverse(f"budgetten:{daad}", args=[budget.pk]), data)


def get_over(*budgetten):
    return [Budget.objects.get(pk=budget.pk).over for budget in budgetten]


def test_ledger_shows_each_line_with_what_was_left_after_it(bureau, budget):
    html = read(bureau, budget)
    grootboek = html.split("<tbody>")[1]
    for saldo in ("€\xa05.000", "€\xa04.000", "€\xa03.500"):
        assert saldo in grootboek
    assert f"/admin/aanvragen/{budget.aanvraag.pk}/" in grootboek and "=Besluit" in grootboek
    assert Grootboek(budget).totalen == {
        "te_verdelen": 5000,
        "gereserveerd": 500,
        "toegekend": 1000,
        "betaald": 800,
        "over": 3500,
    }
    lijst = bureau.get(reverse(f"{LIJST}_index")).content.decode()
    assert all(bedrag in lijst for bedrag in ("€\xa05.000", "€\xa0500", "€\xa01.000", "€\xa03.500"))


def test_new_budget_begins_with_its_ceiling(bureau):
    groep = make_regiegroep()
    data = {"regiegroep": groep.pk, "jaar": "2027", "plafond": "12.500,50", "reden": "Raad van 5 november"}
    adres = reverse(f"{LIJST}_create")
    assert "meer dan nul" in bureau.post(adres, {**data, "plafond": "0"}).content.decode()
    assert bureau.post(adres, data).status_code == 302
    regel = Boeking.objects.get()
    assert (regel.soort, regel.bedrag, regel.door_naam) == (Soort.PLAFOND, Decimal("12500.50"), "subsidiebureau")
    assert get_over(regel.budget) == [Decimal("12500.50")]
    assert "heeft al een budget voor dit jaar" in bureau.post(adres, data).content.decode()
    assert Boeking.objects.count() == 1


def test_correction_is_a_new_line_with_a_reason(bureau, budget):
    fout = book(bureau, budget, "correctie", richting="correctie_bij", bedrag="200", reden="").content.decode()
    assert "verplicht" in fout and 'value="200"' in fout and get_over(budget) == [3500]
    assert book(bureau, budget, "correctie", richting="correctie_bij", bedrag="200,50").status_code == 302
    assert book(bureau, budget, "correctie", richting="correctie_af", bedrag="100").status_code == 302
    assert get_over(budget) == [Decimal("3600.50")]
    html = read(bureau, budget)
    assert "Correctie erbij" in html and "Afgesproken" in html and "subsidiebureau" in html


@pytest.mark.parametrize("bedrag", ["0", "-5", "veel", "", "99999999999", "1e3"])
def test_what_is_no_amount_is_not_booked(bureau, budget, bedrag):
    antwoord = book(bureau, budget, "correctie", richting="correctie_bij", bedrag=bedrag)
    assert antwoord.status_code == 200 and "error-message" in antwoord.content.decode()
    assert get_over(budget) == [3500]


def test_more_than_there_is_cannot_go_out(bureau, budget):
    volgend = make_budget(budget.regiegroep, jaar=budget.jaar + 1)
    for daad, keuze in (("correctie", {"richting": "correctie_af"}), ("verplaatsen", {"naar": volgend.pk})):
        html = book(bureau, budget, daad, bedrag="3500,01", **keuze).content.decode()
        assert "niet genoeg geld over" in html and "nog €\xa03.500" in html and 'value="3500,01"' in html
    assert get_over(budget, volgend) == [3500, 5000]


def test_unspent_money_goes_to_another_year(bureau, budget):
    volgend = make_budget(budget.regiegroep, jaar=budget.jaar + 1)
    assert book(bureau, budget, "verplaatsen", naar=volgend.pk, bedrag="3500").status_code == 302
    assert get_over(budget, volgend) == [0, 8500]
    assert f"Van {budget}. Afgesproken" in read(bureau, volgend)
    assert book(bureau, budget, "verplaatsen", naar=budget.pk, bedrag="1").status_code == 200


def test_what_comes_back_or_lapses_is_never_more_than_it_was(bureau, budget):
    plan = budget.aanvraag.pk
    for daad, hoogstens, leeg in (("terug", "800", "nog niets betaald"), ("vrijval", "200", "kan niets vrijvallen")):
        scherm = bureau.get(reverse(f"budgetten:{daad}", args=[budget.pk])).content.decode()
        assert f"hoogstens €\xa0{hoogstens}" in scherm
        te_veel = book(bureau, budget, daad, aanvraag=plan, bedrag=f"{hoogstens},01")
        assert f"hoogstens €\xa0{hoogstens}" in te_veel.content.decode().split("error-message")[1]
        assert book(bureau, budget, daad, aanvraag=plan, bedrag=hoogstens).status_code == 302
        assert leeg in bureau.get(reverse(f"budgetten:{daad}", args=[budget.pk])).content.decode()
    assert get_over(budget) == [4500]


def test_double_click_or_two_people_book_once(bureau, budget):
    """The second is told what came in between, and may send it again."""
    oud = str(Grootboek(budget).laatste)
    keuze = {"richting": "correctie_af", "bedrag": "100", "gezien": oud}
    assert book(bureau, budget, "correctie", **keuze).status_code == 302
    html = book(bureau, budget, "correctie", **keuze).content.decode()
    assert "Er is intussen iets geboekt" in html and "correctie eraf, €\xa0100, door subsidiebureau" in html
    assert get_over(budget) == [3400]
    nieuw = html.split('name="gezien" value="')[1].split('"')[0]
    assert book(bureau, budget, "correctie", **{**keuze, "gezien": nieuw}).status_code == 302
    assert get_over(budget) == [3300]


def test_beslisser_reads_and_does_not_book(budget):
    volgend = make_budget(budget.regiegroep, jaar=budget.jaar + 1)
    beslisser = log_in("Beslisser")
    html = read(beslisser, budget)
    assert "€\xa03.500" in html and "budgetten/" in html and "/correctie/" not in html
    keuzes = {"richting": "correctie_bij", "bedrag": "1", "naar": volgend.pk, "aanvraag": budget.aanvraag.pk}
    for daad in ("correctie", "verplaatsen", "terug", "vrijval"):
        assert book(beslisser, budget, daad, **keuzes)["Location"] == "/admin/"
        assert beslisser.get(reverse(f"budgetten:{daad}", args=[budget.pk])).status_code == 302
    nieuw = {"regiegroep": budget.regiegroep.pk, "jaar": "2040", "plafond": "1", "reden": "x"}
    assert beslisser.post(reverse(f"{LIJST}_create"), nieuw)["Location"] == "/admin/"
    assert Boeking.objects.count() == 5 and Budget.objects.count() == 2
    communicatie = log_in("Communicatie")
    for adres in (reverse(f"{LIJST}_inspect", args=[budget.pk]), reverse("budgetten:grootboek", args=[budget.pk])):
        assert communicatie.get(adres).status_code == 302


def test_nobody_changes_or_deletes_a_budget(staff, budget):
    for daad in ("edit", "delete"):
        assert staff.post(reverse(f"{LIJST}_{daad}", args=[budget.pk]), {"jaar": 2030})["Location"] == "/admin/"
    assert get_over(budget) == [3500]


def test_ledger_as_a_file(bureau, budget):
    adres = reverse("budgetten:grootboek", args=[budget.pk])
    sheet = load_workbook(BytesIO(bureau.get(adres, {"formaat": "xlsx"}).content)).active
    rijen = list(sheet.iter_rows())
    assert [rij[5].value for rij in rijen] == ["over", 5000, 4000, 4000, 3500]
    assert rijen[2][7].value == "=Besluit" and rijen[2][7].data_type == "s"
    csv = b"".join(bureau.get(adres, {"formaat": "csv"}).streaming_content).decode()
    assert "'=Besluit" in csv and "Marga" not in csv
    assert bureau.get(adres, {"formaat": "exe"}).status_code == 404


def test_as_many_queries_for_a_long_ledger_as_for_a_short_one(bureau, budget):
    def measure():
        adressen = [reverse(f"{LIJST}_index"), reverse(f"{LIJST}_inspect", args=[budget.pk])]
        adressen += [reverse("budgetten:terug", args=[budget.pk]), reverse("budgetten:verplaatsen", args=[budget.pk])]
        aantallen = []
        for adres in adressen:
            with CaptureQueriesContext(connection) as queries:
                assert bureau.get(adres).status_code == 200
            aantallen.append(len(queries))
        return aantallen

    make_budget()
    measure()
    klein = measure()
    for _ in range(8):
        make_budget()
        aanvraag = make_aanvraag(groep=budget.regiegroep)
        budget.book(Soort.TOEKENNING, Decimal(10), "Besluit", aanvraag=aanvraag)
        budget.book(Soort.BETALING, Decimal(10), "Betaald", aanvraag=aanvraag)
    assert measure() == klein


def test_auditor_reckons_every_budget_again(budget):
    make_budget()
    uit = StringIO()
    call_command("controleer_grootboek", stdout=uit)
    assert "2 budgetten nagerekend" in uit.getvalue()
    Budget.objects.filter(pk=budget.pk).update(over=Decimal("3500.01"))
    with pytest.raises(CommandError, match=r"staat 3500\.01, de regels geven 3500"):
        call_command("controleer_grootboek")
