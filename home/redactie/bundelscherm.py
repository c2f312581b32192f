"""The screens of "Samen publiceren" in the admin."""

from django import forms
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets import AdminDateTimeInput, Button

from home.models import Bundel, BundelPage
from home.redactie import bundels
from home.redactie.bundels import BundelFout
from home.velden import MomentField

PER_BLADZIJDE = 30
Status = Bundel.Status


class BundelForm(forms.ModelForm):
    use_required_attribute = False

    class Meta:
        model = Bundel
        fields = ["naam", "moment"]
        field_classes = {"moment": MomentField}
        widgets = {"moment": AdminDateTimeInput}


class RedenForm(forms.Form):
    use_required_attribute = False
    reden = forms.CharField(
        label="Wat moet er anders?",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Schrijf wat er anders moet. De schrijvers krijgen uw tekst per mail."},
    )


class BundelScherm(WagtailAdminTemplateMixin, View):
    header_icon = "copy"
    page_title = "Samen publiceren"

    @cached_property
    def bundel(self):
        return get_object_or_404(Bundel.objects.for_user(self.request.user), pk=self.kwargs["pk"])

    def get_breadcrumbs_items(self):
        eerste = [*self.breadcrumbs_items, {"url": reverse("bundels:overzicht"), "label": "Samen publiceren"}]
        return [*eerste, {"url": "", "label": str(self.bundel)}] if "pk" in self.kwargs else eerste

    def show(self, **context):
        return self.render_to_response(self.get_context_data(**context))


class Overzicht(BundelScherm):
    template_name = "home/beheer/bundels.html"

    def get(self, request):
        alle = Bundel.objects.for_user(request.user)
        return self.show(bladzijde=Paginator(alle, PER_BLADZIJDE).get_page(request.GET.get("p")))


class Nieuw(BundelScherm):
    """Also from a page: then that page is the first one in it."""

    template_name = "home/beheer/bundel_nieuw.html"
    page_title = "Nieuwe bundel"

    def get(self, request):
        return self.show(form=BundelForm(), **self.get_choice())

    def post(self, request):
        form = BundelForm(request.POST)
        if not form.is_valid():
            return self.show(form=form, **self.get_choice())
        form.instance.maker = request.user
        bundel = form.save()
        bundels.add_pages(bundel, request.user, read_numbers(request.POST))
        return redirect(bundel)

    def get_choice(self):
        """The page that was asked for, and the bundles in which it can be put."""
        nummers = read_numbers(self.request.GET or self.request.POST)
        page = bundels.find_free_drafts(self.request.user).filter(pk__in=nummers).first()
        open_bundels = Bundel.objects.for_user(self.request.user).filter(status=Status.CONCEPT) if page else []
        return {"pagina": page, "bundels": open_bundels}


class Bekijken(BundelScherm):
    template_name = "home/beheer/bundel.html"

    def get(self, request, pk):
        return self.show_bundel()

    def post(self, request, pk):
        """The name and the moment."""
        form = BundelForm(request.POST, instance=Bundel.objects.get(pk=self.bundel.pk))
        if not form.is_valid():
            return self.show_bundel(form=form)
        return self.do(lambda: self.save(form), "Bewaard.")

    def save(self, form):
        bundels.change(self.bundel, **form.cleaned_data)

    def show_bundel(self, **forms):
        rijen = self.bundel.rijen
        user = self.request.user
        zoek = self.request.GET.get("q", "").replace("\x00", "").strip()[:100]
        vrij = bundels.find_free_drafts(user).filter(draft_title__icontains=zoek)
        eigen = not user.is_superuser and any(rij.revision and rij.revision.user == user for rij in rijen)
        context = {"form": BundelForm(instance=self.bundel), "reden_form": RedenForm(), **forms}
        return self.show(
            bundel=self.bundel,
            rijen=rijen,
            zoek=zoek,
            vrij=Paginator(vrij, PER_BLADZIJDE).get_page(self.request.GET.get("p")) if self.is_concept else None,
            versie=bundels.get_versie(rijen),
            mag_beoordelen=self.bundel.status == Status.WACHT and bundels.may_publish(rijen, user),
            eigen=eigen,
            is_concept=self.is_concept,
            mag_terug=self.bundel.status in (Status.WACHT, Status.GOEDGEKEURD, Status.MISLUKT),
            **context,
        )

    @property
    def is_concept(self):
        return self.bundel.status == Status.CONCEPT

    def do(self, act, gelukt):
        """Does it and says so, or says in words why not."""
        try:
            act()
        except BundelFout as error:
            messages.error(self.request, str(error))
        else:
            messages.success(self.request, gelukt)
        return redirect("bundels:bundel", self.bundel.pk)


class Daad(Bekijken):
    """One button on the screen of a bundle."""

    http_method_names = ["post"]
    gelukt = ""

    def post(self, request, pk):
        return self.do(self.act, self.gelukt)


class Toevoegen(Daad):
    gelukt = "Toegevoegd."

    def act(self):
        if not bundels.add_pages(self.bundel, self.request.user, read_numbers(self.request.POST)):
            raise BundelFout("Kies eerst een of meer pagina’s. Een pagina kan maar in één bundel zitten.")


class Weghalen(Daad):
    gelukt = "Uit de bundel gehaald. De pagina zelf is er nog."

    def act(self):
        nummer = self.request.POST.get("rij", "")
        if not nummer.isdecimal() or len(nummer) > 9:
            raise BundelFout("Kies welke pagina u uit de bundel wilt halen.")
        bundels.remove_page(self.bundel, int(nummer))


class Indienen(Daad):
    gelukt = "Ingediend. Een collega van Communicatie keurt de bundel goed."

    def act(self):
        bundels.hand_in(self.bundel, self.request.user)


class Goedkeuren(Daad):
    gelukt = "Goedgekeurd."

    def act(self):
        bundels.approve(self.bundel, self.request.user, self.request.POST.get("versie"))


class Terugsturen(Daad):
    gelukt = "Teruggestuurd."

    def post(self, request, pk):
        form = RedenForm(request.POST)
        if not form.is_valid():
            return self.show_bundel(reden_form=form)
        return self.do(lambda: bundels.send_back(self.bundel, request.user, form.cleaned_data["reden"]), self.gelukt)


class Terugtrekken(Daad):
    gelukt = "Teruggetrokken. Alle pagina’s zijn weer een concept."

    def act(self):
        bundels.withdraw(self.bundel, self.request.user)


class Verwijderen(Daad):
    def post(self, request, pk):
        if not self.is_concept:
            raise Http404
        self.bundel.delete()
        messages.success(request, "De bundel is weg. De pagina’s zelf zijn er nog.")
        return redirect("bundels:overzicht")


def read_numbers(data):
    """The pages that were ticked; what is no number was not ours."""
    return [int(nummer) for nummer in data.getlist("pagina") if nummer.isdecimal() and len(nummer) < 10]


def show_bundle(request, page):
    """On the screen of a page: with which others it goes online."""
    if request.method != "GET":
        return
    rij = BundelPage.objects.filter(page=page.pk).exclude(bundel__status=Status.ONLINE).select_related("bundel").first()
    if rij and rij.bundel.status != Status.GOEDGEKEURD:
        status = rij.bundel.get_status_display().lower()
        messages.info(
            request,
            f"Deze pagina zit in de bundel “{rij.bundel}” ({status}) en gaat samen met de andere online, "
            f"{rij.bundel.wanneer}.",
            buttons=[messages.button(rij.bundel.get_absolute_url(), "Bekijk de bundel")],
        )


def add_bundle_button(page, user, view_name, next_url=None):
    if page.has_unpublished_changes and page.permissions_for_user(user).can_edit():
        yield Button("Samen publiceren", f"{reverse('bundels:nieuw')}?pagina={page.pk}", icon_name="copy", priority=90)


urlpatterns = [
    path("", Overzicht.as_view(), name="overzicht"),
    path("nieuw/", Nieuw.as_view(), name="nieuw"),
    path("<int:pk>/", Bekijken.as_view(), name="bundel"),
    path("<int:pk>/toevoegen/", Toevoegen.as_view(), name="toevoegen"),
    path("<int:pk>/weghalen/", Weghalen.as_view(), name="weghalen"),
    path("<int:pk>/indienen/", Indienen.as_view(), name="indienen"),
    path("<int:pk>/goedkeuren/", Goedkeuren.as_view(), name="goedkeuren"),
    path("<int:pk>/terugsturen/", Terugsturen.as_view(), name="terugsturen"),
    path("<int:pk>/terugtrekken/", Terugtrekken.as_view(), name="terugtrekken"),
    path("<int:pk>/verwijderen/", Verwijderen.as_view(), name="verwijderen"),
]
