"""Two people of a group at the same moment: one of them wins, and the other hears it."""

from functools import partial

import pytest

from initiatieven.models import Aanvraag, Advies, Lidmaatschap, Oordeel
from initiatieven.regiegroep import beoordelen
from initiatieven.regiegroep.beoordelen import BeoordeelFout
from initiatieven.regiegroep.zitting import Zitting
from initiatieven.standen import StapFout
from tests.gelijktijdig import RONDEN, together
from tests.regiegroep import make_groep, make_plan


def race(*acts):
    """What each act gave, or the words with which it was refused."""
    return together(partial(attempt, act) for act in acts)


def attempt(act):
    try:
        return act() or "gelukt"
    except (StapFout, BeoordeelFout) as fout:
        return str(fout)


def cast(plan, lid, stem="voor"):
    beoordelen.vote(plan, lid, stem=stem, draagvlak="goed", bedrag=None, reden="Mooi.")


def advise(plan, lid, gezien):
    """Each with the plan as it was read by that one."""
    return beoordelen.give_advice(Aanvraag.objects.get(pk=plan.pk), lid, gezien, "Goed.")


@pytest.fixture
def zaal(stored_database):
    """Two chairs and a member, who all voted."""
    groep, leden = make_groep(3)
    Lidmaatschap.objects.filter(pk=leden[1].pk).update(rol=Lidmaatschap.Rol.VOORZITTER)
    leden[1].refresh_from_db()
    return groep, leden


def make_voted_plan(zaal):
    plan = make_plan(zaal[0])
    for lid in zaal[1]:
        beoordelen.declare(plan, lid, betrokken=False)
        cast(plan, lid)
    return plan


def test_two_chairs_record_one_advice(zaal):
    for _ in range(RONDEN):
        plan = make_voted_plan(zaal)
        gezien = Zitting.load(plan.pk).telling.versie
        outcomes = race(*(partial(advise, plan, lid, gezien) for lid in zaal[1][:2]))
        assert Advies.objects.filter(aanvraag=plan).count() == 1
        assert sum("Dit kan niet meer" in str(outcome) for outcome in outcomes) == 1


def test_a_vote_is_counted_or_refused_but_never_lost_in_the_closing(zaal):
    voorzitter, _, lid = zaal[1]
    for _ in range(RONDEN):
        plan = make_voted_plan(zaal)
        _, stem = race(partial(beoordelen.close, plan, voorzitter), partial(cast, plan, lid, "tegen"))
        opgeslagen = Oordeel.objects.get(aanvraag=plan, lid=lid).stem
        assert (opgeslagen == "tegen") == (stem == "gelukt")


def test_who_steps_out_at_the_moment_of_the_advice_is_out_of_it_or_the_chair_reads_again(zaal):
    voorzitter, _, lid = zaal[1]
    for _ in range(RONDEN):
        plan = make_voted_plan(zaal)
        gezien = Zitting.load(plan.pk).telling.versie
        advies, _ = race(
            partial(advise, plan, voorzitter, gezien), partial(beoordelen.declare, plan, lid, betrokken=True)
        )
        vast = Advies.objects.filter(aanvraag=plan).first()
        assert bool(vast) == ("net veranderd" not in str(advies))
        if vast:
            assert [regel["betrokken"] for regel in vast.zitting] == [False] * 3
