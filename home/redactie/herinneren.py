"""Mails that go out by the day: to whom something is overdue, once for each thing and each day on which it fell due."""

from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils import timezone

from home.models import RedactieInstellingen, RedactieTask, TaakHerinnering
from home.redactie.goedkeurders import get_reviewers, get_stuck, get_waiting
from home.redactie.mailen import send_to_each
from home.redactie.moderatiemails import get_edit_address


def send_reminders(at=None):
    """One mail to each who can approve what is overdue."""
    at = at or timezone.localdate()
    instellingen = RedactieInstellingen.load_default()
    per_user = {}
    for state in get_waiting().select_related("revision", "task"):
        uiterlijk = instellingen.get_uiterlijk(state)
        if uiterlijk < at:
            for user in get_reviewers(state.task, behalve=state.laatste_hand).exclude(email=""):
                per_user.setdefault(user, []).append((state, uiterlijk, get_edit_address(state.revision)))
    return send_to_each(per_user, _send_overdue)


def _send_overdue(user, overdue):
    """True when there was something new to say."""
    bekend = set(TaakHerinnering.objects.filter(gebruiker=user).values_list("taak", "dag"))
    nieuw = [(state, dag, adres) for state, dag, adres in overdue if (state.pk, dag) not in bekend]
    if not nieuw:
        return False
    TaakHerinnering.objects.bulk_create(TaakHerinnering(taak=state, gebruiker=user, dag=dag) for state, dag, _ in nieuw)
    onderwerp = "Er wacht al te lang een tekst op uw goedkeuring"
    if len(nieuw) > 1:
        onderwerp = f"Er wachten al te lang {len(nieuw)} teksten op uw goedkeuring"
    send_mail(onderwerp, render_to_string("home/mails/te_laat.txt", {"regels": nieuw}), None, [user.email])
    return True


def describe_stuck():
    """What staff must know when a workflow has nobody who can do its work; one line for each."""
    for task in RedactieTask.objects.without_people():
        yield f"Niemand kan goedkeuren: er zit niemand in de groep {task.name}."
    if aantal := get_stuck().count():
        wat = "1 tekst wacht" if aantal == 1 else f"{aantal} teksten wachten"
        yield f"{wat} op goedkeuring, maar niemand kan dat doen."
