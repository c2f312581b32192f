"""A resident takes part in a round, or is too late; what is said of it afterwards, and what the desk makes."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from gebieden.rollen import set_up_roles
from home.models import Mail
from initiatieven.aanvragen.formulier import get_address
from initiatieven.aanvragen.indienen import NietCompleet, indienen
from initiatieven.mijn.fasen import explain_round
from initiatieven.models import Aanvraag, AanvraagPage, Advies, Regiegroep, Ronde
from initiatieven.openbaar.gebied import give_van_gebied
from initiatieven.persoonlijk import COOKIE
from initiatieven.standen import Stand
from tests.aanvragen import fill_in, get_code, make_complete, make_form, send
from tests.initiatieven import make_aanvraag, make_budget, make_medewerker, make_regiegroep, make_ronde

pytestmark = pytest.mark.django_db
RONDES = "initiatieven_rondes_modeladmin"
SLUIT = timezone.make_aware(datetime(2026, 11, 14, 17))


def get_overdie():
    return Regiegroep.objects.get(naam="Regiegroep Overdie")


def open_mine(aanvraag):
    client = Client()
    client.cookies[COOKIE] = aanvraag.sleutel
    return client


class TestMeedoen:
    @pytest.fixture
    def ingevuld(self, db):
        """A form that is filled in but not proven, and a round in its area that is open."""
        gebied = make_form()[1]
        ronde = make_ronde(get_overdie(), open_=True, naam="Dag van het bewonersinitiatief", bedrag=Decimal(4000))
        client = Client()
        return client, fill_in(client, gebied), ronde

    def test_the_round_of_the_area_is_told_and_chosen(self, ingevuld):
        client, aanvraag, ronde = ingevuld
        anders = make_ronde(make_regiegroep(), open_=True, naam="Ronde van een ander")
        html = client.get(get_address("controle")).content.decode()
        assert f"Uw plan kan meedoen tot <strong>{ronde.sluit_in_woorden}" in html and "€\xa04.000" in html
        assert anders.naam not in html
        assert "Dag van het bewonersinitiatief" in client.get(get_address("plek")).content.decode()
        assert "Kies of uw plan meedoet." in send(client, "controle", {}).content.decode()
        assert send(client, "controle", {"ronde": str(anders.pk)}).status_code == 200
        send(client, "controle", {"ronde": str(ronde.pk)})
        send(client, "code", {"code": get_code()})
        aanvraag.refresh_from_db()
        assert (aanvraag.stand, aanvraag.ronde) == (Stand.INGEDIEND, ronde)
        assert "Dag van het bewonersinitiatief" in Mail.objects.get(soort="aanvraag_ontvangst").tekst
        assert "Dag van het bewonersinitiatief" in client.get(get_address("verzonden")).content.decode()

    def test_who_does_not_take_part_hands_in_as_always(self, ingevuld):
        client, aanvraag, _ = ingevuld
        send(client, "controle", {"ronde": "nee"})
        send(client, "code", {"code": get_code()})
        aanvraag.refresh_from_db()
        assert (aanvraag.stand, aanvraag.ronde) == (Stand.INGEDIEND, None)

    def test_too_late_while_the_code_was_on_its_way_loses_nothing(self, ingevuld):
        client, aanvraag, ronde = ingevuld
        send(client, "controle", {"ronde": str(ronde.pk)})
        code = get_code()
        Ronde.objects.update(sluit=timezone.now())
        response = send(client, "code", {"code": code})
        assert response["Location"].endswith("/controle/")
        html = client.get(get_address("controle")).content.decode()
        assert "Nog niet verzonden" in html and "kan niet meer meedoen" in html and "als gewone aanvraag" in html
        aanvraag.refresh_from_db()
        assert aanvraag.stand == Stand.CONCEPT
        # The address is proven: one press is enough.
        assert send(client, "controle", {})["Location"].endswith("/verzonden/")
        aanvraag.refresh_from_db()
        assert (aanvraag.stand, aanvraag.ronde) == (Stand.INGEDIEND, None)

    def test_a_choice_on_a_page_that_stood_open_too_long_is_refused_in_words(self, ingevuld):
        client, aanvraag, ronde = ingevuld
        oud = Ronde.objects.filter(pk=ronde.pk)
        oud.update(sluit=timezone.now())
        html = send(client, "controle", {"ronde": str(ronde.pk)}).content.decode()
        assert f"Dat kon tot {oud.get().sluit_in_woorden}" in html
        # The same words beside another round that is open.
        make_ronde(open_=True)
        html = send(client, "controle", {"ronde": str(ronde.pk)}).content.decode()
        assert f"Dat kon tot {oud.get().sluit_in_woorden}" in html
        for onzin in ("99999999999999999999", "²", "x"):
            assert send(client, "controle", {"ronde": onzin}).status_code == 200
        aanvraag.refresh_from_db()
        assert (aanvraag.stand, aanvraag.ronde) == (Stand.CONCEPT, None)


@pytest.mark.parametrize(("seconden", "mag"), [(-1, True), (0, False), (1, False)])
def test_the_second_of_closing_is_too_late(seconden, mag):
    aanvraag, _ = make_complete()
    aanvraag.ronde = make_ronde(get_overdie(), sluit=SLUIT, opent=SLUIT - timedelta(days=30))
    # Far enough ahead of that moment.
    aanvraag.begin = SLUIT.date() + timedelta(weeks=20)
    aanvraag.save()
    with time_machine.travel(SLUIT + timedelta(seconds=seconden), tick=False):
        if mag:
            indienen(aanvraag, AanvraagPage.objects.get())
        else:
            with pytest.raises(NietCompleet):
                indienen(aanvraag, AanvraagPage.objects.get())
    aanvraag = Aanvraag.objects.get()
    assert (aanvraag.stand, aanvraag.ronde) == (Stand.INGEDIEND if mag else Stand.CONCEPT, Ronde.objects.get())


def test_a_moment_in_words():
    assert Ronde(sluit=SLUIT).sluit_in_woorden == "zaterdag 14 november 2026 om 17.00 uur"


class TestMijnAanvraag:
    @pytest.mark.parametrize(
        ("stand", "open_", "zin"),
        [
            (Stand.INGEDIEND, True, "Die ronde is open tot"),
            (Stand.BEHANDELING, False, "Eerst kijkt het subsidiebureau elk plan na."),
            (Stand.REGIEGROEP, False, "zetten de plannen nu op volgorde"),
        ],
    )
    def test_it_says_where_the_plan_stands(self, stand, open_, zin):
        groep = make_regiegroep(standaard=True)
        aanvraag = make_aanvraag(stand, groep, ronde=make_ronde(groep, open_=open_, naam="Groene ronde"))
        html = open_mine(aanvraag).get(reverse("mijn:aanvraag")).content.decode()
        assert zin in html and "Groene ronde" in html and "Zo wordt er gekozen" in html

    def test_the_place_is_told_with_the_decision_and_not_before(self):
        groep = make_regiegroep(standaard=True)
        aanvraag = make_aanvraag(Stand.ADVIES, groep, ronde=make_ronde(groep, naam="Groene ronde"))
        Advies.objects.create(aanvraag=aanvraag, regiegroep=groep, uitkomst="toekennen", plaats=2, toelichting="x")
        assert "plaats 2" not in " ".join(explain_round(aanvraag, timezone.now()))
        aanvraag.stand = Stand.TOEGEKEND
        assert explain_round(aanvraag, timezone.now()) == ["Uw plan kwam bij Groene ronde op plaats 2."]


class TestKanIkAanvragen:
    def ask(self, postcode=""):
        make_form()
        nu = timezone.now()
        make_ronde(get_overdie(), open_=True, naam="Ronde van Overdie", bedrag=Decimal(4000))
        make_ronde(opent=nu + timedelta(days=3), open_=True, naam="Ronde die nog komt")
        make_ronde(make_regiegroep(), open_=True, naam="Ronde van een ander")
        make_ronde(get_overdie(), naam="Ronde die dicht is")
        data = {f"kan-{naam}": "nee" for naam in ("eten_drinken", "eigen_voordeel", "vergunning")}
        data |= {"kan-begin": f"{timezone.localdate() + timedelta(weeks=20)}", "kan-postcode": postcode}
        return Client().post(get_address("kan-ik-aanvragen"), data).content.decode()

    def test_it_tells_of_the_rounds_of_the_area_that_are_open_or_still_come(self):
        html = self.ask("1813 AB")
        open_, straks = Ronde.objects.get(naam="Ronde van Overdie"), Ronde.objects.get(naam="Ronde die nog komt")
        assert f"kan meedoen tot <strong>{open_.sluit_in_woorden}" in html and "€\xa04.000 te verdelen" in html
        assert f"vanaf <strong>{straks.opent_in_woorden}</strong> tot <strong>{straks.sluit_in_woorden}" in html
        assert "vergelijkt de regiegroep de plannen" in html and "Zo wordt er gekozen" in html
        assert "Ronde van een ander" not in html and "Ronde die dicht is" not in html

    def test_without_a_postcode_only_a_round_for_every_area_is_certain(self):
        html = self.ask()
        assert "Ronde die nog komt" in html and "Ronde van" not in html


class TestPubliek:
    def test_open_rounds_are_on_the_form_page_and_in_the_area(self):
        page, gebied = make_form()
        make_ronde(get_overdie(), open_=True, naam="Ronde van Overdie")
        make_ronde(open_=True, naam="Ronde voor iedereen")
        make_ronde(make_regiegroep(), open_=True, naam="Ronde van een ander")
        make_ronde(get_overdie(), naam="Ronde die dicht is")
        make_ronde(get_overdie(), opent=timezone.now() + timedelta(days=1), open_=True, naam="Ronde die nog komt")
        html = Client().get(page.url).content.decode()
        assert [naam for naam in ("van Overdie", "voor iedereen", "van een ander") if f"Ronde {naam}" in html] == [
            "van Overdie",
            "voor iedereen",
            "van een ander",
        ]
        assert "dicht is" not in html and "nog komt" not in html and "Zo wordt er gekozen" in html
        namen = {ronde.naam for ronde in give_van_gebied(gebied, 3).rondes}
        assert namen == {"Ronde van Overdie", "Ronde voor iedereen"}

    def test_the_page_changes_by_itself_when_a_round_opens_or_closes(self):
        nu = timezone.now()
        dicht, straks = make_ronde(open_=True), make_ronde(opent=nu + timedelta(days=2), open_=True)
        assert Ronde.get_next_change(nu) == straks.opent
        assert Ronde.get_next_change(straks.opent) == min(dicht.sluit, straks.sluit)
        assert Ronde.get_next_change(nu + timedelta(days=99)) is None


class TestRegister:
    @pytest.fixture
    def bureau(self, db):
        set_up_roles()
        client = Client()
        client.force_login(make_medewerker("Subsidiebureau"))
        return client

    def fill_in(self, groep=None, bedrag="", **kwargs):
        morgen = timezone.localdate() + timedelta(days=1)
        return {
            "naam": "Groene ronde",
            "regiegroep": groep.pk if groep else "",
            "opent": f"{morgen} 09:00",
            "sluit": f"{morgen + timedelta(days=1)} 17:00",
            "bedrag": bedrag,
            **kwargs,
        }

    def make(self, client, **data):
        return client.post(reverse(f"{RONDES}_create"), self.fill_in(**data)).content.decode()

    def test_the_amount_must_be_in_the_budget_of_that_year(self, bureau):
        jaar = (timezone.localdate() + timedelta(days=2)).year
        groep, arm = make_budget(make_regiegroep(), 5000, jaar).regiegroep, make_regiegroep("Arme groep")
        assert "nog €\xa05.000" not in self.make(bureau, groep=groep, bedrag="5000,01")
        assert not Ronde.objects.exists()
        # For all groups each of them must have it.
        assert "Arme groep: geen budget" in self.make(bureau, bedrag="100")
        make_budget(arm, 50, jaar)
        assert "Arme groep: €\xa050" in self.make(bureau, bedrag="100")
        self.make(bureau, groep=groep, bedrag="5.000")
        assert Ronde.objects.get().bedrag == 5000
        self.make(bureau)
        assert Ronde.objects.filter(regiegroep=None, bedrag=None).count() == 1

    def test_a_round_does_not_close_before_it_opens(self, bureau):
        assert "later moment" in self.make(bureau, sluit=f"{timezone.localdate()} 10:00")

    def test_what_was_promised_stays(self, bureau):
        groep = make_regiegroep()
        ronde = make_ronde(groep, open_=True)
        adres = reverse(f"{RONDES}_edit", args=[ronde.pk])
        data = self.fill_in(groep, opent=f"{timezone.localtime(ronde.opent):%Y-%m-%d %H:%M}")
        make_aanvraag(groep=groep, ronde=ronde)
        html = bureau.post(adres, data | {"regiegroep": ""}).content.decode()
        assert "De regiegroep kan niet meer veranderen" in html and "maar niet eerder" in html
        bureau.post(adres, data | {"sluit": f"{timezone.localdate() + timedelta(days=30)} 17:00"})
        nieuw = Ronde.objects.get()
        assert nieuw.sluit > ronde.sluit and nieuw.naam == "Groene ronde"
        Ronde.objects.update(sluit=timezone.now())
        assert bureau.get(adres)["Location"] == "/admin/"

    def test_one_round_shows_its_plans_with_their_place(self, bureau):
        groep = make_regiegroep()
        ronde = make_ronde(groep)
        plan = make_aanvraag(Stand.ADVIES, groep, ronde=ronde, titel="Bloemzaad")
        Advies.objects.create(aanvraag=plan, regiegroep=groep, uitkomst="toekennen", plaats=2, toelichting="x")
        make_aanvraag(Stand.CONCEPT, groep, ronde=ronde, titel="Nog niet verzonden plan")
        html = bureau.get(reverse(f"{RONDES}_inspect", args=[ronde.pk])).content.decode()
        assert "Bloemzaad" in html and "<td>2</td>" in html and "Nog niet verzonden plan" not in html

    def test_choices_and_queries_of_the_list(self, bureau):
        adres = reverse(f"{RONDES}_index")
        make_ronde(naam="Dichte ronde")
        bureau.get(adres)
        with CaptureQueriesContext(connection) as few:
            bureau.get(adres)
        for naam in ("Open ronde", "Nog een"):
            ronde = make_ronde(make_regiegroep(), open_=True, naam=naam)
            make_aanvraag(groep=ronde.regiegroep, ronde=ronde)
        with CaptureQueriesContext(connection) as more:
            bureau.get(adres)
        assert len(more) <= len(few)
        html = bureau.get(adres, {"fase": "open"}).content.decode()
        assert "Open ronde" in html and "Dichte ronde" not in html
