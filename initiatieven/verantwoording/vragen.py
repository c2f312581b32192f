"""Who is asked how it went: once when the plan should be done, and once more."""

from datetime import timedelta

from django.db import transaction
from django.db.models.functions import Coalesce
from django.utils import timezone

from home.redactie.gelijktijdig import lock
from initiatieven.mijn.mails import schrijf
from initiatieven.models import Aanvraag, InitiatievenInstellingen, Verantwoording
from initiatieven.standen import TOEGEKEND, Melding


def find_done(vandaag):
    """Granted plans of which the last day has gone by, that must account and were not called off."""
    return (
        Aanvraag.objects.filter(stand__in=TOEGEKEND, geanonimiseerd_op=None)
        .annotate(laatste_dag=Coalesce("eind", "begin"))
        .filter(laatste_dag__lt=vandaag)
        .exclude(besluit__verantwoorden=False)
        .exclude(gebeurtenissen__soort=Melding.GAAT_NIET_DOOR)
        .exclude(verantwoording__herinnerd_op__isnull=False)
        .select_related("aanvrager")
        .order_by("pk")
    )


def ask_all(nu=None):
    """Returns how many were asked and how many reminded."""
    nu = nu or timezone.now()
    dagen = InitiatievenInstellingen.load_default().herinner_dagen
    gevraagd = herinnerd = 0
    for aanvraag in find_done(timezone.localdate(nu)).exclude(aanvrager__email=""):
        wat = _ask(aanvraag, nu, dagen)
        gevraagd += wat == "gevraagd_op"
        herinnerd += wat == "herinnerd_op"
    return gevraagd, herinnerd


@transaction.atomic
def _ask(aanvraag, nu, dagen):
    verantwoording, _ = Verantwoording.objects.get_or_create(aanvraag=aanvraag)
    lock(verantwoording)
    verantwoording.refresh_from_db()
    if not verantwoording.gevraagd_op:
        veld, soort = "gevraagd_op", "verantwoording_vraag"
    elif not verantwoording.herinnerd_op and verantwoording.gevraagd_op <= nu - timedelta(days=dagen):
        veld, soort = "herinnerd_op", "verantwoording_herinnering"
    else:
        return ""
    setattr(verantwoording, veld, nu)
    verantwoording.save(update_fields=[veld])
    schrijf(aanvraag, soort, f"{soort}:{aanvraag.pk}")
    return veld
