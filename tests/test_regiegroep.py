"""Members judge a plan: who may read it, what they see, how the votes become an advice."""

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from initiatieven.bestanden import store
from initiatieven.models import Advies, Belang, Bijlage, Boeking, Inzage, Oordeel, Reactie, Steunbetuiging
from initiatieven.regiegroep.zonder_groep import record_no_advice
from initiatieven.standen import Stand, StapFout
from initiatieven.verloop import zet_stap
from tests.initiatieven import make_aanvraag, make_account, make_budget
from tests.regiegroep import GEHEIM, advise, declare, end, go, make_groep, make_plan, read, sit, vote
from tests.toegang import enrol, log_in_by_form

pytestmark = [pytest.mark.django_db, pytest.mark.een_database]
START = "/regiegroep/"
SCHERMEN = ("plan", "belang", "oordeel", "bericht", "sluiten", "advies")


@pytest.fixture
def groep(db):
    return make_groep()


@pytest.fixture
def plan(groep):
    return make_plan(groep[0], titel="Bakken op het plein")


def make_bijlage(plan, soort=Bijlage.Soort.OFFERTE):
    pad = store(f"{plan.pk}/stuk.pdf", b"%PDF-inhoud")
    return Bijlage.objects.create(
        aanvraag=plan, soort=soort, naam="offerte.pdf", bestand=pad, mimetype="application/pdf", grootte=9, sha256="x"
    )


def get_all(lid, plan, bijlage):
    """What each address about the plan answers, opened and sent."""
    client = sit(lid)
    adressen = [go(naam, plan) for naam in SCHERMEN]
    adressen.append(reverse("regiegroep:bijlage", args=[plan.pk, bijlage.pk]))
    return {response.status_code for adres in adressen for response in (client.get(adres), client.post(adres))}


class TestToegang:
    def test_another_group_gets_nothing(self, plan):
        _, (voorzitter, *_) = make_groep(2)
        assert get_all(voorzitter, plan, make_bijlage(plan)) <= {404, 405}
        assert "Bakken op het plein" not in sit(voorzitter).get(START).content.decode()

    def test_who_left_is_out_at_the_next_click(self, groep, plan):
        lid = groep[1][1]
        vote(lid, plan)
        bijlage = make_bijlage(plan)
        end(lid)
        assert get_all(lid, plan, bijlage) == {403, 405}
        assert "U bent geen lid meer" in sit(lid).get(START).content.decode()

    def test_a_seat_in_another_group_does_not_open_the_old_one(self, groep, plan):
        lid = groep[1][1]
        andere, _ = make_groep(1)
        end(lid)
        andere.leden.create(gebruiker=lid.gebruiker)
        assert get_all(lid, plan, make_bijlage(plan)) <= {404, 405}

    def test_a_visitor_logs_in_and_somebody_without_a_group_finds_nothing(self, plan):
        assert Client().get(go("plan", plan))["Location"].startswith("/inloggen/")
        medewerker = Client()
        medewerker.force_login(make_account("medewerker"))
        assert medewerker.get(START).status_code == medewerker.get(go("plan", plan)).status_code == 404

    @pytest.mark.parametrize("stand", [Stand.INGEDIEND, Stand.BEHANDELING, Stand.AFGEWEZEN, Stand.INGETROKKEN])
    def test_a_plan_that_is_not_before_the_group_is_not_there(self, groep, stand):
        plan = make_plan(groep[0], stand)
        assert get_all(groep[1][0], plan, make_bijlage(plan)) <= {404, 405}

    def test_nothing_stays_in_a_cache(self, groep, plan):
        response = sit(groep[1][1]).get(START)
        assert "no-store" in response["Cache-Control"] and "private" in response["Cache-Control"]

    def test_the_second_factor_guards_these_pages_and_login_leads_to_them(self, groep, settings):
        naam = groep[1][1].gebruiker.username
        assert log_in_by_form(naam)["Location"] == START
        settings.TWEEDE_FACTOR = True
        client = log_in_by_form(naam).client
        assert client.get(START)["Location"].startswith(reverse("mfa_activate_totp"))
        enrol(client)
        assert client.get(START).status_code == 200


class TestBelang:
    def test_the_file_opens_after_the_declaration(self, groep, plan):
        lid = groep[1][1]
        assert sit(lid).get(go("plan", plan))["Location"] == go("belang", plan)
        assert "twaalf bakken" not in sit(lid).get(go("belang", plan)).content.decode()
        assert sit(lid).post(go("oordeel", plan), {"stem": "voor"}).status_code == 404
        assert "Kies ja of nee." in sit(lid).post(go("belang", plan)).content.decode()
        declare(lid, plan)
        assert "twaalf bakken" in read(lid, plan)

    def test_an_interest_is_final_takes_the_vote_and_is_seen_by_the_chair(self, groep, plan):
        voorzitter, lid, ander, *_ = groep[1]
        vote(lid, plan)
        Reactie.objects.create(aanvraag=plan, lid=ander, tekst="Hun kas is leeg.")
        declare(voorzitter, plan)
        declare(lid, plan, "ja")
        declare(lid, plan, "nee")
        assert not Oordeel.objects.exists()
        assert get_all(lid, plan, make_bijlage(plan)) <= {200, 302, 404, 405}
        html = read(lid, plan)
        assert "U doet niet mee bij dit plan" in html
        assert "twaalf bakken" not in html and "Hun kas" not in html
        assert sit(lid).post(go("oordeel", plan), {"stem": "voor"}).status_code == 404
        assert str(lid.gebruiker.username) in read(voorzitter, plan)
        assert "0 van 4 leden" in sit(ander).get(START).content.decode()

    def test_a_member_who_asks_never_sees_what_the_others_say(self, groep, plan):
        lid = groep[1][1]
        lid.gebruiker.email = "Marga@Example.org"
        lid.gebruiker.save()
        declare(lid, plan)
        assert "Dit is uw eigen plan" in read(lid, plan)
        assert not Belang.objects.filter(lid=lid, betrokken=False).exists()
        plan.aanvrager.email_bevestigd_op = None
        plan.aanvrager.save()
        assert "Dit is uw eigen plan" not in read(lid, plan)

    def test_a_new_term_does_not_undo_it(self, groep, plan):
        lid = groep[1][1]
        declare(lid, plan, "ja")
        end(lid)
        groep[0].leden.create(gebruiker=lid.gebruiker)
        assert "U doet niet mee bij dit plan" in read(lid, plan)


class TestDossier:
    def test_a_member_sees_what_is_needed_to_judge_and_nothing_to_find_who_asks(self, groep, plan):
        lid = groep[1][1]
        groep[0].voorwaarden = "Het plan is voor iedereen."
        groep[0].save()
        plan.eten_drinken = True
        plan.save()
        make_bijlage(plan)
        Steunbetuiging.objects.create(
            aanvraag=plan,
            mening="steun",
            straat="Lindelaan",
            toelichting="Ik ben Piet",
            email_hash="x",
            bevestigd_op=timezone.now(),
        )
        declare(lid, plan)
        html = read(lid, plan)
        for tekst in ("twaalf bakken", "Hout en aarde", "€\xa01.200", "Lindelaan", "offerte.pdf", "Bewonersgroep"):
            assert tekst in html
        assert "Het plan is voor iedereen." in html and "Eten en drinken betalen wij niet" in html
        assert not [geheim for geheim in (*GEHEIM, "Ik ben Piet") if geheim in html]
        assert list(Inzage.objects.filter(aanvraag=plan, door=lid.gebruiker, wat__startswith="Plan")) != []

    def test_an_attachment_is_read_through_the_check_and_leaves_a_line(self, groep, plan):
        lid, bijlage = groep[1][1], make_bijlage(plan)
        adres = reverse("regiegroep:bijlage", args=[plan.pk, bijlage.pk])
        assert sit(lid).get(adres).status_code == 404
        declare(lid, plan)
        assert b"".join(sit(lid).get(adres).streaming_content) == b"%PDF-inhoud"
        assert Inzage.objects.filter(wat__startswith="Bijlage").count() == 1
        scan = make_bijlage(plan, Bijlage.Soort.SCAN)
        assert sit(lid).get(reverse("regiegroep:bijlage", args=[plan.pk, scan.pk])).status_code == 404
        ander = make_plan(groep[0])
        assert sit(lid).get(reverse("regiegroep:bijlage", args=[ander.pk, bijlage.pk])).status_code == 404


class TestOordelen:
    def test_amounts_are_read_as_people_write_them_and_are_not_more_than_asked(self, groep, plan):
        lid = groep[1][1]
        for bedrag, fout in (
            ("1.000,01", "U kunt niet meer voorstellen"),
            ("veel", "bedrag in cijfers"),
            ("0", "tegen"),
        ):
            html = vote(lid, plan, bedrag=bedrag, reden="Mooi gedaan").content.decode()
            assert fout in html and "Mooi gedaan" in html
        vote(lid, plan, bedrag="€ 750,50")
        assert Oordeel.objects.get().bedrag == Decimal("750.50")
        vote(lid, plan, "tegen", bedrag="500")
        assert (Oordeel.objects.get().stem, Oordeel.objects.get().bedrag) == ("tegen", None)

    def test_votes_of_others_are_hidden_until_all_are_in(self, groep, plan):
        voorzitter, *leden = groep[1]
        declare(voorzitter, plan)
        for lid in leden:
            vote(lid, plan)
            assert f"Reden van {leden[0].gebruiker}." not in read(voorzitter, plan)
        vote(voorzitter, plan)
        assert f"Reden van {leden[0].gebruiker}." in read(leden[1], plan)

    def test_after_the_chair_closes_all_are_seen_and_none_changes(self, groep, plan):
        voorzitter, lid, ander, *_ = groep[1]
        vote(voorzitter, plan)
        vote(lid, plan)
        declare(ander, plan)
        assert sit(ander).post(go("sluiten", plan)).status_code == 404
        sit(voorzitter).post(go("sluiten", plan))
        assert f"Reden van {lid.gebruiker}." in read(ander, plan)
        vote(lid, plan, "tegen")
        assert Oordeel.objects.get(lid=lid).stem == "voor"

    def test_messages_stay_with_the_file_and_a_double_click_gives_one(self, groep, plan):
        lid, ander = groep[1][1:3]
        declare(lid, plan)
        for tekst in ("Weten we wie water geeft?", "Weten we wie water geeft?", " "):
            sit(lid).post(go("bericht", plan), {"tekst": tekst})
        declare(ander, plan)
        assert read(ander, plan).count("Weten we wie water geeft?") == 1


class TestAdvies:
    def test_the_outcome_follows_from_the_votes_and_keeps_who_sat_then(self, groep, plan):
        voorzitter, een, twee, drie, vier = groep[1]
        for lid, stem, bedrag in (
            (voorzitter, "voor", "800"),
            (een, "voor", "600"),
            (twee, "voor", ""),
            (drie, "tegen", ""),
        ):
            vote(lid, plan, stem, bedrag=bedrag)
        declare(vier, plan, "ja")
        assert "Schrijf waarom" in advise(voorzitter, plan, toelichting="").content.decode()
        advise(voorzitter, plan, uitkomst="afwijzen", bedrag="1")
        plan.refresh_from_db()
        advies = Advies.objects.get()
        assert (plan.stand, advies.uitkomst, advies.bedrag) == (Stand.ADVIES, "gedeeltelijk", Decimal(800))
        assert [(lid["stem"], lid["betrokken"]) for lid in advies.zitting] == [
            *(("voor", False),) * 3,
            ("tegen", False),
            ("", True),
        ]
        end(een)
        assert een.gebruiker.username in read(twee, plan)

    def test_the_chair_sees_a_result_that_changed_before_it_is_recorded(self, groep, plan):
        voorzitter, een, twee, *_ = groep[1]
        for lid in (voorzitter, een, twee):
            vote(lid, plan)
        sit(voorzitter).post(go("sluiten", plan))
        html = advise(voorzitter, plan, gezien="oud").content.decode()
        assert "De uitslag is net veranderd" in html and "Een goed plan." in html
        assert not Advies.objects.exists()

    def test_too_few_votes_give_no_advice_and_a_condition_must_be_written(self, groep, plan):
        voorzitter, een, twee, *_ = groep[1]
        vote(voorzitter, plan)
        assert sit(voorzitter).get(go("advies", plan))["Location"] == go("sluiten", plan)
        assert "te weinig" in sit(voorzitter).get(go("sluiten", plan)).content.decode()
        vote(een, plan, "voorwaarde")
        vote(twee, plan, "voorwaarde")
        sit(voorzitter).post(go("sluiten", plan))
        assert "wil een voorwaarde" in advise(voorzitter, plan).content.decode()
        declare(twee, plan, "ja")
        advise(voorzitter, plan)
        assert Advies.objects.get().uitkomst == "geen"

    def test_without_the_chair_the_member_who_sits_longest_leads(self, groep, plan):
        voorzitter, een, twee, *_ = groep[1]
        declare(voorzitter, plan, "ja")
        vote(een, plan)
        vote(twee, plan)
        assert sit(twee).get(go("sluiten", plan)).status_code == 404
        assert "U bent bij dit plan voorzitter" in read(een, plan)
        sit(een).post(go("sluiten", plan))
        advise(een, plan)
        assert Advies.objects.get().door == een

    def test_when_nobody_can_judge_the_desk_records_that(self, groep, plan):
        bureau = make_account("bureau")
        with pytest.raises(StapFout, match="Er zijn leden"):
            record_no_advice(plan, bureau)
        for lid in groep[1]:
            declare(lid, plan, "ja")
        plan.refresh_from_db()
        record_no_advice(plan, bureau)
        plan.refresh_from_db()
        advies = Advies.objects.get()
        assert (plan.stand, advies.uitkomst, len(advies.zitting)) == (Stand.ADVIES, "geen", 5)

    def test_after_the_decision_members_read_what_came_of_it(self, groep, plan):
        voorzitter, een, twee, *_ = groep[1]
        for lid in (voorzitter, een, twee):
            vote(lid, plan)
        sit(voorzitter).post(go("sluiten", plan))
        advise(voorzitter, plan)
        plan.refresh_from_db()
        zet_stap(plan, "ken_toe")
        assert "Een goed plan." in read(een, plan)
        assert "Toegekend" in sit(een).get(START).content.decode()
        assert sit(een).post(go("bericht", plan), {"tekst": "Mooi"}).status_code == 302
        assert not Reactie.objects.exists()


class TestStart:
    def test_it_says_what_needs_me_and_how_far_the_others_are(self, groep, plan):
        een = groep[1][1]
        tweede = make_plan(groep[0])
        for lid in groep[1][2:]:
            vote(lid, plan)
        html = sit(een).get(START).content.decode()
        assert "U moet nog 2 plannen beoordelen" in html and "3 van 5 leden hebben" in html
        vote(een, plan)
        vote(een, tweede)
        assert "U hebt alles beoordeeld" in sit(een).get(START).content.decode()

    def test_it_says_what_is_left_now_and_when_all_goes_through(self, groep, plan):
        budget = make_budget(groep[0], 5000)
        budget.book(Boeking.Soort.TOEKENNING, Decimal(500), "Besluit")
        budget.book(Boeking.Soort.RESERVERING, plan.gevraagd, "Advies gevraagd", aanvraag=plan)
        make_plan(groep[0], gevraagd=Decimal(2000))
        html = sit(groep[1][1]).get(START).content.decode()
        assert "€\xa04.500" in html and "€\xa01.500" in html
        make_plan(groep[0], gevraagd=Decimal(1700))
        html = sit(groep[1][1]).get(START).content.decode()
        assert "€\xa0200" in html and "te weinig als alles doorgaat" in html

    def test_the_number_of_queries_does_not_depend_on_the_number_of_plans(
        self, groep, plan, django_assert_max_num_queries
    ):
        lid = groep[1][1]
        make_budget(groep[0])
        client = sit(lid)
        client.get(START)
        with django_assert_max_num_queries(100) as captured:
            client.get(START)
        few = len(captured)
        for _ in range(4):
            meer = make_plan(groep[0])
            vote(groep[1][0], meer)
            make_aanvraag(Stand.TOEGEKEND, groep[0])
        with django_assert_max_num_queries(few):
            client.get(START)
