"""The pile of work that agendas make for who keeps them."""

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from gebieden.agenda.herinneren import find_due
from gebieden.models import AgendaPage
from gebieden.permissies import BEHEER_AGENDA
from home.redactie.bureau import Stapel, Taak
from home.redactie.controle import find_rol


def lay_agendas(request):
    if request.user.has_perm(BEHEER_AGENDA):
        rollen = list(request.user.groups.values_list("pk", flat=True))
        agendas = AgendaPage.objects.published().current().annotate(van=find_rol()).filter(van__in=rollen)
        yield Stapel("stille-punten", "Stille agendapunten", find_silent(list(agendas)), make_silent)


def find_silent(agendas):
    """The items that wait for a word, as (item, agenda, reasons), the one that waits longest first."""
    per_path = {agenda.path: agenda for agenda in agendas}
    gevonden = {}
    for punt, reden, dag in sorted(find_due(agendas, timezone.localdate()), key=lambda due: due[2]):
        gevonden.setdefault(punt.pk, (punt, per_path[punt.path[: -punt.steplen]], []))[2].append((reden, dag))
    return list(gevonden.values())


def make_silent(werk):
    punt, agenda, redenen = werk
    adres = f"{reverse('agendas:punten', args=[agenda.pk])}#punt-{punt.pk}"
    waarom = ", ".join(f"{reden.label} sinds {date_format(dag, 'j F Y')}" for reden, dag in redenen)
    return Taak(f"{punt.title} ({punt.gebied_titel})", adres, waarom[:1].upper() + waarom[1:])
