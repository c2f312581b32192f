"""Applications that were never handed in: a reminder, another, and then everything goes."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from home.redactie.gelijktijdig import lock
from initiatieven.aanvragen.mails import delete_mails, get_verwijderdag, mail_herinnering
from initiatieven.bestanden import delete_bijlage
from initiatieven.models import Aanvraag, InitiatievenInstellingen
from initiatieven.standen import Stand

# So many days before it is deleted.
HERINNER_DAGEN = (2, 14)


def clean_up_concepts(vandaag=None):
    """Gives how many reminders went out and how many applications were deleted."""
    vandaag = vandaag or timezone.localdate()
    dagen = InitiatievenInstellingen.load_default().concept_dagen
    laatst = timezone.now() - timedelta(days=max(dagen - max(HERINNER_DAGEN) - 1, 0))
    concepten = Aanvraag.objects.filter(
        stand=Stand.CONCEPT, bron=Aanvraag.Bron.SITE, gewijzigd_op__lte=laatst
    ).values_list("pk", flat=True)
    uitkomsten = [_handle(pk, vandaag, dagen) for pk in list(concepten)]
    return uitkomsten.count("herinnerd"), uitkomsten.count("verwijderd")


@transaction.atomic
def _handle(pk, vandaag, dagen):
    """One application, as it is at this moment: somebody may be filling it in."""
    aanvraag = Aanvraag(pk=pk)
    lock(aanvraag)
    aanvraag = Aanvraag.objects.filter(pk=pk, stand=Stand.CONCEPT).first()
    if not aanvraag:
        return ""
    over = (get_verwijderdag(aanvraag) - vandaag).days
    if over <= 0:
        _delete(aanvraag)
        return "verwijderd"
    for welke in HERINNER_DAGEN:
        if over <= welke < dagen:
            return "herinnerd" if mail_herinnering(aanvraag, welke) else ""
    return ""


def _delete(aanvraag):
    for bijlage in aanvraag.bijlagen.all():
        delete_bijlage(bijlage)
    delete_mails(aanvraag)
    aanvraag.delete()
