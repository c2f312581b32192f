"""The matrix of rights: every address of the site, for every role, in its own area and in another, opened and sent.

A row of matrix.txt is an address. A column is a role; a role of an area has one for its own area and one for another.
Of the two signs in a cell the first is for opening (GET), the second for sending (POST): + it opens, acts or leads to
a list, - it is refused, 0 there is nothing, . it cannot be asked so, ? the form is no good, ! Wagtail itself trips over
an empty form.
An address without a row fails the test, and the message says what was found."""

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.db import connection, transaction
from django.test import Client

from tests.factories import make_user
from tests.matrix import Gebiedsdingen, get_addresses
from tests.redactie import log_in

pytestmark = pytest.mark.django_db
TABEL = Path(__file__).parent / "matrix.txt"
# A draft that its own area only may see; a search for the first word must not bring up the second.
KANARIE = "Kanarievogel Zonnebloem"
EIGEN = "Parkietvogel Klaproos"
# Where the desk and the decider see applications of every area.
BUREAU = ("aanvragen:", "initiatieven_aanvragen", "wagtailadmin_home", "bureau:stapel", "mails:opnieuw")
# What no form of Wagtail's with blocks can do without.
LEEG = {"inhoud-count": "0", "regels-count": "0"}
KOLOMMEN = [
    "bezoeker",
    "zonder rol",
    "redacteur",
    "redacteur ander",
    "regisseur",
    "regisseur ander",
    "communicatie",
    "beheerder",
    "subsidiebureau",
    "beslisser",
]


def read_table():
    rows = [line.rsplit(maxsplit=len(KOLOMMEN)) for line in TABEL.read_text().splitlines() if line[:1] not in "#"]
    return {naam: dict(zip(KOLOMMEN, cells, strict=True)) for naam, *cells in rows}


@pytest.fixture
def gebieden(mare, overdie):
    overdie.refresh_from_db()
    mare.refresh_from_db()
    return {"eigen": Gebiedsdingen(mare, EIGEN), "ander": Gebiedsdingen(overdie, KANARIE)}


def get_sign(response):
    if response.status_code in (301, 302):
        away = response["Location"].split("?")[0]
        return "-" if away == "/admin/" or "login" in away or "inloggen" in away else "+"
    if response.status_code >= 500:
        return "!"
    return {403: "-", 404: "0", 405: ".", 400: "?", 410: "0"}.get(response.status_code, "+")


class Schrijfwacht:
    """Knows whether anything was written to the database: looking at everything takes long."""

    has_written = False

    def __enter__(self):
        self.watching = connection.execute_wrapper(self.watch)
        self.watching.__enter__()
        return self

    def __exit__(self, *error):
        self.watching.__exit__(*error)

    def watch(self, execute, sql, *rest):
        self.has_written |= sql.lstrip().startswith(("INSERT", "UPDATE", "DELETE", "REPLACE"))
        return execute(sql, *rest)


def walk_as(client, dingen):
    """The signs per row, where a draft of another area was seen, and where sending changed something of this area."""
    client.raise_request_exception = False
    before = dingen.look()
    found, leaks, changed = {}, [], []
    for adres in get_addresses(dingen):
        # The API of the admin refuses what it does not know.
        zoek = "" if "/api/" in adres.url else f"q={KANARIE.split(maxsplit=1)[0]}"
        opened = client.get(adres.url, QUERY_STRING=f"{urlsplit(adres.url).query}&{zoek}")
        # Nothing that is sent stays.
        with transaction.atomic(), Schrijfwacht() as wacht:
            sent = client.post(adres.url, LEEG)
            changed += [adres.naam] if wacht.has_written and dingen.look() != before else []
            transaction.set_rollback(True)
        found[adres.naam] = get_sign(opened) + get_sign(sent)
        shown = [response.content.decode(errors="replace") for response in (opened, sent) if not response.streaming]
        leaks += [adres.naam] if any(KANARIE in html for html in shown) else []
    return found, leaks, changed


def make_client(kolom):
    if kolom == "bezoeker":
        return Client()
    if kolom == "beheerder":
        client = Client()
        client.force_login(make_user())
        return client
    if kolom == "zonder rol":
        # Opened with a role that was taken away since.
        client = log_in("Gebiedsregisseur De Mare")
        client.user.groups.clear()
        return client
    groepen = {
        "redacteur": "Redacteur De Mare",
        "regisseur": "Gebiedsregisseur De Mare",
        "communicatie": "Communicatie",
        "subsidiebureau": "Subsidiebureau",
        "beslisser": "Beslisser",
    }
    return log_in(groepen[kolom.split()[0]])


# Rights are asked of the same code on every database; who may do everything makes each address ask it once.
PARAMETERS = [
    kolom if kolom == "beheerder" else pytest.param(kolom, marks=pytest.mark.een_database) for kolom in KOLOMMEN
]


@pytest.mark.parametrize("kolom", PARAMETERS)
def test_every_address_does_what_the_table_says(gebieden, kolom):
    expected = {naam: cells[kolom] for naam, cells in read_table().items()}
    is_own_area = kolom in ("redacteur", "regisseur", "communicatie", "beheerder")
    found, leaks, changed = walk_as(make_client(kolom), gebieden["eigen" if is_own_area else "ander"])
    if kolom in ("subsidiebureau", "beslisser"):
        # Their work is in every area.
        leaks, changed = ([naam for naam in namen if not naam.startswith(BUREAU)] for namen in (leaks, changed))
    if kolom not in ("communicatie", "beheerder"):
        assert not leaks, f"drafts of another area are seen here: {leaks}"
    if not is_own_area:
        assert not changed, f"something of another area is changed here: {changed}"
    wrong = {naam: (expected.get(naam), signs) for naam, signs in found.items() if expected.get(naam) != signs}
    assert not wrong, "\n".join(f"{naam}: table {table}, found {signs}" for naam, (table, signs) in wrong.items())
    assert not set(expected) - set(found), "the table has rows for addresses that are no longer there"
