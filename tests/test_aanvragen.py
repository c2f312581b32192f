"""A resident asks money for a plan: from "Kan ik aanvragen?" to the confirmation, without account or script."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from home.models import Mail
from initiatieven.aanvragen.formulier import get_address
from initiatieven.models import Aanvraag, Aanvrager, Bijlage, Kostenregel, VraagWoorden
from initiatieven.standen import Stand
from tests.aanvragen import EMAIL, fill_in, get_answers, get_code, make_form, make_photo, send

pytestmark = pytest.mark.een_database


@pytest.fixture
def formulier(db):
    return make_form()


@pytest.fixture
def gebied(formulier):
    return formulier[1]


def read(response):
    return response.content.decode()


def get_mails(soort):
    return list(Mail.objects.filter(soort=f"aanvraag_{soort}").order_by("pk"))


class TestDeHeleWeg:
    def test_from_the_first_page_to_the_confirmation(self, client, gebied):
        aanvraag = fill_in(client, gebied)
        controle = read(client.get(get_address("controle")))
        for tekst in ("Bloembakken", "Hout: €\xa01.250,50", "€\xa01.000,50", "Regiegroep Overdie", "Bij de koffie."):
            assert tekst in controle
        assert "Nog niet verzonden" in controle and "Dit mist nog" not in controle
        assert client.post(get_address("controle")).url == get_address("code")
        assert client.post(get_address("code"), {"code": get_code()}).url == get_address("verzonden")

        aanvraag.refresh_from_db()
        kenmerk = f"BI-{timezone.localdate().year}-{aanvraag.pk}"
        assert (aanvraag.stand, aanvraag.kenmerk) == (Stand.INGEDIEND, kenmerk)
        assert aanvraag.uiterlijk == timezone.localdate() + timedelta(weeks=13)
        assert (str(aanvraag.gevraagd), aanvraag.regiegroep.naam) == ("1000.50", "Regiegroep Overdie")
        assert aanvraag.omschrijving == "Twaalf bakken.\nMet kruiden."
        assert aanvraag.extra[0]["antwoord"] == "Bij de koffie."
        assert kenmerk in read(client.get(get_address("verzonden")))

        ontvangst, helper = get_mails("ontvangst")[0], get_mails("helper")[0]
        assert (ontvangst.aan, helper.aan) == (EMAIL, "piet@example.org")
        assert kenmerk in ontvangst.onderwerp and "Het Voorbeeldplein" in ontvangst.tekst
        assert "Voorbeeldplein" not in helper.tekst

    def test_every_step_says_that_it_was_not_sent_and_is_kept_by_nobody(self, client, gebied):
        fill_in(client, gebied)
        for deel in (*get_answers(), "controle", "bewaard"):
            response = client.get(get_address(deel))
            assert "Nog niet verzonden" in read(response), deel
            assert response["Cache-Control"] == "private, no-store"
            assert "noindex" in response["X-Robots-Tag"] and 'content="noindex"' in read(response)

    def test_what_was_sent_cannot_be_sent_or_changed_again(self, client, gebied):
        aanvraag = fill_in(client, gebied)
        Aanvrager.objects.update(email_bevestigd_op=timezone.now())
        for _ in range(2):
            assert client.post(get_address("controle")).url == get_address("verzonden")
        assert client.post(get_address("plan"), {"titel": "Anders"}).url == get_address("verzonden")
        assert Aanvraag.objects.get().titel == "Bloembakken"
        assert aanvraag.gebeurtenissen.count() == len(get_mails("ontvangst")) == 1

    def test_what_is_missing_is_named_and_keeps_it_here(self, client, gebied):
        fill_in(client, gebied, tot="begroting")
        response = client.post(get_address("controle"))
        assert "minstens één regel met een bedrag" in read(response) and "nog niet compleet" in read(response)
        assert Aanvraag.objects.get().is_concept

    def test_what_breaks_the_rules_is_sent_only_by_who_says_so(self, client, gebied):
        fill_in(client, gebied)
        send(client, "plan", {**get_answers()["plan"], "eigen_voordeel": "ja"})
        assert "waar iemand zelf aan verdient" in read(client.get(get_address("controle")))
        assert "Zet een vinkje" in read(client.post(get_address("controle")))
        assert client.post(get_address("controle"), {"toch": "on"}).url == get_address("code")


class TestBewaren:
    def test_an_email_address_is_enough_and_the_link_goes_on_elsewhere(self, client, client_elders, gebied):
        assert send(client, "contact", {"email": EMAIL}, doe="later").url == get_address("bewaard")
        send(client, "plan", {"titel": "Bankje", "eind": "gisteren"}, doe="later")
        sleutel = re.search(r"/open/([^/]+)/", get_mails("bewaard")[0].tekst)[1]
        response = client_elders.get(reverse("persoonlijk:open", args=[sleutel]), follow=True)
        assert response.redirect_chain[-1][0] == get_address("contact")
        assert 'value="Bankje"' in read(client_elders.get(get_address("plan")))
        assert len(get_mails("bewaard")) == 1

    def test_pressing_twice_begins_one_application(self, client, gebied):
        data = {"email": EMAIL, "begin": "0b9f4b1c-3a53-4a39-8a5c-0a8e5a8a1f00"}
        for _ in range(2):
            client.cookies.clear()
            client.post(get_address("contact"), data)
        assert Aanvraag.objects.count() == len(get_mails("bewaard")) == 1
        client.cookies.clear()
        client.post(get_address("contact"), {**data, "email": "ander@example.org"})
        assert Aanvraag.objects.count() == 2

    def test_an_older_window_does_not_overwrite_in_silence(self, client, gebied):
        fill_in(client, gebied)
        plan = get_answers()["plan"]
        oud = re.search(r'name="gelezen" value="(\w+)"', read(client.get(get_address("plan"))))[1]
        send(client, "plan", {**plan, "titel": "Nieuwer"})
        response = client.post(get_address("plan"), {**plan, "titel": "Ouder", "gelezen": oud})
        assert "intussen ergens anders veranderd" in read(response)
        assert 'value="Ouder"' in read(response) and "<dd>Nieuwer</dd>" in read(response)
        assert Aanvraag.objects.get().titel == "Nieuwer"
        nieuw = re.search(r'name="gelezen" value="(\w+)"', read(response))[1]
        client.post(get_address("plan"), {**plan, "titel": "Ouder", "gelezen": nieuw})
        assert Aanvraag.objects.get().titel == "Ouder"

    def test_two_windows_with_two_applications_do_not_mix(self, client, gebied):
        send(client, "contact", {"email": EMAIL})
        eerste = Aanvraag.objects.get()
        client.cookies.clear()
        send(client, "contact", {"email": EMAIL})
        client.post(get_address("plan"), {"titel": "Van de eerste", "aanvraag": eerste.sleutel, "doe": "later"})
        assert set(Aanvraag.objects.values_list("titel", flat=True)) == {"", "Van de eerste"}

    def test_nobody_else_finds_it(self, client, client_elders, gebied):
        fill_in(client, gebied)
        for deel in ("plan", "controle", "verzonden", "code", "verder"):
            assert "Wij weten niet welke aanvraag" in read(client_elders.get(get_address(deel)))
        client_elders.cookies["aanvraag"] = f"{Aanvraag.objects.get().pk}-{'0' * 40}"
        assert "Bloembakken" not in read(client_elders.get(get_address("controle")))

    def test_too_many_beginnings_for_one_address_are_refused(self, client, gebied):
        for _ in range(7):
            client.cookies.clear()
            response = send(client, "contact", {"email": EMAIL})
        assert "te vaak geprobeerd" in read(response) and Aanvraag.objects.count() == 6

    def test_another_address_must_be_proven_again(self, client, gebied):
        fill_in(client, gebied)
        Aanvrager.objects.update(email_bevestigd_op=timezone.now())
        send(client, "contact", {**get_answers()["contact"], "email": "nieuw@example.org"})
        assert Aanvrager.objects.get().email_bevestigd_op is None


class TestCode:
    @pytest.fixture
    def aanvraag(self, client, gebied):
        aanvraag = fill_in(client, gebied)
        client.post(get_address("controle"))
        return aanvraag

    def test_a_wrong_or_old_code_sends_nothing(self, client, clock, aanvraag):
        code = get_code()
        fout = "000000" if code != "000000" else "111111"
        assert "klopt niet of is te oud" in read(client.post(get_address("code"), {"code": fout}))
        clock.forward(minutes=31)
        assert "klopt niet of is te oud" in read(client.post(get_address("code"), {"code": code}))
        clock.forward(minutes=1)
        client.post(get_address("code"), {"doe": "opnieuw"})
        assert Aanvraag.objects.get().is_concept
        nieuw = f" {get_code()[:3]} {get_code()[3:]}"
        assert client.post(get_address("code"), {"code": nieuw}).url == get_address("verzonden")

    def test_guessing_stops(self, client, aanvraag):
        for _ in range(11):
            response = client.post(get_address("code"), {"code": "12345"})
        assert "te vaak geprobeerd" in read(response)
        assert "te vaak geprobeerd" in read(client.post(get_address("code"), {"code": get_code()}))

    def test_who_asked_too_many_codes_hears_it_before_leaving_the_check(self, client, aanvraag):
        for _ in range(10):
            response = client.post(get_address("controle"))
        html = read(response)
        assert "U vroeg te vaak een code" in html and f'href="{get_address("code")}"' in html
        assert Aanvraag.objects.get().is_concept


class TestStappen:
    def test_the_area_is_offered_by_postcode_and_confirmed(self, client, gebied):
        fill_in(client, gebied, tot="plek")
        response = send(client, "plek", {"plek": "Het plein", "postcode": "1813 AB"})
        assert "Kies wat klopt" in read(response) and "Overdie" in read(response)
        assert Aanvraag.objects.get().regiegroep is None
        antwoord = {"plek": "Het plein", "postcode": "1813 AB", "gebied_bij": "1813 AB"}
        assert "Kies een antwoord: in welk gebied" in read(send(client, "plek", antwoord))
        assert send(client, "plek", {**antwoord, "gebied": "overal"}).status_code == 302
        assert Aanvraag.objects.get().regiegroep.naam == "Regiegroep Alkmaar"

    def test_an_area_of_another_postcode_is_not_taken(self, client, gebied):
        fill_in(client, gebied, tot="plek")
        ander = get_answers(gebied)["plek"] | {"gebied": "999999"}
        assert "geen geldige keuze" in read(send(client, "plek", ander)) or Aanvraag.objects.get().regiegroep is None
        assert send(client, "plek", get_answers(gebied)["plek"]).status_code == 302
        verplaatst = {**get_answers(gebied)["plek"], "postcode": "1831 AB"}
        assert "zelf" in read(send(client, "plek", verplaatst, gebied_bij="1813 AB"))
        assert Aanvraag.objects.get().regiegroep is None

    @pytest.mark.parametrize(
        ("getypt", "bedrag"), [("1250", "1250"), ("€ 1.250,50", "1250.50"), ("1250,-", "1250"), ("12 euro", "12")]
    )
    def test_amounts_are_read_as_people_write_them(self, client, gebied, getypt, bedrag):
        fill_in(client, gebied, tot="begroting")
        send(client, "begroting", {"kosten_0_wat": "Hout", "kosten_0_bedrag": getypt})
        assert Kostenregel.objects.get().bedrag == Aanvraag.objects.get().gevraagd == pytest.approx(float(bedrag))

    def test_a_budget_that_does_not_add_up_is_told_and_kept(self, client, gebied):
        fill_in(client, gebied, tot="begroting")
        regels = {"kosten_0_wat": "Hout", "kosten_0_bedrag": "100", "eigen_0_wat": "Werk", "eigen_0_bedrag": "100"}
        half = {"kosten_1_wat": "Verf", "kosten_2_bedrag": "veel"}
        response = send(client, "begroting", {**regels, **half})
        for fout in ("geen geld van ons nodig", "ook een bedrag", "bedrag in cijfers"):
            assert fout in read(response)
        assert 'value="Verf"' in read(response) and 'value="veel"' in read(response)
        assert Kostenregel.objects.count() == 2

    def test_one_more_line_and_a_sum_without_script(self, client, gebied):
        fill_in(client, gebied, tot="begroting")
        regels = {f"kosten_{nummer}_wat": f"Deel {nummer}" for nummer in range(3)}
        bedragen = {f"kosten_{nummer}_bedrag": "10,50" for nummer in range(3)}
        response = client.post(get_address("begroting"), {**regels, **bedragen, "meer": "kosten"})
        assert 'name="kosten_3_wat"' in read(response) and "€\xa031,50" in read(response)
        assert Kostenregel.objects.count() == 3

    def test_a_file_is_kept_when_something_else_is_wrong(self, client, gebied):
        fill_in(client, gebied, tot="steun")
        pakket = SimpleUploadedFile("plan.exe", b"MZ\x90\x00", "application/pdf")
        antwoord = {"draagvlak": "Ja.", "aantal_voor": "veel", "bestanden": [make_photo(), pakket]}
        for _ in range(2):
            antwoord["bestanden"] = [make_photo("lijst.png"), pakket]
            response = send(client, "steun", antwoord)
            pakket.seek(0)
        html = read(response)
        assert "plan: Dit soort bestand kunnen wij niet openen" in html and 'value="veel"' in html
        bijlage = Bijlage.objects.get()
        assert (bijlage.naam, bijlage.soort) == ("lijst.png", Bijlage.Soort.DRAAGVLAK)
        adres = f"{get_address()}bestand/{bijlage.pk}/"
        assert adres in html and b"".join(client.get(adres)).startswith(b"\x89PNG")
        assert Client().get(adres)["Content-Type"].startswith("text/html")
        client.post(get_address("steun"), {"verwijder": bijlage.pk})
        assert client.get(adres).status_code == 404
        assert not Bijlage.objects.exists()

    def test_editors_word_the_questions_and_add_their_own(self, client, formulier):
        page = formulier[0]
        page.woorden = [VraagWoorden(vraag="plan-titel", label="Hoe heet uw idee?", uitleg="Kort & <krachtig>")]
        page.extra_vragen = []
        page.save_revision().publish()
        send(client, "contact", {"email": EMAIL})
        html = read(client.get(get_address("plan")))
        assert "Hoe heet uw idee?" in html and "Kort &amp; &lt;krachtig&gt;" in html and "Stap 2 van 7" in html
        assert client.get(get_address("vragen")).status_code == 404
        papier = read(client.get(get_address("op-papier")))
        assert "Hoe heet uw idee?" in papier and "Wat betaalt of doet u zelf?" in papier


class TestKanIkAanvragen:
    ANTWOORD = {
        "kan-eten_drinken": "ja",
        "kan-eigen_voordeel": "nee",
        "kan-vergunning": "nee",
        "kan-postcode": "1813ab",
    }

    def ask(self, client, weken):
        dag = timezone.localdate() + timedelta(weeks=weken)
        return client.post(
            get_address("kan-ik-aanvragen"), {**self.ANTWOORD, "kan-postcode": "1813ab", "kan-begin": dag.isoformat()}
        )

    @pytest.mark.parametrize(("weken", "uitslag"), [(4, "past uw plan niet"), (10, "Let wel op"), (20, "Let wel op")])
    def test_the_rules_answer_and_nothing_is_stored(self, client, gebied, weken, uitslag):
        html = read(self.ask(client, weken))
        assert uitslag in html and "Eten en drinken betalen wij niet" in html and "€\xa05.000" in html
        assert not Aanvraag.objects.exists()

    def test_the_answers_go_along_to_the_form(self, client, gebied):
        html = read(self.ask(client, 20))
        assert f'action="{get_address("contact")}"' in html
        mee = dict(re.findall(r'<input type="hidden" name="(kan-[^"]+)" value="([^"]*)"', html))
        html = read(client.post(get_address("contact"), {**mee, "verder": "ja"}))
        mee = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', html))
        client.post(get_address("contact"), {**mee, "email": EMAIL})
        aanvraag = Aanvraag.objects.get()
        assert (aanvraag.eten_drinken, aanvraag.postcode) == (True, "1813 AB")
        assert aanvraag.begin == timezone.localdate() + timedelta(weeks=20)


def test_the_form_helps_who_lost_the_link(client, formulier):
    html = read(client.get(formulier[0].url))
    assert f'href="{reverse("mijn:kwijt")}"' in html
    assert f'href="{reverse("mijn:kwijt")}"' in read(client.get(get_address("controle")))


def test_without_a_form_online_there_is_no_form(client, formulier):
    formulier[0].unpublish()
    assert get_address("contact") == ""
    assert client.get("/initiatieven/aanvragen/contact/").status_code == 404


def test_a_concept_is_announced_twice_and_then_gone_with_its_files(client, gebied, clock, settings):
    fill_in(client, gebied, tot="begroting")
    send(client, "steun", {**get_answers()["steun"], "bestanden": [make_photo()]})
    for dagen, herinneringen in ((45, 0), (1, 1), (0, 1), (12, 2)):
        clock.forward(days=dagen)
        call_command("ruim_concepten_op")
        assert len(get_mails("herinnering")) == herinneringen
    clock.forward(days=2)
    call_command("ruim_concepten_op")
    assert not Aanvraag.objects.exists() and not Mail.objects.exists()
    assert not Bijlage.objects.exists()


@pytest.fixture
def client_elders():
    """A browser on another device."""
    return Client()
