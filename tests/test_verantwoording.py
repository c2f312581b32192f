"""From grant to story: how it went becomes a draft for the editors, and a picture goes when somebody asks."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Revision

from gebieden.models import VerhaalPage
from gebieden.rollen import set_up_roles
from home.afbeelding_weg import remove_image
from home.models import Afbeelding, Mail
from initiatieven.models import Besluit, Foto, Verantwoording
from initiatieven.persoonlijk import COOKIE
from initiatieven.standen import Melding, Stand, Wie
from initiatieven.verantwoording.verhaal import maak_verhaal
from initiatieven.verantwoording.vragen import ask_all
from initiatieven.verloop import meld
from tests.factories import make_afbeelding, make_nieuws, make_picture_file, make_user, make_video
from tests.initiatieven import do, make_aanvraag, make_regiegroep, open_desk

pytestmark = [pytest.mark.django_db, pytest.mark.een_database]
ANTWOORDEN = {
    "gedaan": "Wij bouwden <b>bakken</b>.",
    "buurt": "Elke week eten wij samen.",
    "anders": "Eerder beginnen.",
}


@pytest.fixture(autouse=True)
def no_sending(settings):
    settings.MAIL_METEEN = False


@pytest.fixture
def aanvraag(client):
    aanvraag = make_aanvraag(Stand.TOEGEKEND, make_regiegroep(), titel="Groentebakken")
    client.cookies[COOKIE] = aanvraag.sleutel
    client.welke = aanvraag.pk
    return aanvraag


def send(client, scherm, *args, **data):
    return client.post(reverse(f"mijn:{scherm}", args=args), {"welke": client.welke, **data})


def see(client, scherm, *args):
    return client.get(reverse(f"mijn:{scherm}", args=args))


def make_upload(kleur=1, naam="Marga-van-de-Voorbeeldstraat.png"):
    return SimpleUploadedFile(naam, make_picture_file(size=(64 + kleur, 40)).read())


def add_foto(client, kleur=1, herkenbaar="ja"):
    send(client, "fotos", bestand=make_upload(kleur), beschrijving=f"Bak nummer {kleur}", herkenbaar=herkenbaar)
    return Foto.objects.last()


def add_persoon(client, foto, naam="Fatma (voorbeeld)"):
    vandaag = timezone.localdate().strftime("%d-%m-%Y")
    send(client, "foto", foto.pk, naam=naam, gegeven_op=vandaag, ja="on")
    send(client, "foto", foto.pk, doe="compleet")
    return foto.toestemmingen.get(naam=naam)


def tell(client, **extra):
    send(client, "vragen", **ANTWOORDEN, verhaal_mag="on", verteller="Groep Voorbeeldplein", **extra)
    keer = "6f1e7c52-95d5-4c1f-8d0e-0d1f6a3b2c11"
    for _ in range(2):
        send(client, "kosten", keer=keer, omschrijving="Hout", bedrag="€\xa01.047,50", bon=make_upload(9, "bon.png"))


def test_the_whole_account_is_kept_in_between_and_handed_in_once(client, aanvraag):
    send(client, "vragen", gedaan="Wij bouwden")
    assert "1 van 3 beantwoord" in see(client, "verantwoorden").content.decode()
    assert "Beantwoord eerst alle drie" in send(client, "versturen", klopt="on").content.decode()
    tell(client)
    for _ in range(2):
        assert send(client, "versturen", klopt="on")["Location"].endswith("gedaan=verantwoord")
    aanvraag.refresh_from_db()
    verantwoording = aanvraag.verantwoording
    assert aanvraag.stand == Stand.UITGEVOERD and verantwoording.ingediend_op
    assert (str(verantwoording.totaal), verantwoording.bonnen.count()) == ("1047.50", 1)
    assert Mail.objects.filter(soort="verantwoording_ontvangen").count() == 1
    assert VerhaalPage.objects.count() == 1
    html = send(client, "vragen", gedaan="Toch iets anders").content.decode()
    assert "U hebt dit al verstuurd" in html and "Toch iets anders" in html


def test_a_story_waits_as_a_draft_in_the_workflow_without_personal_data(client, aanvraag):
    set_up_roles()
    add_foto(client, 1, "nee")
    add_persoon(client, add_foto(client, 2))
    zonder = add_foto(client, 3)
    tell(client)
    send(client, "versturen", klopt="on")
    page = VerhaalPage.objects.get()
    assert not page.live and page.get_parent().pk == aanvraag.gebied.pk
    assert page.current_workflow_state.status == "in_progress"
    assert Afbeelding.objects.count() == 2 and not zonder.mag_online
    redactie = aanvraag.gebied.redactie
    assert all(afbeelding.collection == redactie.collectie for afbeelding in Afbeelding.objects.all())
    alles = json.dumps([page.latest_revision.content, list(Afbeelding.objects.values("title", "file", "description"))])
    for geheim in ("Fatma", "Marga", "example.org", "Voorbeeldstraat", "072 000", "Hout", "1.047", "1047.5"):
        assert geheim not in alles
    assert "&lt;b&gt;bakken" in alles, "what was typed is text, not markup"


def test_the_editor_opens_a_story_of_short_lines(client, aanvraag):
    tell(client)
    Verantwoording.objects.update(gedaan="Zagen.\nTimmeren.\n\nEten.")
    send(client, "versturen", klopt="on")
    client.force_login(make_user())
    editor = client.get(reverse("wagtailadmin_pages:edit", args=[VerhaalPage.objects.get().pk]))
    assert all(regel in editor.content.decode() for regel in ("Zagen.", "Timmeren.", "Eten."))


def test_without_a_wish_there_is_no_story(client, aanvraag):
    tell(client)
    Verantwoording.objects.update(verhaal_mag=False)
    send(client, "versturen", klopt="on")
    assert not VerhaalPage.objects.exists() and maak_verhaal(Verantwoording.objects.get()) is None


def find_public_files():
    return [file for folder in ("images", "original_images") for file in Path(settings.MEDIA_ROOT).rglob(f"{folder}/*")]


def test_consent_that_is_taken_back_takes_the_picture_off_everywhere(
    client, aanvraag, django_capture_on_commit_callbacks
):
    toestemming = add_persoon(client, add_foto(client, 1))
    andere = add_persoon(client, add_foto(client, 2))
    tell(client)
    send(client, "versturen", klopt="on")
    page = VerhaalPage.objects.get()
    page.save_revision().publish()
    foto = Foto.objects.get(pk=andere.foto_id)
    nieuws = make_nieuws(afbeelding=foto.afbeelding)
    call_command("maak_weergaven")
    html = client.get(page.url).content.decode()
    assert html.count("<picture") >= 1 and "Bak nummer 2" in html
    pk, naam = foto.afbeelding.pk, f"bewoners-{foto.pk}"
    assert any(naam in file.name for file in find_public_files())

    bezoeker = type(client)()
    adres = reverse("mijn:toestemming", args=[andere.sleutel])
    assert bezoeker.get(adres).status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        bezoeker.post(adres)
    assert "overal weggehaald" in bezoeker.get(adres).content.decode()

    assert not any(naam in file.name for file in find_public_files())
    assert not Afbeelding.objects.filter(pk=pk).exists()
    html = client.get(page.url).content.decode()
    assert "Bak nummer 2" not in html and "Bak nummer 1" in html and "Wij bouwden" in html
    nieuws.refresh_from_db()
    assert nieuws.afbeelding is None and nieuws.get_latest_revision_as_object().afbeelding is None
    for revision in Revision.objects.all():
        blokken = json.loads(revision.content.get("inhoud") or "[]")
        assert all(blok["value"].get("afbeelding") != pk for blok in blokken if blok["type"] == "beeld")
    foto.refresh_from_db()
    assert foto.bijlage is None and not foto.mag_online
    assert Foto.objects.get(pk=toestemming.foto_id).mag_online, "the other picture stays"


def test_a_film_that_begins_with_the_picture_gets_an_empty_one(django_capture_on_commit_callbacks, db):
    afbeelding = make_afbeelding()
    make_video(poster=afbeelding)
    oud = afbeelding.file.path
    with django_capture_on_commit_callbacks(execute=True):
        remove_image(afbeelding)
    afbeelding.refresh_from_db()
    assert afbeelding.description == "Deze foto is weggehaald" and not Path(oud).exists()


def test_the_desk_takes_a_picture_off_for_who_calls(client, aanvraag, django_capture_on_commit_callbacks):
    set_up_roles()
    bureau, fatma = open_desk(naam="Bureau"), add_persoon(client, add_foto(client, 1))
    buiten, derde = add_foto(client, 2, herkenbaar="nee"), add_foto(client, 3, herkenbaar="nee")
    tell(client)
    send(client, "versturen", klopt="on")
    VerhaalPage.objects.get().save_revision().publish()
    dossier = bureau.get(f"/admin/aanvragen/{aanvraag.pk}/").content.decode()
    for tekst in ("Wij bouwden", "€\xa01.047,50", "Fatma (voorbeeld): zei ja op", "Iemand wil niet meer op een foto"):
        assert tekst in dossier

    assert "Kies wie er belt" in do(bureau, aanvraag, "foto-weg").content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        do(bureau, aanvraag, "foto-weg", welke=f"wie-{fatma.pk}")
        # Who is not named can call too.
        do(bureau, aanvraag, "foto-weg", welke=f"foto-{buiten.pk}")
    assert [foto.title for foto in Afbeelding.objects.all()] == ["Bak nummer 3"]
    assert [file.name[:10] for file in find_public_files() if "original" in str(file)] == [f"bewoners-{derde.pk}"]
    html = client.get(VerhaalPage.objects.get().url).content.decode()
    assert "Bak nummer 3" in html and "Bak nummer 1" not in html and "Bak nummer 2" not in html
    fatma.refresh_from_db()
    assert fatma.ingetrokken_door == "Bureau"
    weg = aanvraag.gebeurtenissen.filter(soort=Melding.FOTO_WEG, door=bureau.user, intern=True)
    assert list(weg.values_list("toelichting", flat=True)) == ["Bak nummer 1", "Bak nummer 2"]
    assert "Fatma" not in do(bureau, aanvraag, "foto-weg").content.decode()
    assert "weggehaald" not in see(client, "aanvraag").content.decode()


def test_the_same_picture_twice_is_one_and_a_letter_is_no_picture(client, aanvraag):
    add_foto(client)
    add_foto(client)
    assert Foto.objects.count() == 1
    bestand = SimpleUploadedFile("x.jpg", b"%PDF-1.4 onzin")
    html = send(client, "fotos", bestand=bestand, beschrijving="X", herkenbaar="nee").content.decode()
    assert "beschadigd" in html


def test_the_picture_and_the_link_of_another_open_nothing(client, aanvraag):
    foto = add_foto(client)
    toestemming = add_persoon(client, foto)
    ander = make_aanvraag(Stand.TOEGEKEND, aanvraag.regiegroep)
    client.cookies[COOKIE], client.welke = ander.sleutel, ander.pk
    assert see(client, "foto_klein", foto.pk).status_code == 404
    assert see(client, "foto", foto.pk).status_code == 302
    send(client, "foto", foto.pk, doe="weg")
    assert Foto.objects.exclude(bijlage=None).count() == 1
    vals = reverse("mijn:toestemming", args=[f"{toestemming.pk}-{'0' * 40}"])
    assert client.post(vals).status_code == 404


def test_who_carried_out_a_plan_is_asked_once_and_reminded_once(aanvraag):
    vandaag = timezone.now()
    type(aanvraag).objects.update(begin=timezone.localdate() - timedelta(days=3))
    gestopt = make_aanvraag(Stand.TOEGEKEND, aanvraag.regiegroep, begin=aanvraag.begin - timedelta(days=300))
    meld(gestopt, Melding.GAAT_NIET_DOOR, Wie.AANVRAGER)
    vrij = make_aanvraag(Stand.TOEGEKEND, aanvraag.regiegroep, begin=aanvraag.begin - timedelta(days=300))
    Besluit.objects.create(aanvraag=vrij, soort="ken_toe", motivering="Goed", door_naam="B", verantwoorden=False)
    make_aanvraag(Stand.TOEGEKEND, aanvraag.regiegroep)
    dagen = [(0, (1, 0)), (1, (0, 0)), (20, (0, 0)), (21, (0, 1)), (22, (0, 0))]
    assert [ask_all(vandaag + timedelta(days=dag)) for dag, _ in dagen] == [wat for _, wat in dagen]
    aanvraag.refresh_from_db()
    mails = Mail.objects.order_by("pk")
    assert [mail.soort for mail in mails] == ["verantwoording_vraag", "verantwoording_herinnering"]
    assert all(aanvraag.sleutel in mail.tekst and "Groentebakken" not in mail.onderwerp for mail in mails)
