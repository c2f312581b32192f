"""The whole life of an application: whoever does what, in whatever order, what is stored stays whole."""

import os
from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import F, Sum
from django.http import QueryDict
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from gebieden.rollen import set_up_roles
from home.models import Mail
from initiatieven import geld
from initiatieven.bureau.besluiten import Bezwaar
from initiatieven.bureau.dossier import DADEN, find_daden
from initiatieven.bureau.fotos import HaalFotoWeg
from initiatieven.bureau.stukken import VoegToe
from initiatieven.bureau.toetsen import Aantekening, Verdaag, Vraag
from initiatieven.mijn.antwoord import AntwoordForm, find_vragen
from initiatieven.mijn.einde import NietDoorForm, TrekInForm
from initiatieven.models import Aanvraag, Besluit, BudgetFout, Lidmaatschap, Verantwoording
from initiatieven.regiegroep import beoordelen
from initiatieven.regiegroep.beoordelen import BeoordeelFout
from initiatieven.regiegroep.zitting import Zitting
from initiatieven.standen import GEHONOREERD, STAPPEN, Stand, StapFout
from initiatieven.verantwoording.schermen import VerstuurForm
from tests.initiatieven import make_aanvraag, make_budget, make_medewerker, make_regiegroep

IBAN = "NL91 ABNA 0417 1643 00"
BEDRAGEN = st.sampled_from(["", "0", "1", "400", "1000", "1000,01", "3000", "honderd"])
DAGEN = st.integers(1, 60)
# Acts that take an application no step further.
ERNAAST = [Verdaag, Bezwaar, Vraag, VoegToe, HaalFotoWeg, Aantekening]
# What the plan costs, and what the group has.
GEVRAAGD, PLAFOND = Decimal(1000), Decimal(1500)


def send(**data):
    query = QueryDict(mutable=True)
    query.update(data)
    return query


class Leven(RuleBasedStateMachine):
    """Every act is tried at any moment, as with an old tab: it is done, or refused in words."""

    @initialize(begin=st.dates(date(2026, 1, 1), date(2028, 12, 31)), stopt=st.sampled_from([False, False, True]))
    def somebody_hands_in_a_plan(self, begin, stopt):
        # In most lives nobody stops, so that they become long.
        self.stopt = stopt
        self.reis = time_machine.travel(datetime.combine(begin, time(12), timezone.get_current_timezone()), tick=True)
        self.klok = self.reis.start()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        groep = make_regiegroep(leden=3, quorum=2)
        self.budget = make_budget(groep, plafond=PLAFOND)
        self.leden = list(groep.leden.order_by("pk"))
        self.mensen = [make_medewerker("Subsidiebureau"), make_medewerker("Beslisser"), make_medewerker("Beslisser")]
        self.pk = make_aanvraag(Stand.INGEDIEND, groep, gevraagd=GEVRAAGD).pk

    def teardown(self):
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)
        self.reis.stop()

    @property
    def aanvraag(self):
        return Aanvraag.objects.get(pk=self.pk)

    def attempt(self, act):
        """Done, or refused with a sentence and nothing stored."""
        before = self.aanvraag.gebeurtenissen.count()
        try:
            with transaction.atomic():
                act()
        except (StapFout, BudgetFout, BeoordeelFout) as error:
            assert str(error)
            assert self.aanvraag.gebeurtenissen.count() == before

    @rule(data=st.data(), dagen=DAGEN)
    def the_municipality_goes_on(self, data, dagen):
        self.klok.shift(timedelta(days=dagen))
        if kan := [(daad, user) for user in self.mensen for daad in self.offer(user) if daad not in ERNAAST]:
            form = self.fill_in(*data.draw(st.sampled_from(kan)), data)
            if form.is_valid():
                self.attempt(form.submit)

    @rule(data=st.data(), user=st.integers(0, 2), daad=st.sampled_from(DADEN))
    def the_municipality_tries_anything(self, data, user, daad):
        user = self.mensen[user]
        if daad.is_for(user):
            form = self.fill_in(daad, user, data)
            if form.is_valid():
                assert daad in self.offer(user), f"{daad.naam} was not offered in {self.aanvraag.stand}"
                self.attempt(form.submit)

    def offer(self, user):
        """The acts that the dossier shows to this person with nothing in the way."""
        return [daad for daad, reden in find_daden(self.aanvraag, user) if not reden]

    def fill_in(self, daad, user, data):
        aanvraag, vandaag = self.aanvraag, timezone.localdate()
        besluit = daad(aanvraag=aanvraag, user=user).fields.get("soort")
        soorten = [soort for soort, _ in besluit.choices] if besluit else []
        dagen = data.draw(DAGEN)
        query = send(
            gezien=str(aanvraag.gebeurtenissen.order_by("pk").last().pk),
            bedrag=data.draw(BEDRAGEN),
            soort=data.draw(st.sampled_from(soorten or Besluit.Soort.values)),
            past=data.draw(st.sampled_from(["ja", "nee"])),
            dagen=str(dagen),
            tekst="Omdat het zo is.",
            toelichting="Gezien.",
            motivering="Het is goed voor de buurt.",
            afwijking="Het geld is op.",
            verantwoorden="on",
            iban=IBAN,
            iban_naam="Bewonersgroep (voorbeeld)",
            uiterlijk=str(vandaag + timedelta(days=dagen)),
            ontvangen=str(vandaag),
        )
        return daad(query, aanvraag=aanvraag, user=user)

    @precondition(lambda self: self.aanvraag.stand == Stand.REGIEGROEP)
    @rule(wie=st.integers(0, 2), betrokken=st.sampled_from([False, False, True]))
    def a_member_declares(self, wie, betrokken):
        self.attempt(lambda: beoordelen.declare(self.aanvraag, self.leden[wie], betrokken=betrokken))

    @precondition(lambda self: self.aanvraag.stand in (Stand.REGIEGROEP, Stand.ADVIES))
    @rule(wie=st.integers(0, 2), stem=st.sampled_from(["voor", "voorwaarde", "tegen", "onthouden"]))
    def a_member_votes(self, wie, stem):
        antwoord = {"stem": stem, "draagvlak": "goed", "bedrag": None, "reden": "Zo."}
        self.attempt(lambda: beoordelen.vote(self.aanvraag, self.leden[wie], **antwoord))

    @precondition(lambda self: self.aanvraag.stand == Stand.REGIEGROEP)
    @rule(sluit=st.booleans(), dagen=DAGEN)
    def the_chair_concludes(self, sluit, dagen):
        self.klok.shift(timedelta(days=dagen))
        voorzitter = next(lid for lid in self.leden if lid.rol == Lidmaatschap.Rol.VOORZITTER)
        if sluit:
            self.attempt(lambda: beoordelen.close(self.aanvraag, voorzitter))
        gezien = Zitting.load(self.pk).telling.versie
        self.attempt(lambda: beoordelen.give_advice(self.aanvraag, voorzitter, gezien, "Zo stemden wij.", "Geen."))

    @precondition(lambda self: self.aanvraag.stand == Stand.AANVULLING or find_vragen(self.aanvraag))
    @rule(dagen=DAGEN)
    def the_applicant_answers(self, dagen):
        self.klok.shift(timedelta(days=dagen))
        vragen = find_vragen(self.aanvraag)
        data = send(tekst="Hier is de offerte.", vraag=str(vragen[-1].pk if vragen else 0))
        form = AntwoordForm(self.aanvraag, data, MultiValueDict())
        assert form.is_valid(), form.errors
        self.attempt(form.submit)

    @precondition(lambda self: self.stopt)
    @rule(form_class=st.sampled_from([TrekInForm, NietDoorForm]))
    def the_applicant_stops(self, form_class):
        form = form_class(self.aanvraag, send(reden="Het lukt niet."))
        assert form.is_valid(), form.errors
        self.attempt(form.submit)

    @precondition(lambda self: self.aanvraag.stand in GEHONOREERD)
    @rule()
    def the_applicant_tells_how_it_went(self):
        verantwoording, _ = Verantwoording.objects.get_or_create(
            aanvraag=self.aanvraag, defaults={"gedaan": "Gebouwd.", "buurt": "Blij.", "anders": "Eerder."}
        )
        if not verantwoording.uitgaven.exists():
            verantwoording.uitgaven.create(omschrijving="Hout", bedrag=Decimal(400))
        form = VerstuurForm(verantwoording, send(klopt="on"))
        if form.is_valid():
            self.attempt(form.submit)

    @invariant()
    def no_step_is_skipped(self):
        stand = ""
        for gebeurtenis in self.aanvraag.gebeurtenissen.exclude(naar="").order_by("pk"):
            assert gebeurtenis.van in STAPPEN[gebeurtenis.soort].van
            assert not stand or gebeurtenis.van == stand
            stand = gebeurtenis.naar
        assert stand == self.aanvraag.stand

    @invariant()
    def there_is_one_decision_and_it_is_the_one_in_the_history(self):
        besluiten = list(Besluit.objects.filter(aanvraag=self.pk))
        genomen = self.aanvraag.gebeurtenissen.filter(soort__in=Besluit.Soort.values)
        assert [besluit.soort for besluit in besluiten] == [gebeurtenis.soort for gebeurtenis in genomen]
        assert all(besluit.door in self.mensen[1:] for besluit in besluiten)
        gebeurtenissen = self.aanvraag.gebeurtenissen.filter(soort__in=("stel_vast", "vorder_terug"))
        assert all(besluit.door_id != na.door_id for besluit in besluiten for na in gebeurtenissen)

    @invariant()
    def the_ledger_tells_what_is_left(self):
        self.budget.refresh_from_db()
        som = self.budget.boekingen.aggregate(som=Sum(F("effect") * F("bedrag")))["som"]
        assert self.budget.over == som and 0 <= self.budget.over <= PLAFOND
        aanvraag = self.aanvraag
        assert geld.get_gereserveerd(aanvraag) >= 0 and geld.get_te_betalen(aanvraag) >= 0
        if aanvraag.vastgesteld is not None:
            eind = geld.get_betaald(aanvraag) + geld.get_te_betalen(aanvraag)
            assert eind == aanvraag.vastgesteld + geld.get_nog_terug(aanvraag)
        assert 0 <= geld.get_betaald(aanvraag) <= geld.count(aanvraag, geld.Soort.TOEKENNING) <= GEVRAAGD
        if aanvraag.stand == Stand.REGIEGROEP:
            jaar = timezone.localdate(aanvraag.gebeurtenissen.filter(soort="vraag_advies").last().moment).year
            # Nobody gave the group a budget for the year after.
            assert geld.get_gereserveerd(aanvraag) == GEVRAAGD or jaar > self.budget.jaar
        if aanvraag.is_afgesloten or aanvraag.stand in GEHONOREERD:
            assert geld.get_gereserveerd(aanvraag) == 0

    @invariant()
    def the_clock_follows_from_the_history(self):
        aanvraag, vandaag = self.aanvraag, timezone.localdate()
        klok = aanvraag.klok
        stil = count_days_still(aanvraag, vandaag)
        assert klok.get_uiterlijk(vandaag) == klok.ontvangen + timedelta(weeks=13, days=stil + klok.verdaagd)
        assert klok.is_paused(vandaag) <= (aanvraag.stand == Stand.AANVULLING)

    @invariant()
    def no_mail_goes_twice(self):
        sleutels = list(Mail.objects.values_list("sleutel", flat=True))
        assert len(sleutels) == len(set(sleutels))
        nieuws = Mail.objects.filter(aan="marga@example.org")
        assert nieuws.count() <= self.aanvraag.gebeurtenissen.count()


def count_days_still(aanvraag, vandaag):
    """By walking over the days one by one: a day on which the application lay with the applicant, in time, is still."""
    stil, van, tot = set(), None, None
    for gebeurtenis in aanvraag.gebeurtenissen.exclude(naar="").order_by("pk"):
        dag = timezone.localdate(gebeurtenis.moment)
        if van is not None:
            stil |= walk(van, min(dag, tot))
        van, tot = (dag, gebeurtenis.uiterlijk) if gebeurtenis.naar == Stand.AANVULLING else (None, None)
    if van is not None:
        stil |= walk(van, min(vandaag, tot))
    return len(stil)


def walk(van: date, tot: date):
    """The days after the first and before the last."""
    return {van + timedelta(days=number) for number in range(1, (tot - van).days)}


@pytest.mark.django_db
def test_whatever_people_do_what_is_stored_stays_whole():
    set_up_roles()
    aantal = get_user_model().objects.count()
    rustig = settings(
        max_examples=int(os.environ.get("LEVENS", "8")),
        stateful_step_count=40,
        deadline=None,
        database=None,
        # Making a failure smaller takes minutes; the steps that led to it are shown all the same.
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Leven, settings=rustig)
    assert get_user_model().objects.count() == aantal
