"""To begin an application, and to hand it in: once, whoever presses how often."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from home.redactie.gelijktijdig import lock
from initiatieven.aanvragen.controle import Controle
from initiatieven.aanvragen.mails import mail_bewaard, mail_ontvangst
from initiatieven.models import Aanvraag, Aanvrager
from initiatieven.verloop import zet_stap

# For so long the same first page, sent again, opens what it began.
ZELFDE_BEGIN = timedelta(minutes=10)


class NietCompleet(Exception):
    """Something is missing, the round closed, or the e-mail address is not proven."""


@transaction.atomic
def begin(page, email, sleutel):
    """A new application for this address. The same page sent twice begins one."""
    aanvraag, is_new = Aanvraag.objects.get_or_create(begin_sleutel=sleutel, defaults={"formulier": page})
    if not is_new and not _is_same_begin(aanvraag, email):
        aanvraag, is_new = Aanvraag.objects.create(formulier=page), True
    if is_new:
        Aanvrager.objects.create(aanvraag=aanvraag, email=email)
        mail_bewaard(aanvraag)
    return aanvraag


def _is_same_begin(aanvraag, email):
    """Somebody else on the same computer, later, is not let in."""
    recent = timezone.now() - aanvraag.gemaakt_op < ZELFDE_BEGIN
    return recent and aanvraag.is_concept and aanvraag.aanvrager.email == email


@transaction.atomic
def indienen(aanvraag, page):
    """Hands in the application. NietCompleet when it is not whole; nothing happens when it was handed in already."""
    lock(aanvraag)
    aanvraag.refresh_from_db()
    if not aanvraag.is_concept:
        return
    nu = timezone.now()
    controle = Controle(aanvraag, page, moment=nu)
    if not controle.is_compleet or controle.te_laat or not aanvraag.aanvrager.email_bevestigd_op:
        raise NietCompleet
    aanvraag.formulier = page
    aanvraag.receive(nu)
    aanvraag.gevraagd = controle.som.gevraagd
    overzicht = controle.as_text()
    aanvraag.save()
    zet_stap(aanvraag, "indienen", door_naam=aanvraag.aanvrager.naam, moment=nu)
    mail_ontvangst(aanvraag, overzicht)
