"""What the applicant can see and do with the personal link, and what nobody else can."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from hypothesis import HealthCheck, given
from hypothesis import settings as rules
from hypothesis import strategies as st

from home.models import Mail
from initiatieven.bestanden import bewaar_bijlage
from initiatieven.iban import clean_iban
from initiatieven.mijn.antwoord import AntwoordForm
from initiatieven.mijn.gegevens import GegevensForm
from initiatieven.models import Bijlage, Boeking
from initiatieven.persoonlijk import COOKIE
from initiatieven.standen import Melding, Stand, Wie
from initiatieven.verloop import meld, zet_stap
from tests.factories import make_aanvraagpagina, make_picture_file
from tests.initiatieven import make_aanvraag, make_budget, make_regiegroep

pytestmark = [pytest.mark.django_db, pytest.mark.een_database]
IBAN = "NL13 TEST 0123 4567 89"


@pytest.fixture(autouse=True)
def no_sending(settings):
    settings.MAIL_METEEN = False


@pytest.fixture
def groep(db):
    return make_regiegroep()


def open_link(client, aanvraag):
    client.cookies[COOKIE] = aanvraag.sleutel
    return client


def see(client, naam="aanvraag", *args):
    return client.get(reverse(f"mijn:{naam}", args=args))


def read(client, naam="aanvraag", *args):
    return " ".join(see(client, naam, *args).content.decode().split())


def send(client, aanvraag, scherm, *args, **data):
    return client.post(reverse(f"mijn:{scherm}", args=args), {"welke": aanvraag.pk, **data})


def make_pdf(naam="offerte.png"):
    return SimpleUploadedFile(naam, make_picture_file().read())


@pytest.mark.parametrize(
    "stand", [Stand.INGEDIEND, Stand.AANVULLING, Stand.REGIEGROEP, Stand.TOEGEKEND, Stand.AFGEWEZEN]
)
def test_each_stand_says_in_words_what_is_going_on_and_nobody_keeps_the_page(client, groep, stand):
    aanvraag = make_aanvraag(stand, groep)
    response = see(open_link(client, aanvraag))
    html = response.content.decode()
    assert aanvraag.titel in html and aanvraag.kenmerk in html and "De stappen" in html
    assert response["Cache-Control"] == "private, no-store" and "noindex" in response["X-Robots-Tag"]
    assert aanvraag.sleutel not in html


def test_the_answer_is_due_on_the_day_that_the_clock_gives_and_a_pause_is_explained(client, groep):
    aanvraag = make_aanvraag(Stand.INGEDIEND, groep, dagen_geleden=20)
    dag = date_format(aanvraag.klok.get_uiterlijk(timezone.localdate()), "l j F Y")
    assert f"U krijgt antwoord uiterlijk {dag}." in read(open_link(client, aanvraag))
    zet_stap(
        aanvraag,
        "vraag_aanvulling",
        moment=timezone.now() - timedelta(days=10),
        uiterlijk=timezone.localdate() + timedelta(days=4),
        toelichting="Stuurt u een offerte?",
    )
    html = read(client)
    assert "Stuurt u een offerte?" in html and "staat de tijd voor ons besluit stil" in html
    zet_stap(aanvraag, "vul_aan")
    assert "De tijd stond 9 dagen stil" in read(client)


def test_without_link_or_with_that_of_another_there_is_nothing(client, groep):
    eigen, ander = make_aanvraag(groep=groep), make_aanvraag(groep=groep)
    bijlage = bewaar_bijlage(ander, make_pdf(), Bijlage.Soort.OFFERTE)
    client.cookies[COOKIE] = f"{ander.pk}-{eigen.sleutel.partition('-')[2]}"
    for naam in ("aanvraag", "gegevens", "intrekken", "rekening", "steun", "verantwoorden"):
        response = see(client, naam)
        assert response.status_code == 404 and ander.titel not in response.content.decode()
    assert see(open_link(client, eigen), "bestand", bijlage.pk).status_code == 404
    assert see(open_link(client, ander), "bestand", bijlage.pk).status_code == 200


def test_what_is_sent_from_a_tab_of_another_plan_changes_nothing(client, groep):
    eerste, tweede = make_aanvraag(groep=groep), make_aanvraag(groep=groep)
    response = send(open_link(client, tweede), eerste, "intrekken")
    assert response.status_code == 409
    tweede.refresh_from_db()
    assert tweede.stand == Stand.INGEDIEND


def test_a_letter_is_seen_when_it_was_delivered(client, groep):
    aanvraag = make_aanvraag(Stand.TOEGEKEND, groep)
    brief = bewaar_bijlage(aanvraag, make_pdf("besluit.png"), Bijlage.Soort.BRIEF)
    assert "besluit.png" not in read(open_link(client, aanvraag))
    assert see(client, "bestand", brief.pk).status_code == 404
    meld(aanvraag, Melding.BEZORGD, Wie.BUREAU)
    assert "besluit.png" in read(client)
    assert see(client, "bestand", brief.pk)["Content-Disposition"].startswith("attachment")


def test_a_completion_with_text_and_files_is_stored_once_however_often_it_is_sent(client, groep):
    aanvraag = make_aanvraag(Stand.AANVULLING, groep)
    vraag = aanvraag.gebeurtenissen.last().pk
    for _ in range(2):
        data = {"vraag": vraag, "tekst": "Hier is de offerte.", "bestanden": [make_pdf("a.png"), make_pdf("b.png")]}
        response = send(open_link(client, aanvraag), aanvraag, "antwoord", **data)
        assert response["Location"].endswith("?gedaan=antwoord")
    aanvraag.refresh_from_db()
    assert aanvraag.stand == Stand.INGEDIEND and aanvraag.bijlagen.count() == 2
    assert aanvraag.gebeurtenissen.filter(soort="vul_aan").count() == 1
    assert "Hier is de offerte." in Mail.objects.get(soort="mijn_antwoord").tekst


def test_a_question_in_between_is_answered_without_a_change_of_stand(client, groep):
    aanvraag = make_aanvraag(Stand.BEHANDELING, groep)
    meld(aanvraag, Melding.VRAAG, Wie.BUREAU, toelichting="Waar komt de bank?")
    assert "Waar komt de bank?" in read(open_link(client, aanvraag))
    vraag = aanvraag.gebeurtenissen.last().pk
    send(client, aanvraag, "antwoord", vraag=vraag, tekst="Bij de speeltuin.")
    aanvraag.refresh_from_db()
    assert aanvraag.stand == Stand.BEHANDELING
    assert aanvraag.gebeurtenissen.last().toelichting == "Bij de speeltuin."
    assert see(client, "antwoord").status_code == 302


def test_an_answer_that_comes_too_late_says_so_and_is_not_lost(client, groep):
    aanvraag = make_aanvraag(Stand.AANVULLING, groep)
    vraag = aanvraag.gebeurtenissen.last().pk
    zet_stap(aanvraag, "stel_buiten_behandeling")
    html = send(open_link(client, aanvraag), aanvraag, "antwoord", vraag=vraag, tekst="Te laat?").content.decode()
    assert "Dit kan niet meer" in html and "Te laat?" in html


def test_a_file_that_is_none_of_ours_is_refused_by_name(client, groep):
    aanvraag = make_aanvraag(Stand.AANVULLING, groep)
    data = {"vraag": aanvraag.gebeurtenissen.last().pk, "bestanden": SimpleUploadedFile("virus.exe", b"MZ")}
    html = send(open_link(client, aanvraag), aanvraag, "antwoord", **data).content.decode()
    assert "virus.exe: Dit soort bestand kunnen wij niet openen" in html


def test_withdrawing_asks_first_frees_the_money_and_is_done_once(client):
    budget = make_budget(plafond=5000)
    aanvraag = make_aanvraag(Stand.REGIEGROEP, budget.regiegroep)
    budget.book(Boeking.Soort.RESERVERING, Decimal(1000), "Advies gevraagd", aanvraag=aanvraag)
    assert "Ja, trek mijn aanvraag in" in read(open_link(client, aanvraag), "intrekken")
    for _ in range(2):
        assert "gedaan=ingetrokken" in send(client, aanvraag, "intrekken", reden="Verhuisd")["Location"]
    budget.refresh_from_db()
    aanvraag.refresh_from_db()
    assert (aanvraag.stand, budget.over) == (Stand.INGETROKKEN, Decimal(5000))
    assert Mail.objects.filter(soort="mijn_ingetrokken").count() == 1


def test_a_plan_that_was_granted_and_does_not_happen_is_reported_once(client, groep):
    aanvraag = make_aanvraag(Stand.TOEGEKEND, groep)
    open_link(client, aanvraag)
    assert "binnen 14 dagen" in read(client, "niet_door")
    assert "Schrijf kort waarom" in send(client, aanvraag, "niet_door").content.decode()
    for _ in range(2):
        send(client, aanvraag, "niet_door", reden="Te weinig mensen")
    assert aanvraag.gebeurtenissen.filter(soort=Melding.GAAT_NIET_DOOR).count() == 1
    assert "Uw plan gaat niet door" in read(client)


def test_the_account_number_is_asked_after_the_grant_checked_and_never_shown_again(client, groep):
    wachtend = make_aanvraag(Stand.ADVIES, groep)
    assert see(open_link(client, wachtend), "rekening").status_code == 302
    aanvraag = make_aanvraag(Stand.TOEGEKEND, groep)
    open_link(client, aanvraag)
    fout = send(client, aanvraag, "rekening", iban="NL13 TEST 0123 4567 88", iban_naam="Marga (voorbeeld)")
    assert "Dit rekeningnummer klopt niet" in fout.content.decode()
    send(client, aanvraag, "rekening", iban=IBAN, iban_naam="Marga (voorbeeld)")
    aanvraag.aanvrager.refresh_from_db()
    assert aanvraag.aanvrager.iban == "NL13TEST0123456789"
    assert "eindigt op 6789" in read(client)
    assert "TEST0123" not in read(client) + read(client, "rekening") + Mail.objects.get(soort="mijn_rekening").tekst
    meld(aanvraag, Melding.BETAALD, Wie.BUREAU)
    assert see(client, "rekening").status_code == 302
    assert "al betaald" in send(client, aanvraag, "rekening", iban=IBAN, iban_naam="M").content.decode()


GEGEVENS = {"naam": "Marga (voorbeeld)", "adres": "Voorbeeldstraat 1", "kanaal": "mail", "telefoon": "072 111 11 11"}


def test_a_new_mail_address_counts_when_its_code_comes_back(client, groep):
    aanvraag = make_aanvraag(groep=groep)
    open_link(client, aanvraag)
    response = send(client, aanvraag, "gegevens", email="nieuw@example.org", **GEGEVENS)
    assert response["Location"] == reverse("mijn:adrescode")
    aanvraag.aanvrager.refresh_from_db()
    assert (aanvraag.aanvrager.telefoon, aanvraag.aanvrager.email) == ("072 111 11 11", "marga@example.org")
    mail = Mail.objects.get(soort="mijn_adrescode")
    code = mail.tekst.partition("code is: ")[2][:6]
    assert mail.aan == "nieuw@example.org"
    assert "klopt niet" in send(client, aanvraag, "adrescode", code="fout").content.decode()
    assert send(client, aanvraag, "adrescode", code=code).status_code == 302
    aanvraag.aanvrager.refresh_from_db()
    assert aanvraag.aanvrager.email == "nieuw@example.org"
    assert Mail.objects.get(soort="mijn_adres_veranderd").aan == "marga@example.org"
    oude = aanvraag.sleutel
    assert see(client).status_code == 200, "this browser has the new link"
    client.cookies[COOKIE] = oude
    assert see(client).status_code == 404


def test_a_code_can_be_tried_five_times(client, groep):
    aanvraag = make_aanvraag(groep=groep)
    open_link(client, aanvraag)
    send(client, aanvraag, "gegevens", email="nieuw@example.org", **GEGEVENS)
    code = Mail.objects.get(soort="mijn_adrescode").tekst.partition("code is: ")[2][:6]
    for _ in range(5):
        send(client, aanvraag, "adrescode", code="fout")
    assert "Deze code werkt niet meer" in send(client, aanvraag, "adrescode", code=code).content.decode()


def test_a_lost_link_is_mailed_if_known_and_the_screen_tells_nobody(client, groep):
    aanvraag = make_aanvraag(groep=groep)
    bekend = client.post(reverse("mijn:kwijt"), {"email": "MARGA@example.org"}).content
    onbekend = client.post(reverse("mijn:kwijt"), {"email": "niemand@example.org"}).content
    assert bekend == onbekend
    client.post(reverse("mijn:kwijt"), {"email": "marga@example.org"})
    mail = Mail.objects.get()
    assert (mail.aan, aanvraag.sleutel in mail.tekst) == ("marga@example.org", True)
    for _ in range(9):
        response = client.post(reverse("mijn:kwijt"), {"email": "niemand@example.org"})
    assert "te vaak" in response.content.decode()


def test_a_new_link_makes_that_of_another_useless(client, groep):
    aanvraag = make_aanvraag(groep=groep)
    oude = aanvraag.sleutel
    send(open_link(client, aanvraag), aanvraag, "nieuwe_link")
    assert see(client).status_code == 200
    client.cookies[COOKIE] = oude
    assert see(client).status_code == 404
    aanvraag.refresh_from_db()
    assert aanvraag.sleutel in Mail.objects.get(soort="mijn_nieuwe_link").tekst


def test_a_borrowed_device_forgets_the_application(client, groep):
    open_link(client, make_aanvraag(groep=groep)).post(reverse("mijn:vergeten"))
    assert see(client).status_code == 404


def test_a_plan_that_was_not_sent_goes_on_in_the_form(client, groep):
    formulier = make_aanvraagpagina()
    aanvraag = make_aanvraag(Stand.CONCEPT, groep, formulier=formulier)
    assert see(open_link(client, aanvraag))["Location"] == formulier.url + "verder/"


def test_the_number_of_queries_does_not_grow_with_the_history(client, groep, django_assert_max_num_queries):
    aanvraag = make_aanvraag(Stand.REGIEGROEP, groep)
    open_link(client, aanvraag)
    see(client)
    for aantal in (1, 20):
        for _ in range(aantal):
            meld(aanvraag, Melding.VRAAG, Wie.BUREAU, toelichting="Nog iets?")
        with django_assert_max_num_queries(24):
            see(client)


TEKST = st.text(max_size=60)


@rules(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tekst=st.text(max_size=4200), vraag=TEKST, email=TEKST, naam=TEKST, iban=TEKST)
def test_whatever_is_typed_is_read_or_refused_with_a_sentence(groep, tekst, iban, **kort):
    aanvraag = getattr(groep, "aanvraag", None) or make_aanvraag(Stand.AANVULLING, groep)
    groep.aanvraag = aanvraag
    for form in (
        AntwoordForm(aanvraag, _make_data(tekst=tekst, vraag=kort["vraag"]), {}),
        GegevensForm(aanvraag, _make_data(**kort, adres=tekst, kanaal="mail")),
    ):
        assert form.is_valid() or all(str(fout) for _, fout in form.fouten)
    try:
        assert len(clean_iban(iban)) >= 15
    except ValidationError as fout:
        assert "rekeningnummer" in fout.messages[0]


def _make_data(**data):
    query = QueryDict(mutable=True)
    query.update(data)
    return query
