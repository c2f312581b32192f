"""The life of an application: what may follow what, who was first, and by when a decision must be there."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.db import models
from django.utils import timezone

from initiatieven.management.commands.teken_standen import draw
from initiatieven.models import Aanvraag, Advies, Besluit, Boeking, Gebeurtenis, Inzage, Oordeel, Toets
from initiatieven.standen import AFGESLOTEN, STAPPEN, Melding, Stand, StapFout, Wie
from initiatieven.verloop import meld, zet_stap
from tests.initiatieven import make_aanvraag

pytestmark = pytest.mark.django_db


def test_every_stand_can_be_reached_and_left_unless_it_is_an_end():
    bereikt, verder = {Stand.CONCEPT}, set()
    for stap in STAPPEN.values():
        bereikt.add(stap.naar)
        verder.update(stap.van)
    assert bereikt == set(Stand)
    assert set(Stand) - verder == set(AFGESLOTEN)


@pytest.mark.parametrize("naam", ["ken_toe", "geef_advies", "meld_uitgevoerd", "indienen"])
def test_a_step_cannot_be_skipped_or_taken_twice(naam):
    aanvraag = make_aanvraag()
    with pytest.raises(StapFout, match="intussen “ingediend”"):
        zet_stap(aanvraag, naam)
    aanvraag.refresh_from_db()
    assert aanvraag.stand == Stand.INGEDIEND
    assert aanvraag.gebeurtenissen.count() == 1


def test_who_comes_second_hears_what_the_first_did():
    aanvraag = make_aanvraag(Stand.BEHANDELING)
    tweede = Aanvraag.objects.get(pk=aanvraag.pk)
    zet_stap(aanvraag, "wijs_af", door_naam="Beslisser Een")
    with pytest.raises(StapFout, match="“afgewezen”, door Beslisser Een"):
        zet_stap(tweede, "vraag_advies")


def test_the_history_tells_each_step_with_its_date():
    aanvraag = make_aanvraag(Stand.REGIEGROEP)
    assert [gebeurtenis.titel for gebeurtenis in aanvraag.verloop] == [
        "Aanvraag ingediend",
        "Compleet bevonden",
        "Advies gevraagd aan de regiegroep",
    ]


def test_the_applicant_does_not_read_what_is_for_the_desk():
    aanvraag = make_aanvraag()
    meld(aanvraag, Melding.AANTEKENING, Wie.BUREAU, toelichting="Bellen met de wijkraad", intern=True)
    assert [gebeurtenis.titel for gebeurtenis in aanvraag.verloop] == ["Aanvraag ingediend"]


def test_the_term_waits_for_the_completion_and_is_stored_for_lists():
    aanvraag = make_aanvraag(dagen_geleden=20)
    nu = timezone.now()
    ontvangen = timezone.localdate(aanvraag.ingediend_op)
    assert aanvraag.uiterlijk == ontvangen + timedelta(weeks=13)
    uiterlijk = timezone.localdate(nu) + timedelta(days=4)
    zet_stap(aanvraag, "vraag_aanvulling", moment=nu - timedelta(days=10), uiterlijk=uiterlijk)
    zet_stap(aanvraag, "vul_aan", moment=nu - timedelta(days=3))
    aanvraag.refresh_from_db()
    assert aanvraag.uiterlijk == ontvangen + timedelta(weeks=13, days=6)
    meld(aanvraag, Melding.VERDAAGD, Wie.BUREAU, dagen=28)
    assert aanvraag.uiterlijk == ontvangen + timedelta(weeks=17, days=6)


def test_a_note_or_a_question_in_between_does_not_start_the_clock():
    aanvraag = make_aanvraag(dagen_geleden=20)
    nu, vandaag = timezone.now(), timezone.localdate()
    zet_stap(aanvraag, "vraag_aanvulling", moment=nu - timedelta(days=10), uiterlijk=vandaag + timedelta(days=4))
    meld(aanvraag, Melding.AANTEKENING, Wie.BUREAU, moment=nu - timedelta(days=8), intern=True)
    meld(aanvraag, Melding.VRAAG, Wie.BUREAU, moment=nu - timedelta(days=7))
    assert aanvraag.klok.is_paused(vandaag)
    assert aanvraag.klok.count_paused(vandaag) == 9
    zet_stap(aanvraag, "vul_aan", moment=nu - timedelta(days=3))
    assert aanvraag.klok.count_paused(vandaag) == 6


def test_a_draft_has_no_clock():
    assert make_aanvraag(Stand.CONCEPT).klok is None


@pytest.mark.een_database
def test_the_page_with_the_diagram_is_that_of_the_code():
    assert (settings.BASE_DIR / "docs/aanvraag.md").read_text() == draw()


@pytest.mark.parametrize("model", [Aanvraag, Advies, Besluit, Boeking, Gebeurtenis, Inzage, Oordeel, Toets])
def test_deleting_something_else_takes_no_file_along(model):
    ways = {field.name: field.remote_field.on_delete for field in model._meta.fields if field.is_relation}
    assert set(ways.values()) <= {models.PROTECT, models.SET_NULL}, ways
