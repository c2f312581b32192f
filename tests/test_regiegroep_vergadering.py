"""A meeting of a group: what lies on the table, who is there, and minutes that stay as they were settled."""

import pytest
from django.urls import reverse
from django.utils import timezone

from initiatieven.models import Vergadering
from tests.regiegroep import advise, declare, go, make_groep, make_plan, sit, vote

pytestmark = [pytest.mark.django_db, pytest.mark.een_database]


@pytest.fixture
def groep(db):
    return make_groep(4)


@pytest.fixture
def plan(groep):
    return make_plan(groep[0], titel="Bakken op het plein")


@pytest.fixture
def vergadering(groep, plan):
    adres = reverse("regiegroep:vergadering_nieuw", args=[groep[0].pk])
    assert sit(groep[1][1]).get(adres).status_code == 404
    assert "Kies de datum." in sit(groep[1][0]).post(adres, {"datum": "", "plek": "Zaal"}).content.decode()
    sit(groep[1][0]).post(adres, {"datum": timezone.localdate().isoformat(), "plek": "Wijkcentrum"})
    return Vergadering.objects.get()


def keep(lid, vergadering, besproken="Een lid vraagt naar het onderhoud.", aanwezig=(), **kwargs):
    punt = vergadering.punten.get()
    data = {f"punt{punt.pk}-volgorde": "1", f"punt{punt.pk}-besproken": besproken, **kwargs}
    return sit(lid).post(
        go("vergadering", vergadering), {**data, "aanwezig": [iemand.pk for iemand in aanwezig or [lid]]}
    )


def settle(lid, vergadering):
    return sit(lid).post(go("vaststellen", vergadering))


def test_settled_minutes_do_not_change(groep, plan, vergadering):
    voorzitter, een, twee, drie = groep[1]
    for lid in (voorzitter, een, twee):
        vote(lid, plan)
    declare(drie, plan, "ja")
    advise(voorzitter, plan)
    keep(voorzitter, vergadering, aanwezig=(voorzitter, een))
    assert settle(een, vergadering).status_code == 404
    settle(voorzitter, vergadering)
    een.gebruiker.username = "heet nu anders"
    een.gebruiker.save()
    plan.titel = "Heet nu anders"
    plan.save()
    keep(voorzitter, vergadering, besproken="Achteraf bedacht")
    html = read_verslag(twee, vergadering)
    for tekst in ("Bakken op het plein", "naar het onderhoud", "Een goed plan.", f"betrokken zijn: {drie.gebruiker}."):
        assert tekst in html
    assert f"<strong>Afwezig:</strong> {twee.gebruiker}, {drie.gebruiker}." in html
    assert "anders" not in html and "Achteraf" not in html


def read_verslag(lid, vergadering):
    return sit(lid).get(go("vergadering", vergadering)).content.decode()


def test_who_stepped_out_does_not_read_what_was_said(groep, plan, vergadering):
    voorzitter, een, twee, drie = groep[1]
    for lid in (voorzitter, een):
        declare(lid, plan)
    declare(twee, plan, "ja")
    keep(voorzitter, vergadering)
    assert "naar het onderhoud" in read_verslag(een, vergadering)
    # Before settling and after, and also who steps out later or declared nothing.
    for _ in range(2):
        for lid in (twee, drie):
            assert "naar het onderhoud" not in read_verslag(lid, vergadering)
        settle(voorzitter, vergadering)
    declare(een, plan, "ja")
    assert "naar het onderhoud" not in read_verslag(een, vergadering)


def test_the_chair_does_not_write_about_a_plan_that_he_may_not_read(groep, plan, vergadering):
    voorzitter, een, *_ = groep[1]
    declare(voorzitter, plan, "ja")
    declare(een, plan)
    keep(een, vergadering, besproken="Zonder de voorzitter")
    keep(voorzitter, vergadering, besproken="Toch iets")
    assert vergadering.punten.get().besproken == "Zonder de voorzitter"


def test_minutes_need_somebody_who_was_there(groep, vergadering):
    response = sit(groep[1][0]).post(go("vaststellen", vergadering), follow=True)
    assert "Kruis eerst aan wie er is." in response.content.decode()
    assert not Vergadering.objects.exclude(vastgesteld_op=None).exists()


def test_another_group_finds_no_meeting(vergadering):
    _, (ander, *_) = make_groep(2)
    for naam in ("vergadering", "vaststellen", "verslag_pdf"):
        assert sit(ander).get(go(naam, vergadering)).status_code == 404


def test_a_new_plan_can_be_put_on_the_table(groep, plan, vergadering):
    voorzitter = groep[1][0]
    declare(voorzitter, plan)
    make_plan(groep[0], titel="Later gekomen")
    assert "Later gekomen" not in read_verslag(voorzitter, vergadering)
    keep(voorzitter, vergadering, plannen="1")
    assert "2. Later gekomen" in read_verslag(voorzitter, vergadering)


def test_the_minutes_are_a_pdf(groep, plan, vergadering):
    response = sit(groep[1][1]).get(go("verslag_pdf", vergadering))
    assert response.content.startswith(b"%PDF") and "no-store" in response["Cache-Control"]
