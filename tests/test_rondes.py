"""Members rank the plans of a round: when they can, what they see, and what the chair records."""

from decimal import Decimal

import pytest
from django.urls import reverse

from gebieden.rollen import set_up_roles
from initiatieven.models import Advies, Inzage, Oordeel, Ronde, Sluiting
from initiatieven.regiegroep.mailen import mail_wachtende
from initiatieven.standen import Stand
from initiatieven.verloop import zet_stap
from tests.initiatieven import do, make_aanvraag, make_budget, make_ronde, open_desk
from tests.regiegroep import advise, declare, end, go, make_groep, make_plan, read, sit, vote

pytestmark = pytest.mark.django_db
START = "/regiegroep/"


@pytest.fixture
def groep(db):
    return make_groep(4)


@pytest.fixture
def ronde(groep):
    return make_ronde(groep[0], naam="Groene ronde", bedrag=Decimal(1500))


@pytest.fixture
def plannen(groep, ronde):
    """Handed in one after the other."""
    return [
        make_plan(groep[0], titel=titel, ronde=ronde, gevraagd=Decimal(bedrag), dagen_geleden=dagen)
        for titel, bedrag, dagen in (("Bloemzaad", 600, 20), ("Regentonnen", 900, 15), ("Egelhuizen", 450, 10))
    ]


def get_address(ronde, groep, naam="ronde"):
    return reverse(f"regiegroep:{naam}", args=[groep.pk, ronde.pk])


def rank(lid, ronde, plannen, *plaatsen):
    """Declares to have no interest first, as the site asks."""
    for plan in plannen:
        declare(lid, plan)
    data = {f"plan{plan.pk}": plaats for plan, plaats in zip(plannen, plaatsen, strict=True)}
    return sit(lid).post(get_address(ronde, lid.regiegroep), data)


def look(lid, ronde):
    return sit(lid).get(get_address(ronde, lid.regiegroep)).content.decode()


def close(lid, ronde):
    return sit(lid).post(get_address(ronde, lid.regiegroep, "ronde_sluiten"))


def rank_all(groep, ronde, plannen):
    for lid in groep[1]:
        rank(lid, ronde, plannen, 1, 2, 3)


class TestToegang:
    def test_another_group_gets_nothing(self, groep, ronde, plannen):
        andere, (voorzitter, *_) = make_groep(2)
        for naam in ("ronde", "ronde_sluiten"):
            for doel in (groep[0], andere):
                adres = get_address(ronde, doel, naam)
                assert sit(voorzitter).get(adres).status_code == sit(voorzitter).post(adres).status_code == 404
        assert "Groene ronde" not in sit(voorzitter).get(START).content.decode()

    def test_in_a_round_for_all_each_group_ranks_its_own_plans(self, groep):
        overal = make_ronde(naam="Dag van het bewonersinitiatief")
        andere, (voorzitter, *_) = make_groep(2)
        make_plan(groep[0], titel="Bloemzaad", ronde=overal)
        plan = make_plan(andere, titel="Plukroute", ronde=overal)
        declare(voorzitter, plan)
        html = look(voorzitter, overal)
        assert "Plukroute" in html and "Bloemzaad" not in html
        assert sit(voorzitter).get(get_address(overal, groep[0])).status_code == 404

    def test_who_left_is_out_at_the_next_click(self, groep, ronde, plannen):
        lid = groep[1][1]
        end(lid)
        assert sit(lid).get(get_address(ronde, groep[0])).status_code == 403


class TestVolgorde:
    def test_ranking_waits_for_the_closing_and_for_the_desk(self, groep, ronde, plannen):
        lid = groep[1][0]
        laat = make_aanvraag(Stand.BEHANDELING, groep[0], ronde=ronde)
        rank(lid, ronde, plannen, 1, 2, 3)
        assert not Oordeel.objects.exists()
        assert "kijkt nog 1 plan na" in look(lid, ronde)
        assert mail_wachtende() == 0
        zet_stap(laat, "trek_in")
        assert mail_wachtende() == 4
        rank(lid, ronde, plannen, 1, 2, 3)
        assert Oordeel.objects.count() == 3

    def test_first_every_plan_is_opened(self, groep, ronde, plannen):
        lid = groep[1][1]
        declare(lid, plannen[0])
        html = look(lid, ronde)
        assert "Lees eerst deze plannen" in html and "Bewaar mijn volgorde" not in html
        sit(lid).post(get_address(ronde, groep[0]), {f"plan{plannen[0].pk}": "1"})
        assert not Oordeel.objects.exists()

    def test_every_plan_has_a_place_of_its_own_and_what_was_chosen_stays(self, groep, ronde, plannen):
        lid = groep[1][1]
        html = rank(lid, ronde, plannen, 1, 1, "").content.decode()
        assert "U gaf plaats 1 aan meer dan één plan" in html
        assert "Kies een plaats voor “Egelhuizen”" in html
        assert html.count('value="1" selected') == 2 and not Oordeel.objects.exists()
        assert rank(lid, ronde, plannen, 4, 2, 3).status_code == 200
        rank(lid, ronde, plannen, 3, "tegen", 1)
        gegeven = {oordeel.aanvraag.titel: (oordeel.stem, oordeel.plaats) for oordeel in Oordeel.objects.all()}
        assert gegeven == {"Bloemzaad": ("voor", 2), "Regentonnen": ("tegen", None), "Egelhuizen": ("voor", 1)}
        assert "Uw volgorde is bewaard" in look(lid, ronde)

    def test_a_plan_of_a_round_is_not_voted_on_by_itself(self, groep, ronde, plannen):
        lid = groep[1][1]
        vote(lid, plannen[0])
        assert not Oordeel.objects.exists()
        assert "Naar de ronde" in read(lid, plannen[0]) and "Bewaar mijn oordeel" not in read(lid, plannen[0])
        declare(groep[1][0], plannen[0])
        assert sit(groep[1][0]).post(go("sluiten", plannen[0]))["Location"] == get_address(ronde, groep[0])
        assert not Sluiting.objects.exists()

    def test_the_order_is_hidden_until_all_are_in(self, groep, ronde, plannen):
        voorzitter, *leden = groep[1]
        for lid in leden:
            rank(lid, ronde, plannen, 1, 2, 3)
            assert "Boven de streep" not in look(lid, ronde)
        assert "3 van 4 leden hebben" in look(voorzitter, ronde)
        rank(voorzitter, ronde, plannen, 1, 2, 3)
        assert "Boven de streep" in look(leden[0], ronde)

    def test_after_the_chair_closes_no_place_changes_and_all_see_the_order(self, groep, ronde, plannen):
        voorzitter, een, twee, drie = groep[1]
        for lid in (een, twee):
            rank(lid, ronde, plannen, 1, 2, 3)
        assert close(een, ronde).status_code == 404
        assert "Nog niet iedereen is klaar" in (
            sit(voorzitter).get(get_address(ronde, groep[0], "ronde_sluiten")).content.decode()
        )
        close(voorzitter, ronde)
        rank(een, ronde, plannen, 3, 2, 1)
        assert Oordeel.objects.get(lid=een, aanvraag=plannen[0]).plaats == 1
        assert "te weinig stemmen" in look(drie, ronde)

    def test_looking_leaves_a_line(self, groep, ronde, plannen):
        look(groep[1][1], ronde)
        assert Inzage.objects.filter(wat="Ronde bij de regiegroep").count() == 3


class TestBelang:
    def test_who_has_an_interest_skips_that_plan_and_does_not_see_its_place(self, groep, ronde, plannen):
        lid = groep[1][3]
        declare(lid, plannen[1], "ja")
        html = look(lid, ronde)
        assert "Lees eerst" in html and "Regentonnen" not in html
        rank(lid, ronde, [plannen[0], plannen[2]], 1, 2)
        assert Oordeel.objects.filter(lid=lid).count() == 2
        for ander in groep[1][:3]:
            rank(ander, ronde, plannen, 2, 1, 3)
        html = look(lid, ronde)
        assert "Bloemzaad" in html and "Regentonnen" not in html and " van 3, met" not in html
        assert "Plaats 1 van 3" in look(groep[1][1], ronde)

    def test_a_place_that_is_sent_all_the_same_is_refused(self, groep, ronde, plannen):
        lid = groep[1][3]
        declare(lid, plannen[1], "ja")
        rank(lid, ronde, plannen, 1, 2, 3)
        assert not Oordeel.objects.filter(lid=lid, aanvraag=plannen[1]).exists()

    def test_stepping_out_afterwards_takes_the_place_away(self, groep, ronde, plannen):
        lid = groep[1][3]
        rank(lid, ronde, plannen, 1, 2, 3)
        declare(lid, plannen[0], "ja")
        assert set(Oordeel.objects.values_list("aanvraag", "plaats")) == {(plannen[1].pk, 2), (plannen[2].pk, 3)}

    def test_a_chair_with_an_interest_does_not_close_the_round(self, groep, ronde, plannen):
        voorzitter, een, *_ = groep[1]
        declare(voorzitter, plannen[0], "ja")
        assert close(voorzitter, ronde).status_code == 404
        close(een, ronde)
        assert Sluiting.objects.filter(door=een).count() == 3


class TestAdvies:
    def test_the_chair_records_per_plan_what_follows_from_the_order(self, groep, ronde, plannen):
        voorzitter = groep[1][0]
        make_budget(groep[0])
        rank_all(groep, ronde, plannen)
        assert sit(voorzitter).get(go("advies", plannen[0]))["Location"] == go("sluiten", plannen[0])
        close(voorzitter, ronde)
        for plan in plannen:
            advise(voorzitter, plan)
        adviezen = list(Advies.objects.order_by("pk").values_list("plaats", "uitkomst", "bedrag"))
        # 600 and 900 make 1500: nothing is left for the third.
        assert adviezen == [(1, "toekennen", 600), (2, "toekennen", 900), (3, "afwijzen", None)]
        assert [plan.boekingen.count() for plan in plannen] == [1, 1, 0]
        html = look(voorzitter, ronde)
        assert html.index("Onder de streep") < html.index("Egelhuizen")
        assert "plaats 1" in read(voorzitter, plannen[0]).lower()

    def test_the_reason_stands_ready(self, groep, ronde, plannen):
        rank_all(groep, ronde, plannen)
        close(groep[1][0], ronde)
        html = sit(groep[1][0]).get(go("advies", plannen[2])).content.decode()
        assert "Plaats 3 van 3, met 0 punten. Het plan past niet meer in het bedrag van de ronde" in html
        assert "Plaats 3 van 3" in look(groep[1][1], ronde)

    def test_a_plan_that_is_withdrawn_makes_room(self, groep, ronde, plannen):
        rank_all(groep, ronde, plannen)
        close(groep[1][0], ronde)
        zet_stap(plannen[0], "trek_in")
        advise(groep[1][0], plannen[2])
        assert Advies.objects.get().uitkomst == "toekennen"

    def test_a_round_cannot_grant_more_than_the_budget_has(self, groep, ronde, plannen):
        """Without a border every plan is above the line; the money was spent elsewhere meanwhile."""
        set_up_roles()
        budget = make_budget(groep[0], 1600)
        Ronde.objects.update(bedrag=None)
        rank_all(groep, ronde, plannen)
        close(groep[1][0], ronde)
        for plan in plannen:
            advise(groep[1][0], plan)
        assert Advies.objects.filter(uitkomst="toekennen").count() == 3
        beslisser = open_desk("Beslisser")
        schermen = [do(beslisser, plan, "besluit", soort="ken_toe", motivering="Goed.") for plan in plannen]
        assert "niet genoeg geld" in schermen[2].content.decode()
        standen = [plan.stand for plan in plannen if plan.refresh_from_db() is None]
        assert standen == [Stand.TOEGEKEND, Stand.TOEGEKEND, Stand.ADVIES]
        budget.refresh_from_db()
        assert budget.over == 100

    def test_the_desk_waits_for_the_closing_and_reserves_nothing(self, groep):
        set_up_roles()
        bureau = open_desk()
        make_budget(groep[0])
        dicht = make_aanvraag(Stand.BEHANDELING, groep[0], ronde=make_ronde(groep[0]))
        loopt = make_aanvraag(Stand.BEHANDELING, groep[0], ronde=make_ronde(groep[0], open_=True))
        assert "Vraag advies na de sluiting" in do(bureau, loopt, "advies").content.decode()
        do(bureau, dicht, "advies")
        standen = [plan.stand for plan in (dicht, loopt) if plan.refresh_from_db() is None]
        assert standen == [Stand.REGIEGROEP, Stand.BEHANDELING]
        assert not dicht.boekingen.exists()


class TestStart:
    def test_it_says_what_needs_me(self, groep, ronde, plannen):
        lid = groep[1][1]
        make_plan(groep[0])
        html = sit(lid).get(START).content.decode()
        assert "U moet nog 1 plan beoordelen en 1 ronde op volgorde zetten" in html
        rank(lid, ronde, plannen, 1, 2, 3)
        html = sit(lid).get(START).content.decode()
        assert "U moet nog 1 plan beoordelen</h1>" in html and "1 van 4 leden heeft" in html

    @pytest.mark.parametrize("pagina", ["start", "ronde"])
    def test_the_number_of_queries_does_not_depend_on_the_number_of_plans(
        self, groep, ronde, plannen, pagina, django_assert_max_num_queries
    ):
        client = sit(groep[1][0])
        rank_all(groep, ronde, plannen)
        adres = START if pagina == "start" else get_address(ronde, groep[0])
        client.get(adres)
        with django_assert_max_num_queries(100) as captured:
            client.get(adres)
        few = len(captured)
        meer = [make_plan(groep[0], ronde=ronde) for _ in range(4)]
        for lid in groep[1]:
            rank(lid, ronde, [*plannen, *meer], 1, 2, 3, 4, 5, 6, 7)
        with django_assert_max_num_queries(few):
            assert client.get(adres).status_code == 200
