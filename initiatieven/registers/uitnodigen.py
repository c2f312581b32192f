"""The screen on which the desk asks somebody to sit in a group."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import include, path, reverse
from django.utils.functional import cached_property
from django.views.generic import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from initiatieven.models import Regiegroep
from initiatieven.regiegroep.forms import UitnodigForm
from initiatieven.regiegroep.uitnodigen import nodig_uit

LIJST = "initiatieven_regiegroepen_modeladmin_index"
SCHERM = "initiatieven_regiegroepen_modeladmin_inspect"


class Uitnodigen(WagtailAdminTemplateMixin, View):
    page_title = "Lid uitnodigen"
    header_icon = "user"
    template_name = "initiatieven/registers/uitnodigen.html"

    @cached_property
    def groep(self):
        return get_object_or_404(Regiegroep, pk=self.kwargs["pk"])

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_perm("initiatieven.add_lidmaatschap"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request, pk):
        return self.show(UitnodigForm(initial={"regiegroep": self.groep}))

    def post(self, request, pk):
        form = UitnodigForm(request.POST)
        if not form.is_valid():
            return self.show(form)
        uitnodiging = nodig_uit(**form.cleaned_data, door=request.user)
        messages.success(request, "De uitnodiging gaat per mail weg. Zij is 14 dagen geldig.")
        return redirect(SCHERM, uitnodiging.regiegroep_id)

    def show(self, form):
        gevraagd = self.groep.uitnodigingen.waiting()
        return self.render_to_response(self.get_context_data(form=form, groep=self.groep, gevraagd=gevraagd))

    def get_page_subtitle(self):
        return str(self.groep)

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": reverse(LIJST), "label": "Regiegroepen"},
            {"url": reverse(SCHERM, args=[self.groep.pk]), "label": str(self.groep)},
            {"url": "", "label": self.page_title},
        ]


def give_urls():
    patterns = [path("<int:pk>/uitnodigen/", Uitnodigen.as_view(), name="uitnodigen")]
    return [path("regiegroepen/", include((patterns, "regiegroepen")))]
