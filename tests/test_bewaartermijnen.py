"""On the day that the period is over everything about a person is gone, and the figure stays."""

import json
from datetime import date, datetime, timedelta
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.log_actions import registry

from gebieden.rollen import set_up_roles
from home.models import Mail
from home.post import zet_klaar
from initiatieven.bureau.bewaren import anonimiseer, find_expired, shift_years
from initiatieven.bureau.mails import mail_aanvrager
from initiatieven.bureau.weesbestanden import find_orphans
from initiatieven.models import (
    Aanvraag,
    Aanvrager,
    Adreswijziging,
    Advies,
    Boeking,
    Gebeurtenis,
    Inzage,
    Lidmaatschap,
    Steunlink,
    Verantwoording,
    Vergadering,
)
from initiatieven.regiegroep.uitnodigen import nodig_uit
from initiatieven.standen import Melding, Stand, Wie
from initiatieven.verloop import meld
from tests.factories import make_user
from tests.initiatieven import make_aanvraag, make_budget, make_lid, make_regiegroep, make_ronde, open_desk
from tests.test_dossier import show, upload

pytestmark = pytest.mark.django_db
KANARIE = "Kanarievogel"


def run(naam, **opties):
    out = StringIO()
    call_command(naam, stdout=out, **opties)
    return out.getvalue()


def put_stand_since(aanvraag, dag):
    moment = timezone.make_aware(datetime(dag.year, dag.month, dag.day, 23, 30))
    Aanvraag.objects.filter(pk=aanvraag.pk).update(stand_sinds=moment)


def get_files():
    return [pad for pad in walk_all() if pad]


def walk_all(begin=""):
    storage = storages["prive"]
    if not storage.exists(begin):
        return []
    mappen, bestanden = storage.listdir(begin)
    return [begin + naam for naam in bestanden] + [pad for map_ in mappen for pad in walk_all(f"{begin}{map_}/")]


@pytest.mark.parametrize(("stand", "jaren"), [(Stand.TOEGEKEND, 7), (Stand.AFGEWEZEN, 5), (Stand.INGETROKKEN, 1)])
def test_the_period_follows_from_the_result_and_ends_on_the_day(stand, jaren):
    aanvraag = make_aanvraag(stand)
    put_stand_since(aanvraag, date(2026, 3, 10))
    einde = date(2026 + jaren, 3, 10)
    assert find_expired(einde - timedelta(days=1)) == []
    assert find_expired(einde) == [aanvraag]


def test_what_runs_is_never_removed():
    for stand in (Stand.INGEDIEND, Stand.AANVULLING, Stand.ADVIES):
        put_stand_since(make_aanvraag(stand), date(2000, 1, 1))
    assert find_expired() == []


def test_a_leap_day_ends_on_the_first_of_march():
    aanvraag = make_aanvraag(Stand.INGETROKKEN)
    put_stand_since(aanvraag, date(2028, 2, 29))
    assert find_expired(date(2029, 2, 28)) == []
    assert find_expired(date(2029, 3, 1)) == [aanvraag]
    assert shift_years(date(2028, 2, 29), 4) == date(2032, 2, 29)


def test_an_objection_starts_the_period_anew():
    aanvraag = make_aanvraag(Stand.AFGEWEZEN)
    put_stand_since(aanvraag, date(2026, 3, 10))
    aanvraag.refresh_from_db()
    moment = timezone.make_aware(datetime(2026, 4, 15, 9))
    meld(aanvraag, Melding.BEZWAAR, Wie.BUREAU, moment=moment)
    assert find_expired(date(2031, 4, 14)) == []
    assert find_expired(date(2031, 4, 15)) == [aanvraag]


def test_the_invitation_of_a_member_that_has_the_same_number_stays():
    groep, bureau = make_regiegroep(), make_user()
    uitnodiging = nodig_uit(groep, "lid@example.org", "Jo", Lidmaatschap.Rol.LID, date(2030, 1, 1), bureau)
    anonimiseer(make_aanvraag(Stand.AFGEWEZEN, groep=groep, pk=uitnodiging.pk))
    assert Mail.objects.get().aan == "lid@example.org"


def test_everything_about_a_person_goes_and_the_figure_stays(django_capture_on_commit_callbacks):
    budget = make_budget()
    aanvraag = make_aanvraag(Stand.TOEGEKEND, groep=budget.regiegroep, omschrijving="Marga bouwt bakken")
    ander = make_aanvraag()
    budget.book(Boeking.Soort.TOEKENNING, 1000, "Toegekend", aanvraag=aanvraag)
    upload(aanvraag)
    mail_aanvrager("vraag", meld(aanvraag, Melding.VRAAG, Wie.BUREAU, toelichting="Dag Marga"))
    mail_aanvrager("vraag", meld(ander, Melding.VRAAG, Wie.BUREAU, toelichting="Dag"))
    put_stand_since(aanvraag, date(2010, 1, 1))
    sleutel = aanvraag.sleutel
    assert "Te verwijderen: de persoonsgegevens van 1 aanvragen." in run("ruim_aanvragen_op", proef=True)
    assert Aanvrager.objects.filter(aanvraag=aanvraag).exists()
    with django_capture_on_commit_callbacks(execute=True):
        uitvoer = run("ruim_aanvragen_op")
    assert f"  Toegekend: 1\n  {aanvraag.kenmerk}" in uitvoer
    assert get_files() == []
    assert Mail.objects.get().sleutel.startswith(f"aanvraag_vraag:{ander.pk}:")
    assert Aanvraag.objects.find(sleutel) is None
    rijen = [Aanvraag.objects.filter(pk=aanvraag.pk), Gebeurtenis.objects.filter(aanvraag=aanvraag)]
    over = str([list(queryset.values()) for queryset in rijen])
    assert not Aanvrager.objects.filter(aanvraag=aanvraag).exists()
    for woord in ("Marga", "marga@", "Voorbeeldstraat", "bakken"):
        assert woord not in over
    aanvraag = Aanvraag.objects.get(pk=aanvraag.pk)
    assert (aanvraag.stand, aanvraag.gevraagd, aanvraag.gebied) == (Stand.TOEGEKEND, 1000, budget.regiegroep.gebied)
    assert aanvraag.boekingen.get().bedrag == 1000
    assert "van 0 aanvragen" in run("ruim_aanvragen_op")


def test_nothing_in_any_table_points_at_a_person_any_more():
    """Whatever a table of this app holds: a new one that keeps a name too long turns this red."""
    budget = make_budget()
    aanvraag = make_aanvraag(
        Stand.TOEGEKEND, budget.regiegroep, **dict.fromkeys(("titel", "draagvlak", "plek"), KANARIE)
    )
    Aanvrager.objects.filter(aanvraag=aanvraag).update(naam=KANARIE, organisatie=KANARIE)
    lid = make_lid(budget.regiegroep, KANARIE.lower())
    for naam, velden in {
        "steunbetuigingen": {"mening": "steun", "straat": KANARIE, "email_hash": "x", "toelichting": KANARIE},
        "steunpogingen": {"mening": "steun", "straat": KANARIE, "email_hash": "x"},
        "reacties": {"lid": lid, "tekst": KANARIE},
        "oordelen": {"lid": lid, "stem": "voor", "draagvlak": "goed", "reden": KANARIE},
        "kostenregels": {"omschrijving": KANARIE, "bedrag": 1},
        "toetsen": {"compleet": True, "past": True, "toelichting": KANARIE},
    }.items():
        getattr(aanvraag, naam).create(**velden)
    Steunlink.objects.create(aanvraag=aanvraag)
    Adreswijziging.objects.create(aanvraag=aanvraag, email=f"{KANARIE}@example.org")
    Advies.objects.create(
        aanvraag=aanvraag,
        regiegroep=budget.regiegroep,
        uitkomst="toekennen",
        toelichting=KANARIE,
        zitting=[{"naam": KANARIE}],
        door_naam="Voorzitter",
    )
    verantwoording = Verantwoording.objects.create(aanvraag=aanvraag, gedaan=KANARIE, verteller=KANARIE)
    verantwoording.uitgaven.create(omschrijving=KANARIE, bedrag=1)
    foto = verantwoording.fotos.create(beschrijving=KANARIE, herkenbaar=True)
    foto.toestemmingen.create(naam=KANARIE)
    verslag = {"aanwezig": [], "punten": [{"aanvraag": aanvraag.pk, "titel": KANARIE, "besproken": KANARIE}]}
    vergadering = Vergadering.objects.create(regiegroep=budget.regiegroep, plek="Wijkcentrum", verslag=verslag)
    vergadering.punten.create(aanvraag=aanvraag, besproken=KANARIE)
    meld(aanvraag, Melding.ANTWOORD, Wie.AANVRAGER, toelichting=KANARIE, door_naam=KANARIE)
    zet_klaar("mijn_antwoord", "x@example.org", f"antwoord:{aanvraag.pk}", antwoord=KANARIE)

    anonimiseer(aanvraag)
    models = [*apps.get_app_config("initiatieven").get_models(), Mail]
    assert [model.__name__ for model in models if KANARIE in str(list(model.objects.values()))] == []
    assert Aanvraag.objects.get(pk=aanvraag.pk).gevraagd == 1000


def test_an_emptied_dossier_still_opens_and_nothing_can_be_done():
    set_up_roles()
    bureau, aanvraag = open_desk(), make_aanvraag(Stand.TOEGEKEND)
    anonimiseer(aanvraag)
    assert "omdat de bewaartermijn voorbij is" in show(bureau, aanvraag).content.decode()
    adres = reverse("aanvragen:daad", args=[aanvraag.pk, "vraag"])
    bureau.post(adres, {"tekst": "Hallo?"})
    assert not Mail.objects.exists()
    for naam in ("brief", "bezorgen"):
        assert bureau.get(reverse(f"aanvragen:{naam}", args=[aanvraag.pk, 1])).status_code == 404


def test_who_looked_is_kept_three_years():
    aanvraag = make_aanvraag()
    for dagen in (1, 3 * 366, 4 * 365):
        inzage = Inzage.objects.create(aanvraag=aanvraag, door_naam="Bureau", wat="Dossier")
        Inzage.objects.filter(pk=inzage.pk).update(moment=timezone.now() - timedelta(days=dagen))
    assert "2 regels over wie wat zag" in run("ruim_aanvragen_op")
    assert Inzage.objects.count() == 1


def test_a_file_without_a_record_goes_after_a_day():
    bewaard = upload(make_aanvraag()).bestand.name
    mee = storages["prive"].save("mails/kopie.pdf", ContentFile(b"mee"))
    Mail.objects.create(soort="x", sleutel="x:1", aan="a@example.org", bijlagen=[[mee, "kopie.pdf", "application/pdf"]])
    wees = storages["prive"].save("9/wees.pdf", ContentFile(b"wees"))
    assert find_orphans() == []
    assert find_orphans(timezone.now() + timedelta(days=2)) == [wees]
    assert "Verwijderd: 0" in run("ruim_bestanden_op")
    assert sorted(get_files()) == sorted([bewaard, mee, wees])


def test_the_command_deletes_what_it_found(monkeypatch, clock):
    upload(make_aanvraag())
    storages["prive"].save("9/wees.pdf", ContentFile(b"wees"))
    clock.forward(days=2)
    assert "Te verwijderen: 1" in run("ruim_bestanden_op", proef=True)
    assert len(get_files()) == 2
    assert "Verwijderd: 1" in run("ruim_bestanden_op")
    assert len(get_files()) == 1


@pytest.fixture
def bureau(db):
    set_up_roles()
    return open_desk()


def ask(client, **knop):
    return client.post(reverse("aanvragen:personen"), {"email": "MARGA@example.org", **knop})


def test_a_person_gets_a_copy_of_all_that_is_kept(bureau):
    aanvraag = make_aanvraag(Stand.TOEGEKEND, ronde=make_ronde(naam="Groene ronde"))
    upload(aanvraag, "plein.png")
    with ZipFile(BytesIO(ask(bureau, export="").content)) as pak:
        gegevens = json.loads(pak.read("gegevens.json"))
        assert len(pak.namelist()) == 2
    (gevonden,) = gegevens["aanvragen"]
    assert gevonden["aanvrager"]["naam"] == "Marga (voorbeeld)"
    assert (gevonden["aanvraag"]["kenmerk"], gevonden["aanvraag"]["ronde"]) == (aanvraag.kenmerk, "Groene ronde")
    assert Inzage.objects.get().wat == "Gegevens van een persoon als bestand"
    assert registry.get_logs_for_instance(bureau.user).get().action == "initiatieven.persoon_export"


def test_erasing_takes_what_may_go_and_says_what_stays_and_until_when(bureau):
    concept, ingetrokken, lopend, afgewezen = (
        make_aanvraag(stand) for stand in (Stand.CONCEPT, Stand.INGETROKKEN, Stand.INGEDIEND, Stand.AFGEWEZEN)
    )
    assert "Blijft: de aanvraag loopt nog" in ask(bureau).content.decode()
    html = ask(bureau, wis="").content.decode()
    assert f"Blijft tot {(timezone.localdate()).day}" in html
    assert not Aanvraag.objects.filter(pk=concept.pk).exists()
    overgebleven = set(Aanvrager.objects.values_list("aanvraag", flat=True))
    assert overgebleven == {lopend.pk, afgewezen.pk}
    assert Aanvraag.objects.get(pk=ingetrokken.pk).omschrijving == ""
    log = registry.get_logs_for_instance(bureau.user).get()
    assert "marga" not in str(log.data).lower()
