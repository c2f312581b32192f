"""Every change of stand goes through here: one at a time, no step that may not follow, always a line of history."""

from django.db import transaction
from django.utils import timezone

from home.redactie.gelijktijdig import lock
from initiatieven.models import Aanvraag, Gebeurtenis
from initiatieven.standen import STAPPEN, Melding, Stand, StapFout, Wie


@transaction.atomic
def zet_stap(aanvraag, naam, door=None, toelichting="", **verder):
    """Takes the step with this name. StapFout, in words for who tried, when somebody else was first.

    Gives the line of history. The row stays locked until the transaction of the caller ends, so what belongs to the
    step (a decision, a line of the ledger, a mail) is stored with it or not at all.
    """
    stap = STAPPEN[naam]
    lock(aanvraag)
    stand = Aanvraag.objects.values_list("stand", flat=True).get(pk=aanvraag.pk)
    if stand not in stap.van:
        raise StapFout(describe_stand(aanvraag))
    gebeurtenis = _write(aanvraag, naam, stap.wie, door, toelichting, van=stand, naar=stap.naar, **verder)
    aanvraag.stand, aanvraag.stand_sinds = stap.naar, gebeurtenis.moment
    set_uiterlijk(aanvraag)
    return gebeurtenis


@transaction.atomic
def meld(aanvraag, melding, wie, door=None, toelichting="", **verder):
    """Records something that changes no stand, such as a notice that deciding takes longer."""
    lock(aanvraag)
    gebeurtenis = _write(aanvraag, melding, wie, door, toelichting, **verder)
    set_uiterlijk(aanvraag)
    return gebeurtenis


def describe_stand(aanvraag):
    """Who was first, for whoever came second."""
    laatste = aanvraag.gebeurtenissen.exclude(naar="").last()
    if not laatste:
        return "Deze aanvraag is nog niet verzonden."
    wie = laatste.door_naam or Wie(laatste.wie).label
    wanneer = timezone.localtime(laatste.moment).strftime("%H:%M")
    return f"Dit kan niet meer. De aanvraag is intussen “{Stand(laatste.naar).label.lower()}”, door {wie} om {wanneer}."


def is_cancelled(aanvraag):
    """Whether the applicant reported that the plan does not go on."""
    return aanvraag.gebeurtenissen.filter(soort=Melding.GAAT_NIET_DOOR).exists()


def set_uiterlijk(aanvraag):
    """Stores the term as it is after this line of history."""
    aanvraag.__dict__.pop("klok", None)
    aanvraag.uiterlijk = aanvraag.klok.get_uiterlijk(timezone.localdate()) if aanvraag.klok else None
    aanvraag.save(update_fields=["stand", "stand_sinds", "uiterlijk", "gewijzigd_op"])


def get_naam(user):
    return user.get_full_name() or user.username


def _write(aanvraag, soort, wie, door, toelichting, **verder):
    naam = verder.pop("door_naam", "") or (get_naam(door) if door else "")
    return Gebeurtenis.objects.create(
        aanvraag=aanvraag, soort=soort, wie=wie, door=door, door_naam=naam, toelichting=toelichting, **verder
    )
