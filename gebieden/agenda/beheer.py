"""The screens of the gebiedsregisseur in the admin."""

from collections import Counter

from django import forms
from django.contrib import messages
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.views.generic import View
from openpyxl import Workbook
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page, WorkflowState

from gebieden.agenda.importeren import BestandFout, Import, read_table
from gebieden.agenda.indienen import BerichtForm, GeenNieuwsForm, hand_in
from gebieden.agenda.kolommen import KOLOMMEN
from gebieden.agenda.nieuwe_editie import EditieForm
from gebieden.agenda.tabel import XLSX, save_book, write_sheet
from gebieden.models import AgendaPage, AgendapuntPage, VoortgangPage
from gebieden.stand import Stand

ZOUT = "gebieden.agenda.importeren"
EEN_UUR = 3600


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


def read_punten(agendas):
    """Every item of these agendas with its state of play and what is missing, by agenda."""
    punten = AgendapuntPage.objects.child_of_agendas(agendas).for_lijst().select_related("contact")
    wachtend = Page.objects.filter(_workflow_states__status=WorkflowState.STATUS_IN_PROGRESS).values_list(
        "path", flat=True
    )
    wachtend = list(wachtend)
    gevonden = {agenda.pk: [] for agenda in agendas}
    per_path = {agenda.path: agenda.pk for agenda in agendas}
    for punt in punten.order_by("volgorde", "path"):
        punt.stand = Stand.for_punt(punt)
        punt.wachtend = sum(path.startswith(punt.path) for path in wachtend)
        punt.signalen = {
            "stil": punt.stand.is_stil,
            "te-laat": punt.stand.is_te_laat,
            "zonder-verantwoordelijke": not punt.verantwoordelijken.all(),
            "zonder-contact": not punt.contact,
            "wacht-op-redactie": bool(punt.wachtend),
        }
        gevonden[per_path[punt.path[: -punt.steplen]]].append(punt)
    return gevonden


SIGNALEN = {
    "stil": "Stil",
    "te-laat": "Datum voorbij",
    "zonder-verantwoordelijke": "Geen verantwoordelijke",
    "zonder-contact": "Geen contact",
    "wacht-op-redactie": "Wacht op de redactie",
}


class Overzicht(AgendaScherm):
    page_title = "Agenda’s"
    template_name = "gebieden/beheer/overzicht.html"

    def get(self, request):
        agendas = [
            agenda
            for agenda in AgendaPage.objects.current().order_by("path")
            if agenda.permissions_for_user(request.user).can_add_subpage()
        ]
        punten = read_punten(agendas)
        rijen = [(agenda, self._count(punten[agenda.pk])) for agenda in agendas]
        return self.show(rijen=rijen, signalen=SIGNALEN)

    def _count(self, punten):
        aantallen = Counter(naam for punt in punten for naam, is_zo in punt.signalen.items() if is_zo)
        statussen = Counter(punt.stand.status for punt in punten)
        return {
            "punten": len(punten),
            "statussen": [
                (status.label, statussen[status])
                for status in sorted(statussen, key=list(type(punten[0].stand.status)).index)
            ]
            if punten
            else [],
            "signalen": [(naam, aantallen[naam]) for naam in SIGNALEN],
        }


class Punten(AgendaScherm):
    page_title = "Punten"
    template_name = "gebieden/beheer/punten.html"

    def get(self, request, pk):
        toon = request.GET.get("toon", "")
        punten = read_punten([self.agenda])[self.agenda.pk]
        if toon in SIGNALEN:
            punten = [punt for punt in punten if punt.signalen[toon]]
        return self.show(agenda=self.agenda, punten=punten, signalen=SIGNALEN, toon=toon)


class Bijwerken(AgendaScherm):
    """After a meeting: a word on several items at once."""

    page_title = "Meer punten bijwerken"
    template_name = "gebieden/beheer/bijwerken.html"

    def get_rows(self, data=None):
        punten = [punt for punt in read_punten([self.agenda])[self.agenda.pk] if punt.live and not punt.stand.is_klaar]
        return [(punt, BerichtForm(data, prefix=f"punt-{punt.pk}", empty_permitted=True)) for punt in punten]

    def get(self, request, pk):
        return self.show_rows(self.get_rows())

    def post(self, request, pk):
        rijen = self.get_rows(request.POST)
        gevuld = [(punt, form) for punt, form in rijen if form.has_changed()]
        if not all([form.is_valid() for _, form in gevuld]):
            messages.error(request, "Er is nog niets opgeslagen. Kijk naar de rode velden.")
            return self.show_rows(rijen)
        if not gevuld:
            messages.warning(request, "U hebt nog niets ingevuld.")
            return self.show_rows(rijen)
        hand_in([(punt, form.save(commit=False)) for punt, form in gevuld], request.user, "publiceer" in request.POST)
        messages.success(request, f"Opgeslagen: {len(gevuld)} bericht{'en' if len(gevuld) > 1 else ''}.")
        return redirect("agendas:punten", self.agenda.pk)

    def show_rows(self, rijen):
        may_publish = self.agenda.permissions_for_user(self.request.user).can_publish_subpage()
        return self.show(agenda=self.agenda, rijen=rijen, may_publish=may_publish)


class GeenNieuws(AgendaScherm):
    page_title = "Nog geen nieuws"
    template_name = "gebieden/beheer/formulier.html"

    def dispatch(self, request, *args, **kwargs):
        self.punt = get_object_or_404(AgendapuntPage.objects.child_of(self.agenda), pk=kwargs["punt"])
        return super().dispatch(request, *args, **kwargs)

    def get(self, request, pk, punt):
        return self.show(form=GeenNieuwsForm(), uitleg=self.punt.title, knop="Stuur in")

    def post(self, request, pk, punt):
        form = GeenNieuwsForm(request.POST, instance=VoortgangPage(geen_nieuws=True))
        if not form.is_valid():
            return self.show(form=form, uitleg=self.punt.title, knop="Stuur in")
        hand_in([(self.punt, form.save(commit=False))], request.user, publish=True)
        messages.success(request, "Ingestuurd: nog geen nieuws, met uw reden.")
        return redirect("agendas:punten", self.agenda.pk)


class NieuweEditie(AgendaScherm):
    page_title = "Nieuwe editie"
    template_name = "gebieden/beheer/formulier.html"
    uitleg = (
        "De editie van nu wordt afgesloten: de beloften liggen daarna vast en het verslag staat online. "
        "Punten die nog lopen komen als concept in de nieuwe editie. Publiceer die daarna zelf."
    )

    def dispatch(self, request, *args, **kwargs):
        if not self.agenda.permissions_for_user(request.user).can_publish_subpage():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request, pk):
        return self.show(
            form=EditieForm(agenda=self.agenda), uitleg=self.uitleg, knop="Sluit af en maak de nieuwe editie"
        )

    def post(self, request, pk):
        form = EditieForm(request.POST, agenda=self.agenda)
        if not form.is_valid():
            return self.show(form=form, uitleg=self.uitleg, knop="Sluit af en maak de nieuwe editie")
        nieuw = form.submit(request.user)
        messages.success(request, f"Editie {nieuw.editie} staat klaar als concept.")
        return redirect("agendas:punten", nieuw.pk)


class BestandForm(forms.Form):
    use_required_attribute = False
    bestand = forms.FileField(label="Excel- of CSV-bestand")


class Importeren(AgendaScherm):
    """Look first, then carry in. The rows travel in a signed field, so nothing is kept in between."""

    page_title = "Importeren"
    template_name = "gebieden/beheer/importeren.html"

    def get(self, request, pk):
        return self.show(agenda=self.agenda, form=BestandForm(), kolommen=KOLOMMEN)

    def post(self, request, pk):
        if rijen := request.POST.get("rijen"):
            return self.carry_in(rijen)
        form = BestandForm(request.POST, request.FILES)
        context = {"agenda": self.agenda, "form": form, "kolommen": KOLOMMEN}
        if not form.is_valid():
            return self.show(**context)
        bestand = form.cleaned_data["bestand"]
        try:
            rijen = read_table(bestand.name, bestand.read())
        except BestandFout as error:
            form.add_error("bestand", str(error))
            return self.show(**context)
        pakket = signing.dumps([self.agenda.pk, rijen], salt=ZOUT, compress=True)
        return self.show(**context, plan=Import(self.agenda, rijen), pakket=pakket)

    def carry_in(self, pakket):
        try:
            agenda, rijen = signing.loads(pakket, salt=ZOUT, max_age=EEN_UUR)
            plan = Import(self.agenda, rijen)
            if agenda != self.agenda.pk:
                raise PermissionDenied
            plan.apply(self.request.user)
        except (signing.BadSignature, BestandFout):
            messages.error(self.request, "Dit lukte niet. Kies het bestand opnieuw.")
            return redirect("agendas:importeren", self.agenda.pk)
        messages.success(
            self.request, f"Klaar: {len(plan.nieuw)} nieuw en {len(plan.veranderd)} veranderd, als concept."
        )
        return redirect("agendas:punten", self.agenda.pk)


def template(request):
    """An empty table with the right columns and one example."""
    book = Workbook(write_only=True)
    namen = [kolom.naam for kolom in KOLOMMEN]
    write_sheet(book, "agenda", namen, [{kolom.naam: kolom.voorbeeld for kolom in KOLOMMEN}])
    write_sheet(
        book, "uitleg", ["kolom", "uitleg"], [{"kolom": kolom.naam, "uitleg": kolom.uitleg} for kolom in KOLOMMEN]
    )
    headers = {"Content-Disposition": 'attachment; filename="sjabloon-agenda.xlsx"'}
    return HttpResponse(save_book(book), content_type=XLSX, headers=headers)


urlpatterns = [
    path("", Overzicht.as_view(), name="overzicht"),
    path("sjabloon/", template, name="sjabloon"),
    path("<int:pk>/", Punten.as_view(), name="punten"),
    path("<int:pk>/bijwerken/", Bijwerken.as_view(), name="bijwerken"),
    path("<int:pk>/importeren/", Importeren.as_view(), name="importeren"),
    path("<int:pk>/nieuwe-editie/", NieuweEditie.as_view(), name="nieuwe_editie"),
    path("<int:pk>/geen-nieuws/<int:punt>/", GeenNieuws.as_view(), name="geen_nieuws"),
]
