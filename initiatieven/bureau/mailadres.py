"""The right address of an applicant, once the desk found out that the old one takes no mail."""

import re

from initiatieven.bureau.mails import SLEUTEL_VAN
from initiatieven.models import Aanvraag, Aanvrager
from initiatieven.standen import Melding, Wie
from initiatieven.verloop import meld

VAN_AANVRAAG = re.compile(SLEUTEL_VAN.format(r"(\d{1,15})"))


def correct_applicant(mails, oud, nieuw, user):
    """Where these mails were about the application of who had the old address."""
    nummers = {int(match[1]) for mail in mails if (match := VAN_AANVRAAG.match(mail.sleutel))}
    aanvragen = Aanvraag.objects.filter(pk__in=nummers, aanvrager__email__iexact=oud).order_by("pk")
    for aanvraag in aanvragen.select_related("aanvrager"):
        Aanvrager.objects.filter(aanvraag=aanvraag).update(email=nieuw, email_bevestigd_op=None)
        if not aanvraag.is_concept:
            meld(aanvraag, Melding.AANTEKENING, Wie.BUREAU, user, "E-mailadres verbeterd na bericht.", intern=True)
