"""When there is no advice: nobody of the group can judge, or the term ends and nobody concluded."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from initiatieven.models import Advies, InitiatievenInstellingen
from initiatieven.regiegroep.beoordelen import hold, record, record_own
from initiatieven.standen import StapFout
from initiatieven.verloop import get_naam, zet_stap

NIEMAND = "Niemand van de regiegroep kon dit plan beoordelen. Daarom is er geen advies."


def get_wachtdag(aanvraag):
    """From this day on the municipality need not wait for the group any more."""
    dagen = timedelta(days=InitiatievenInstellingen.load_default().waarschuw_dagen)
    return aanvraag.klok.get_uiterlijk(timezone.localdate()) - dagen


@transaction.atomic
def record_no_advice(aanvraag, door):
    """By the desk. StapFout when the group can still advise in time, or was first."""
    zitting = hold(aanvraag)
    gebeurtenis = zet_stap(aanvraag, "geef_advies", door=door, toelichting=explain_no_advice(zitting))
    if zitting.gerechtigd and timezone.localdate() < get_wachtdag(aanvraag):
        raise StapFout("Er zijn leden die dit plan kunnen beoordelen. Vraag hun om dat te doen.")
    record_own(zitting)
    return record(zitting, get_naam(door), gebeurtenis.toelichting, Advies.Uitkomst.GEEN)


def explain_no_advice(zitting):
    if not zitting.gerechtigd:
        return NIEMAND
    telling = zitting.telling
    return (
        f"De regiegroep gaf niet op tijd advies. Van de {len(zitting.gerechtigd)} leden die konden stemmen: "
        f"{telling.voor} voor, {telling.tegen} tegen, {telling.onthouden} onthouden."
    )
