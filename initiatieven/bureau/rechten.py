"""Who may do what at the desk. Three people: one checks, residents judge, another decides."""

from django.db.models import Q
from django.utils import timezone

from initiatieven.models import Besluit, Boeking, Lidmaatschap
from initiatieven.standen import STAPPEN, Wie

TOETS, BESLUIT = "initiatieven.toets_aanvraag", "initiatieven.besluit_aanvraag"
# What somebody at the desk does to come to a view of the plan.
GETOETST = [naam for naam, stap in STAPPEN.items() if stap.wie == Wie.BUREAU]


def may_see(user):
    """The desk, the decider, and a superuser: looking leaves a line."""
    return user.has_perm(TOETS) or user.has_perm(BESLUIT)


def may_act(user, recht):
    """By role only. A superuser keeps the site and has no say in applications."""
    return user.is_active and not user.is_superuser and user.has_perm(recht)


def explain_other_hands(aanvraag, user):
    """Why this person may not decide on this application, or nothing."""
    eigen = aanvraag.gebeurtenissen.filter(door=user, soort__in=GETOETST)
    if aanvraag.toetsen.filter(door=user).exists() or eigen.exists():
        return "U hebt deze aanvraag zelf getoetst. Een collega moet besluiten."
    begin = timezone.localdate(aanvraag.ingediend_op)
    zat = Lidmaatschap.objects.filter(Q(tot__isnull=True) | Q(tot__gte=begin), gebruiker=user)
    if zat.filter(regiegroep=aanvraag.regiegroep_id).exists():
        return "U zit in de regiegroep die over deze aanvraag adviseert. Een collega moet besluiten."
    return ""


def explain_other_eyes(aanvraag, user):
    """Why this person may not fix or reclaim the grant: not who decided on it, and not who paid it."""
    if Besluit.objects.filter(aanvraag=aanvraag, door=user).exists():
        return "U nam zelf het besluit over deze aanvraag. Een collega moet dit doen."
    if aanvraag.boekingen.filter(door=user, soort=Boeking.Soort.BETALING).exists():
        return "U noteerde zelf de betaling. Een collega moet dit doen."
    return explain_other_hands(aanvraag, user)
