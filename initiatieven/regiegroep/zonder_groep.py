"""When nobody of the group can judge: everybody stepped out, or the group has no members."""

from django.db import transaction

from initiatieven.regiegroep.beoordelen import hold, record, record_own
from initiatieven.standen import StapFout
from initiatieven.verloop import get_naam, zet_stap

UITLEG = "Niemand van de regiegroep kon dit plan beoordelen. Daarom is er geen advies."


@transaction.atomic
def record_no_advice(aanvraag, door):
    """By the desk. StapFout when somebody can judge after all, or was first."""
    zet_stap(aanvraag, "geef_advies", door=door, toelichting=UITLEG)
    zitting = hold(aanvraag)
    if zitting.gerechtigd:
        raise StapFout("Er zijn leden die dit plan kunnen beoordelen. Vraag hun om dat te doen.")
    record_own(zitting)
    return record(zitting, get_naam(door), UITLEG)
