"""What the screens of the gebiedsregisseur in the admin have in common."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page, WorkflowState

from gebieden.models import AgendaPage, AgendapuntPage
from gebieden.stand import Stand

SIGNALEN = {
    "stil": "Stil",
    "te-laat": "Datum voorbij",
    "zonder-verantwoordelijke": "Geen verantwoordelijke",
    "zonder-contact": "Geen contact",
    "wacht-op-redactie": "Wacht op de redactie",
}


class AgendaScherm(WagtailAdminTemplateMixin, View):
    """A screen about one agenda, for who may work on it."""

    header_icon = "agenda"

    @cached_property
    def agenda(self):
        return get_object_or_404(AgendaPage.objects.current(), pk=self.kwargs["pk"])

    def dispatch(self, request, *args, **kwargs):
        if "pk" in kwargs and not self.agenda.permissions_for_user(request.user).can_add_subpage():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        eerste = [*self.breadcrumbs_items, {"url": reverse("agendas:overzicht"), "label": "Agenda’s"}]
        if "pk" not in self.kwargs:
            return eerste
        adres = reverse("agendas:punten", args=[self.agenda.pk])
        return [*eerste, {"url": adres, "label": self.agenda.title}, {"url": "", "label": self.page_title}]

    def show(self, **context):
        return self.render_to_response(self.get_context_data(**context))


def get_agendas(user):
    """The running agendas that this user may work on."""
    agendas = AgendaPage.objects.current().order_by("path")
    return [agenda for agenda in agendas if agenda.permissions_for_user(user).can_add_subpage()]


def read_punten(agendas):
    """Every item of these agendas with its state of play and the signals that hold for it, by agenda."""
    punten = AgendapuntPage.objects.child_of_agendas(agendas).for_lijst().select_related("contact")
    wachtend = Page.objects.filter(_workflow_states__status=WorkflowState.STATUS_IN_PROGRESS)
    wachtend = list(wachtend.values_list("path", flat=True))
    gevonden = {agenda.pk: [] for agenda in agendas}
    per_path = {agenda.path: agenda.pk for agenda in agendas}
    for punt in punten.order_by("volgorde", "path"):
        punt.stand = Stand.for_punt(punt)
        punt.wachtend = sum(path.startswith(punt.path) for path in wachtend)
        geldt = {
            "stil": punt.stand.is_stil,
            "te-laat": punt.stand.is_te_laat,
            "zonder-verantwoordelijke": not punt.verantwoordelijken.all(),
            "zonder-contact": not punt.contact,
            "wacht-op-redactie": punt.wachtend,
        }
        punt.signalen = {naam: label for naam, label in SIGNALEN.items() if geldt[naam]}
        gevonden[per_path[punt.path[: -punt.steplen]]].append(punt)
    return gevonden
