"""Tells members that a plan waits for them: at once when the advice is asked, and once a week as long as it waits."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from home.models import Mail
from home.post import zet_klaar
from initiatieven.models import Aanvraag
from initiatieven.regiegroep.zitting import Zitting, load_leden, with_zitting
from initiatieven.standen import BIJ_BUREAU, Stand
from initiatieven.verloop import get_naam

HERHAAL = timedelta(days=7)


def get_start():
    return settings.SITE_URL + reverse("regiegroep:start")


def get_sleutel(aanvraag, lid):
    return f"regiegroep-nieuw:{aanvraag.pk}:{lid.gebruiker_id}"


def mail_nieuw_plan(aanvraag):
    """A mail for each member who may judge it. To call in the transaction in which the advice is asked."""
    zitting = Zitting.load(aanvraag.pk)
    for lid in zitting.gerechtigd:
        if lid.gebruiker.email:
            zet_klaar(
                "regiegroep_nieuw_plan",
                lid.gebruiker.email,
                get_sleutel(aanvraag, lid),
                naam=get_naam(lid.gebruiker),
                groep=zitting.aanvraag.regiegroep.naam,
                link=get_start(),
            )


def mail_wachtende(vandaag=None):
    """One mail for each member for whom something new waits, or waits another week. Gives how many were made."""
    vandaag = vandaag or timezone.localdate()
    # Of a round nothing can be ranked as long as the desk looks at one of its plans.
    bezig = set(
        Aanvraag.objects.filter(ronde__isnull=False, stand__in=BIJ_BUREAU).values_list("ronde", "regiegroep").distinct()
    )
    plannen = with_zitting(Aanvraag.objects.filter(stand=Stand.REGIEGROEP))
    plannen = [plan for plan in plannen if (plan.ronde_id, plan.regiegroep_id) not in bezig]
    verteld = set(Mail.objects.filter(soort="regiegroep_nieuw_plan").values_list("sleutel", flat=True))
    werk = {}
    for groep, leden in load_leden({plan.regiegroep_id for plan in plannen}).items():
        for zitting in (Zitting(plan, leden) for plan in plannen if plan.regiegroep_id == groep):
            for lid in zitting.gerechtigd if zitting.is_open else ():
                if lid.gebruiker.email and not zitting.get_oordeel(lid):
                    werk.setdefault(lid.gebruiker_id, (lid, []))[1].append(zitting.aanvraag)
    return sum(_remind(lid, wachtend, vandaag, verteld) for lid, wachtend in werk.values())


def _remind(lid, plannen, vandaag, verteld):
    """The mail is about the newest thing that happened; when that was told there is nothing new."""
    gebeurd = [dag for plan in plannen if (dag := _get_newest_event(plan, lid, vandaag, verteld))]
    if not gebeurd:
        return 0
    sleutel = f"regiegroep-wacht:lid-{lid.gebruiker_id}:{max(gebeurd):%Y%m%d}"
    if Mail.objects.filter(sleutel=sleutel).exists():
        return 0
    with transaction.atomic():
        naam = get_naam(lid.gebruiker)
        zet_klaar("regiegroep_wacht", lid.gebruiker.email, sleutel, naam=naam, aantal=len(plannen), link=get_start())
    return 1


def _get_newest_event(plan, lid, vandaag, verteld):
    """The day on which this plan came, or began another week of waiting; None when its coming was told by itself."""
    kwam = timezone.localdate(plan.stand_sinds)
    weken = (vandaag - kwam) // HERHAAL
    if not weken and get_sleutel(plan, lid) in verteld:
        return None
    return kwam + weken * HERHAAL
