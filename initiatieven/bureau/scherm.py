"""What the screens about one application have in common."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from initiatieven.bureau.rechten import TOETS, may_act, may_see
from initiatieven.models import Aanvraag

ALLES = ("regiegroep", "gebied", "aanvrager", "advies", "besluit")


class BureauScherm(WagtailAdminTemplateMixin, View):
    """For the desk and the decider."""

    header_icon = "folder-open-inverse"
    # Nothing personal reaches the title bar of a browser that is shared on a screen.
    kop = ""

    def may_enter(self, user):
        return may_see(user)

    def dispatch(self, request, *args, **kwargs):
        if not self.may_enter(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @property
    def page_title(self):
        return self.kop

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def show(self, **context):
        return self.render_to_response(self.get_context_data(**context))


class AanvraagScherm(BureauScherm):
    """About one application that was handed in: what somebody still writes on is nobody else's."""

    @cached_property
    def aanvraag(self):
        return self.read_aanvraag()

    def read_aanvraag(self):
        aanvragen = Aanvraag.objects.submitted().select_related(*ALLES)
        return get_object_or_404(aanvragen, pk=self.kwargs["pk"])

    @property
    def adres(self):
        return reverse("aanvragen:dossier", args=[self.aanvraag.pk])

    def get_breadcrumbs_items(self):
        dossier = {"url": self.adres, "label": self.aanvraag.kenmerk}
        return [*self.breadcrumbs_items, dossier, {"url": "", "label": self.page_title}]


class ToetsScherm(BureauScherm):
    """For the desk only; a superuser may look in but not act."""

    def may_enter(self, user):
        if self.request.method == "POST":
            return may_act(user, TOETS)
        return user.has_perm(TOETS)
