"""A daily mail to who keeps an agenda, when something on it falls due."""

from datetime import timedelta

from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils import timezone
from wagtail.permission_policies.pages import PagePermissionPolicy

from gebieden.models import AgendaPage, AgendapuntPage, Herinnering
from gebieden.stand import Stand
from gebieden.velden import get_periode_end
from home.redactie.mailen import send_to_each


def find_due(agendas, at):
    """What has fallen due on these agendas, as (item, reason, day on which it fell due)."""
    for punt in AgendapuntPage.objects.live().child_of_agendas(agendas).for_lijst().order_by("volgorde", "pk"):
        stand = Stand.for_punt(punt, at)
        if stand.is_klaar:
            continue
        beloofd = punt.laatste_bericht.volgend_bericht
        if beloofd and beloofd <= at:
            yield punt, Herinnering.Reden.BERICHT, beloofd
        if stand.is_stil:
            yield punt, Herinnering.Reden.STIL, stand.stil_op
        if stand.is_te_laat:
            yield punt, Herinnering.Reden.TE_LAAT, get_periode_end(stand.eind) + timedelta(days=1)


def send_reminders(at=None):
    """One mail to each editor who may change an agenda. Returns how many were sent and how many failed."""
    at = at or timezone.localdate()
    per_user = {}
    for agenda in AgendaPage.objects.published().current().order_by("path"):
        due = list(find_due([agenda], at))
        if due:
            for user in _get_editors(agenda):
                per_user.setdefault(user, []).extend(due)
    return send_to_each(per_user, _send_to)


def _get_editors(agenda):
    users = PagePermissionPolicy().users_with_permission_for_instance("change", agenda)
    return users.filter(is_active=True, is_superuser=False).exclude(email="").order_by("pk")


def _send_to(user, due):
    """True when there was something new to say."""
    known = set(Herinnering.objects.filter(gebruiker=user).values_list("punt", "reden", "dag"))
    new = [(punt, reden, dag) for punt, reden, dag in due if (punt.pk, reden.value, dag) not in known]
    if not new:
        return False
    Herinnering.objects.bulk_create(
        Herinnering(punt=punt, gebruiker=user, reden=reden, dag=dag) for punt, reden, dag in new
    )
    onderwerp = f"Agenda: {len(new)} {'punt vraagt' if len(new) == 1 else 'punten vragen'} om uw aandacht"
    send_mail(onderwerp, render_to_string("gebieden/mails/herinnering.txt", {"regels": new}), None, [user.email])
    return True
