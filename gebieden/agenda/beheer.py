"""The screens of the gebiedsregisseur in the admin."""

from collections import Counter

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils.functional import cached_property

from gebieden.agenda import importscherm
from gebieden.agenda.indienen import BerichtForm, GeenNieuwsForm, hand_in
from gebieden.agenda.nieuwe_editie import EditieForm
from gebieden.agenda.scherm import SIGNALEN, AgendaScherm, get_agendas, read_punten
from gebieden.agenda.splitsen import SamenvoegForm, SplitsForm
from gebieden.models import AgendapuntPage, VoortgangPage
from gebieden.status import Status


class Overzicht(AgendaScherm):
    page_title = "Agenda’s"
    template_name = "gebieden/beheer/overzicht.html"

    def get(self, request):
        agendas = get_agendas(request.user)
        punten = read_punten(agendas)
        rijen = [(agenda, self._count(punten[agenda.pk])) for agenda in agendas]
        return self.show(rijen=rijen, signalen=SIGNALEN)

    def _count(self, punten):
        aantallen = Counter(naam for punt in punten for naam in punt.signalen)
        statussen = Counter(punt.stand.status for punt in punten)
        return {
            "punten": len(punten),
            "statussen": [(status.label, statussen[status]) for status in Status if statussen[status]],
            "signalen": [(naam, aantallen[naam]) for naam in SIGNALEN],
        }


class Punten(AgendaScherm):
    page_title = "Punten"
    template_name = "gebieden/beheer/punten.html"

    def get(self, request, pk):
        toon = request.GET.get("toon", "")
        punten = read_punten([self.agenda])[self.agenda.pk]
        if toon in SIGNALEN:
            punten = [punt for punt in punten if toon in punt.signalen]
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
        may_publish = all(punt.permissions_for_user(self.request.user).can_publish_subpage() for punt, _ in rijen)
        return self.show(agenda=self.agenda, rijen=rijen, may_publish=may_publish)


class FormScherm(AgendaScherm):
    """A screen with one form. A subclass says what the form is, and what happens with a good one."""

    template_name = "gebieden/beheer/formulier.html"
    kop = ""
    knop = "Stuur naar de redactie"

    def get(self, request, **kwargs):
        return self.show_form(self.make_form())

    def post(self, request, **kwargs):
        form = self.make_form(request.POST)
        if not form.is_valid():
            return self.show_form(form)
        messages.success(request, self.submit(form))
        return redirect("agendas:punten", self.agenda.pk)

    def show_form(self, form):
        return self.show(form=form, kop=self.kop, uitleg=self.uitleg, knop=self.knop)


class PuntScherm(FormScherm):
    """A form about one item."""

    @cached_property
    def punt(self):
        return get_object_or_404(AgendapuntPage.objects.child_of(self.agenda), pk=self.kwargs["punt"])

    @property
    def kop(self):
        return f"{self.punt.nummer}. {self.punt.title}"


class GeenNieuws(PuntScherm):
    page_title = "Nog geen nieuws"
    uitleg = "Bewoners zien uw reden bij het punt."
    knop = "Stuur in"

    def make_form(self, data=None):
        return GeenNieuwsForm(data, instance=VoortgangPage(geen_nieuws=True))

    def submit(self, form):
        hand_in([(self.punt, form.save(commit=False))], self.request.user, publish=True)
        return "Ingestuurd: nog geen nieuws, met uw reden."


class Splitsen(PuntScherm):
    page_title = "Splitsen"
    uitleg = "Een deel gaat verder als nieuw punt, met dezelfde geschiedenis. Het geld blijft bij dit punt staan."

    def make_form(self, data=None):
        return SplitsForm(data, punt=self.punt)

    def submit(self, form):
        return f"Punt {form.submit(self.request.user).nummer} staat klaar als concept en wacht op de redactie."


class Samenvoegen(PuntScherm):
    page_title = "Samenvoegen"
    uitleg = (
        "Dit punt stopt en verwijst naar het andere punt. Dat krijgt de geschiedenis erbij. "
        "Er gaan twee concepten naar de redactie."
    )

    def make_form(self, data=None):
        return SamenvoegForm(data, punt=self.punt, agendas=get_agendas(self.request.user))

    def submit(self, form):
        return f"Ingestuurd: dit punt gaat verder in “{form.submit(self.request.user).title}”."


class NieuweEditie(FormScherm):
    page_title = "Nieuwe editie"
    uitleg = (
        "De editie van nu wordt afgesloten: de beloften liggen daarna vast en het verslag staat online. "
        "Punten die nog lopen komen als concept in de nieuwe editie. Publiceer die daarna zelf."
    )
    knop = "Sluit af en maak de nieuwe editie"

    def dispatch(self, request, *args, **kwargs):
        if not self.agenda.permissions_for_user(request.user).can_close():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def make_form(self, data=None):
        return EditieForm(data, agenda=self.agenda)

    def submit(self, form):
        self.agenda = form.submit(self.request.user)
        return f"Editie {self.agenda.editie} staat klaar als concept."


urlpatterns = [
    path("", Overzicht.as_view(), name="overzicht"),
    path("sjabloon/", importscherm.template, name="sjabloon"),
    path("<int:pk>/", Punten.as_view(), name="punten"),
    path("<int:pk>/bijwerken/", Bijwerken.as_view(), name="bijwerken"),
    path("<int:pk>/importeren/", importscherm.Importeren.as_view(), name="importeren"),
    path("<int:pk>/nieuwe-editie/", NieuweEditie.as_view(), name="nieuwe_editie"),
    path("<int:pk>/geen-nieuws/<int:punt>/", GeenNieuws.as_view(), name="geen_nieuws"),
    path("<int:pk>/splitsen/<int:punt>/", Splitsen.as_view(), name="splitsen"),
    path("<int:pk>/samenvoegen/<int:punt>/", Samenvoegen.as_view(), name="samenvoegen"),
]
