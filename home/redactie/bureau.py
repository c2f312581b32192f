"""The desk: what somebody must do today. An app lays piles of work on it with the hook `stapels`."""

from collections.abc import Callable
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404
from django.urls import path, reverse
from django.views.generic import View
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

OP_HET_BUREAU = 5
PER_BLADZIJDE = 50


@dataclass(frozen=True)
class Taak:
    """One thing to do: where a click leads to the work, and why it lies here."""

    titel: str
    adres: str
    toelichting: str = ""


@dataclass(frozen=True)
class Stapel:
    """Work of one kind: a queryset or a list. It brings along all that `make_taak` reads, so a long pile costs no more
    queries."""

    sleutel: str
    titel: str
    werk: QuerySet | list
    make_taak: Callable[[object], Taak]

    def count(self):
        return Paginator(self.werk, OP_HET_BUREAU).count

    def take(self, number=OP_HET_BUREAU):
        return [self.make_taak(item) for item in self.werk[:number]]


def get_stapels(request):
    """Every pile that is meant for this user, empty ones too."""
    return [stapel for lay in hooks.get_hooks("stapels") for stapel in lay(request)]


class Bureau(Component):
    name = "bureau"
    template_name = "home/beheer/bureau.html"
    order = 100

    def get_context_data(self, parent_context):
        stapels = [(stapel, stapel.count()) for stapel in get_stapels(parent_context["request"])]
        return {"stapels": [(stapel, aantal) for stapel, aantal in stapels if aantal]}


class StapelScherm(WagtailAdminTemplateMixin, View):
    """A whole pile, when there is more than fits on the desk."""

    template_name = "home/beheer/stapel.html"
    header_icon = "list-ul"

    def get(self, request, sleutel):
        stapel = next((stapel for stapel in get_stapels(request) if stapel.sleutel == sleutel), None)
        if not stapel:
            raise Http404
        self.page_title = stapel.titel
        bladzijde = Paginator(stapel.werk, PER_BLADZIJDE).get_page(request.GET.get("p"))
        taken = [stapel.make_taak(item) for item in bladzijde]
        return self.render_to_response(self.get_context_data(bladzijde=bladzijde, taken=taken))

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": reverse("wagtailadmin_home"), "label": "Bureau"}]


urlpatterns = [path("<slug:sleutel>/", StapelScherm.as_view(), name="stapel")]
