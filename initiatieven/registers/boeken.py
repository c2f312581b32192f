"""The screens on which the desk books by hand, and the ledger as a file."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import include, path, reverse
from django.utils.functional import cached_property
from django.views.generic import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from gebieden.geld import format_bedrag
from home.tabel import make_response
from initiatieven.models import Budget
from initiatieven.registers.boekformulieren import CorrectieForm, TerugForm, VerplaatsForm, VrijvalForm
from initiatieven.registers.exporteren import FORMATEN, log_export
from initiatieven.registers.grootboek import KOLOMMEN, Grootboek
from initiatieven.registers.rechten import BOEKEN

LIJST = "initiatieven_budgetten_modeladmin_index"
SCHERM = "initiatieven_budgetten_modeladmin_inspect"


def get_budget(pk):
    return get_object_or_404(Budget.objects.select_related("regiegroep"), pk=pk)


class BoekScherm(WagtailAdminTemplateMixin, View):
    """One form; a subclass says which."""

    header_icon = "geld"
    template_name = "initiatieven/registers/boeken.html"
    form_class = None
    uitleg = ""
    # Said when the form has nothing to choose from.
    leeg = ""

    @cached_property
    def budget(self):
        return get_budget(self.kwargs["pk"])

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_perm(BOEKEN):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request, pk):
        return self.show(self.form_class(budget=self.budget))

    def post(self, request, pk):
        form = self.form_class(request.POST, budget=self.budget)
        if not (form.is_valid() and form.submit(request.user)):
            return self.show(form)
        messages.success(request, f"Geboekt: {format_bedrag(form.cleaned_data['bedrag'])}.")
        return redirect(SCHERM, self.budget.pk)

    def show(self, form):
        self.budget.refresh_from_db(fields=["over"])
        return self.render_to_response(self.get_context_data(form=form, budget=self.budget))

    def get_page_subtitle(self):
        return str(self.budget)

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": reverse(LIJST), "label": "Budgetten"},
            {"url": reverse(SCHERM, args=[self.budget.pk]), "label": str(self.budget)},
            {"url": "", "label": self.page_title},
        ]


class Correctie(BoekScherm):
    page_title = "Correctie"
    form_class = CorrectieForm
    uitleg = (
        "Zet een fout recht, of verhoog of verlaag het budget. De oude regels blijven staan. Er komt een regel bij, "
        "met uw naam en uw reden."
    )


class Terug(BoekScherm):
    page_title = "Terugbetaling"
    form_class = TerugForm
    uitleg = "Een aanvrager heeft geld terugbetaald. Dat geld kan de regiegroep weer verdelen."
    leeg = "Uit dit budget is nog niets betaald, of alles is al terug."


class Vrijval(BoekScherm):
    page_title = "Vrijval"
    form_class = VrijvalForm
    uitleg = (
        "Er is geld toegekend dat niet meer wordt betaald, bijvoorbeeld omdat het plan goedkoper was. Dat geld kan de "
        "regiegroep weer verdelen."
    )
    leeg = "Alles wat uit dit budget is toegekend, is ook betaald. Er kan niets vrijvallen."


class Verplaatsen(BoekScherm):
    page_title = "Verplaatsen"
    form_class = VerplaatsForm
    uitleg = (
        "Breng geld dat over is naar een ander jaar of een andere regiegroep. Beide grootboeken krijgen een regel. "
        "Staat het budget er niet bij? Maak het dan eerst."
    )
    leeg = "Er is nog geen ander budget. Maak dat eerst."


class Download(View):
    def get(self, request, pk):
        formaat = request.GET.get("formaat", "xlsx")
        if not request.user.has_perm("initiatieven.view_boeking"):
            raise PermissionDenied
        if formaat not in FORMATEN:
            raise Http404
        budget = get_budget(pk)
        rijen = list(Grootboek(budget).make_rows())
        log_export(request.user, f"grootboek van {budget}", len(rijen), formaat)
        return make_response(KOLOMMEN, rijen, formaat, f"grootboek-{budget.jaar}-{budget.pk}")


patterns = [
    path("<int:pk>/correctie/", Correctie.as_view(), name="correctie"),
    path("<int:pk>/terugbetaling/", Terug.as_view(), name="terug"),
    path("<int:pk>/vrijval/", Vrijval.as_view(), name="vrijval"),
    path("<int:pk>/verplaatsen/", Verplaatsen.as_view(), name="verplaatsen"),
    path("<int:pk>/grootboek/", Download.as_view(), name="grootboek"),
]


def give_urls():
    return [path("budgetten/", include((patterns, "budgetten")))]
