"""Whatever a group does or does not do, its judgement ends, and says in words how."""

from datetime import timedelta

import pytest
from django.utils import timezone

from gebieden.rollen import set_up_roles
from initiatieven.models import Aanvraag, Advies, Lidmaatschap
from tests.initiatieven import do, open_desk
from tests.regiegroep import advise, declare, go, make_groep, make_plan, sit, vote

pytestmark = pytest.mark.django_db


def test_a_group_that_does_not_conclude_holds_the_municipality_up_until_the_term_ends(db):
    set_up_roles()
    groep, leden = make_groep()
    plan, bureau = make_plan(groep), open_desk(naam="Bureau")
    for lid in leden[1:4]:
        vote(lid, plan)
    html = bureau.get(f"/admin/aanvragen/{plan.pk}/").content.decode()
    assert "Er zijn 5 leden die dit plan kunnen beoordelen." in html
    assert "Dan kunt u zonder verder." in do(bureau, plan, "geen-advies").content.decode()
    Aanvraag.objects.update(ingediend_op=timezone.localtime(plan.ingediend_op) - timedelta(days=13 * 7 - 14))
    do(bureau, plan, "geen-advies")
    advies = Advies.objects.get()
    assert (advies.uitkomst, advies.bedrag, advies.door_naam) == ("geen", None, "Bureau")
    assert "Van de 5 leden die konden stemmen: 3 voor, 0 tegen, 0 onthouden." in advies.toelichting


@pytest.mark.parametrize(
    ("betrokken", "stemmen", "uitkomst", "waarom"),
    [
        ((), ("voor", "voor"), "toekennen", "meer stemmen voor"),
        ((), ("voor", "tegen"), "geen", "De stemmen staken"),
        ((), ("onthouden", "onthouden"), "geen", "Iedereen heeft zich onthouden"),
        ((), ("voor", None), "geen", "te weinig stemmen: 1, en er zijn er 2 nodig"),
        # One is left, whoever that is, and decides alone.
        ((0,), ("voor",), "toekennen", "meer stemmen voor"),
        ((1,), ("tegen",), "afwijzen", "meer stemmen tegen"),
        ((1,), (None,), "geen", "te weinig stemmen: 0, en er is er 1 nodig"),
    ],
)
@pytest.mark.parametrize("tweede", [Lidmaatschap.Rol.LID, Lidmaatschap.Rol.VOORZITTER])
def test_a_group_of_two_comes_to_an_end(betrokken, stemmen, uitkomst, waarom, tweede):
    groep, leden = make_groep(2)
    Lidmaatschap.objects.filter(pk=leden[1].pk).update(rol=tweede)
    plan = make_plan(groep)
    for nummer in betrokken:
        declare(leden[nummer], plan, "ja")
    over = [lid for nummer, lid in enumerate(leden) if nummer not in betrokken]
    for lid, stem in zip(over, stemmen, strict=True):
        vote(lid, plan, stem) if stem else declare(lid, plan)
    if None in stemmen:
        html = " ".join(sit(over[0]).get(go("sluiten", plan)).content.decode().split())
        assert "Daarom is dat genoeg" in html and "Dat zijn er nu te weinig" in html
        sit(over[0]).post(go("sluiten", plan))
    assert waarom in sit(over[0]).get(go("advies", plan)).content.decode()
    advise(over[0], plan)
    assert Advies.objects.get().uitkomst == uitkomst
