"""Neighbours say what they think of a plan: once each, proven, and read by the regiegroep only."""

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given
from hypothesis import settings as rules
from hypothesis import strategies as st

from home.models import Mail
from initiatieven.models import Steunbetuiging, Steunlink, Steunpoging
from initiatieven.persoonlijk import COOKIE
from initiatieven.standen import Stand
from initiatieven.steun.forms import SteunForm
from initiatieven.steun.tellen import tel_steun
from initiatieven.verloop import zet_stap
from tests.initiatieven import make_aanvraag, make_regiegroep
from tests.test_mijn import _make_data

pytestmark = [pytest.mark.django_db, pytest.mark.een_database]
OMSCHRIJVING = "Bel Marga op 06 00 00 00 00."


@pytest.fixture(autouse=True)
def no_sending(settings):
    settings.MAIL_METEEN = False


@pytest.fixture
def steunlink(db):
    aanvraag = make_aanvraag(Stand.BEHANDELING, make_regiegroep(), titel="Bankje", omschrijving=OMSCHRIJVING)
    return Steunlink.objects.create(aanvraag=aanvraag)


def get_plan(steunlink):
    return reverse("steun:plan", args=[steunlink.code])


def fill_in(client, steunlink, email="buur@example.org", mening="steun", straat="Voorbeeldlaan", **data):
    data = {"email": email, "mening": mening, "straat": straat, **data}
    return client.post(get_plan(steunlink), data)


def give_code(client, steunlink, code=None):
    code = code or Mail.objects.filter(soort="steun_code").first().tekst.partition("code is: ")[2][:6]
    return client.post(reverse("steun:code", args=[steunlink.code]), {"code": code})


def test_a_neighbour_counts_after_the_code_and_counts_once(client, steunlink):
    fill_in(client, steunlink, toelichting="Mooi plan")
    assert tel_steun(steunlink.aanvraag).totaal == 0
    assert "bedankt" in give_code(client, steunlink)["Location"]
    fill_in(client, steunlink, email="BUUR@example.org", mening="zorg")
    give_code(client, steunlink)
    betuiging = Steunbetuiging.objects.get()
    assert (betuiging.mening, betuiging.straat) == ("zorg", "Voorbeeldlaan")
    assert "buur" not in betuiging.email_hash and not Steunpoging.objects.exists()


def test_nobody_changes_the_opinion_of_another_without_the_code(client, steunlink):
    fill_in(client, steunlink)
    give_code(client, steunlink)
    fill_in(client, steunlink, mening="zorg")
    give_code(client, steunlink, "geen")
    assert Steunbetuiging.objects.get().mening == "steun"


def test_a_code_can_be_tried_five_times_and_asked_three_times(client, steunlink):
    fill_in(client, steunlink)
    for _ in range(5):
        assert "klopt niet" in give_code(client, steunlink, "fout").content.decode()
    assert "werkt niet meer" in give_code(client, steunlink).content.decode()
    fill_in(client, steunlink)
    fill_in(client, steunlink)
    assert "te vaak" in fill_in(client, steunlink).content.decode()
    assert Mail.objects.count() == 3


def test_the_code_of_one_browser_is_of_no_use_in_another(client, steunlink):
    fill_in(client, steunlink)
    client.cookies.clear()
    assert give_code(client, steunlink)["Location"] == get_plan(steunlink)
    assert not Steunbetuiging.objects.exists()


def test_the_public_sees_title_and_area_and_only_what_the_applicant_lets_them_read(client, steunlink):
    Steunbetuiging.objects.create(aanvraag=steunlink.aanvraag, mening="zorg", straat="Geheimstraat", toelichting="Nee!")
    response = client.get(get_plan(steunlink))
    html = response.content.decode()
    assert "Bankje" in html and steunlink.aanvraag.gebied_naam in html
    for geheim in (OMSCHRIJVING, "Marga", "Bewonersgroep", "Geheimstraat", "Nee!", "€"):
        assert geheim not in html
    assert response["Cache-Control"] == "private, no-store" and "noindex" in response["X-Robots-Tag"]
    Steunlink.objects.update(toont_omschrijving=True)
    assert OMSCHRIJVING in client.get(get_plan(steunlink)).content.decode()


@pytest.mark.parametrize("stap", ["geef_advies", "trek_in"])
def test_the_link_stops_with_the_advice_and_when_the_plan_is_withdrawn(client, steunlink, stap):
    aanvraag = steunlink.aanvraag
    zet_stap(aanvraag, "vraag_advies")
    fill_in(client, steunlink)
    zet_stap(aanvraag, stap)
    assert client.get(get_plan(steunlink)).status_code == 404
    assert give_code(client, steunlink).status_code == 404
    assert not Steunbetuiging.objects.exists()


def test_a_house_number_is_refused_and_a_square_with_a_year_is_not(client, steunlink):
    for straat in ("Voorbeeldlaan 12", "Voorbeeldlaan 12a", "Voorbeeldlaan 12-3"):
        assert "zonder huisnummer" in fill_in(client, steunlink, straat=straat).content.decode()
    assert fill_in(client, steunlink, straat="Plein 1945").status_code == 302


def test_the_applicant_opens_the_link_prints_a_poster_and_sees_numbers_only(client, steunlink):
    aanvraag = make_aanvraag(Stand.CONCEPT, steunlink.aanvraag.regiegroep, titel="Buurtmoestuin")
    client.cookies[COOKIE] = aanvraag.sleutel
    adres = reverse("mijn:steun")
    assert "Maak de link" in client.get(adres).content.decode()
    for _ in range(2):
        client.post(adres, {"welke": aanvraag.pk, "aan": "on"})
    code = Steunlink.objects.get(aanvraag=aanvraag).code
    Steunbetuiging.objects.create(
        aanvraag=aanvraag, mening="meedoen", straat="Geheimstraat", toelichting="Ja!", bevestigd_op=aanvraag.gemaakt_op
    )
    html = client.get(adres).content.decode()
    assert f"/steun/{code}/" in html and "<svg" in html and "1 buur heeft" in html
    assert "Geheimstraat" not in html and "Ja!" not in html
    poster = client.get(reverse("mijn:poster"))
    assert poster.content.startswith(b"%PDF") or poster.status_code == 503
    client.post(adres, {"welke": aanvraag.pk})
    assert client.get(reverse("steun:plan", args=[code])).status_code == 404


def test_a_plan_without_a_name_has_nothing_to_show_the_neighbours(client, steunlink):
    aanvraag = make_aanvraag(Stand.CONCEPT, steunlink.aanvraag.regiegroep, titel="")
    client.cookies[COOKIE] = aanvraag.sleutel
    assert client.get(reverse("mijn:steun")).status_code == 302


@rules(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(straat=st.text(max_size=90), toelichting=st.text(max_size=1100), email=st.text(max_size=60), mening=st.text())
def test_whatever_a_neighbour_types_is_read_or_refused_with_a_sentence(steunlink, **data):
    form = SteunForm(steunlink.aanvraag, _make_data(**data))
    assert form.is_valid() or all(str(fout) for _, fout in form.fouten)
