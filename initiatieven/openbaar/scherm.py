"""The pile of grants that have no page yet, and the screen on which one is made."""

from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q
from django.http import Http404
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page

from gebieden.geld import format_bedrag
from home.redactie.bureau import Stapel, Taak
from initiatieven.models import Aanvraag, InitiatiefPage, Verantwoording
from initiatieven.openbaar.maken import maak_concept, may_make
from initiatieven.openbaar.openbaar import VELDEN, get_toegekend, kies_titel
from initiatieven.standen import Stand

# Nobody writes about what is older.
NIEUWS = timedelta(days=365)


def lay_without_page(request):
    if may_make(request.user):
        toegekend = get_toegekend().filter(pagina=None, gebied__isnull=False)
        nieuw = toegekend.filter(toegekend_op__gte=timezone.now() - NIEUWS)
        yield Stapel("zonder-pagina", "Toegekend, nog zonder pagina", nieuw.values(*VELDEN), make_taak)


def lay_taken_back(request):
    if may_make(request.user):
        yield Stapel("pagina-zonder-subsidie", "Subsidie terug, pagina nog online", find_taken_back(), make_page_taak)


def find_taken_back():
    """Pages and stories that go on telling about a grant that was taken back. Who publishes one anew has amended it."""
    niets_over = Q(aanvraag__stand=Stand.TERUGGEVORDERD) | Q(aanvraag__stand=Stand.VASTGESTELD, aanvraag__vastgesteld=0)
    terug = niets_over & Q(aanvraag__stand_sinds__gt=OuterRef("last_published_at"))
    initiatief = InitiatiefPage.objects.filter(terug, pk=OuterRef("pk"))
    verhaal = Verantwoording.objects.filter(terug, verhaal=OuterRef("pk"))
    pages = Page.objects.live().filter(Exists(initiatief) | Exists(verhaal))
    return pages.select_related("content_type").order_by("last_published_at", "pk")


def make_page_taak(page):
    soort = page.cached_content_type.model_class()._meta.verbose_name.capitalize()
    waarom = f"{soort}. De subsidie is terug: haal de pagina van de site, of pas haar aan."
    return Taak(page.title, reverse("wagtailadmin_pages:edit", args=[page.pk]), waarom)


def make_taak(rij):
    bedrag = f", {format_bedrag(rij['bedrag'])}" if rij["bedrag"] is not None else ""
    return Taak(
        kies_titel(rij),
        reverse("initiatiefpagina:maken", args=[rij["pk"]]),
        f"{rij['gebied_naam']}, toegekend in {rij['jaar']}{bedrag}",
    )


class MaakPagina(WagtailAdminTemplateMixin, View):
    template_name = "initiatieven/beheer/maak_pagina.html"
    page_title = "Maak een pagina"
    header_icon = "idee"

    def dispatch(self, request, *args, **kwargs):
        if not may_make(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def rij(self):
        rij = get_toegekend().filter(pk=self.kwargs["toekenning"], gebied__isnull=False).values(*VELDEN).first()
        if not rij:
            raise Http404
        return rij

    def get(self, request, toekenning):
        page = InitiatiefPage.objects.filter(aanvraag=self.rij["pk"]).first()
        context = {
            "rij": self.rij,
            "titel": kies_titel(self.rij),
            "pagina": page,
            "may_edit": page and page.permissions_for_user(request.user).can_edit(),
        }
        return self.render_to_response(self.get_context_data(**context))

    def post(self, request, toekenning):
        page = maak_concept(Aanvraag.objects.get(pk=self.rij["pk"]), request.user)
        messages.success(request, f"Het concept “{page.title}” staat klaar onder {self.rij['gebied_naam']}.")
        if page.permissions_for_user(request.user).can_edit():
            return redirect("wagtailadmin_pages:edit", page.pk)
        return redirect("wagtailadmin_home")

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]


urlpatterns = [path("<int:toekenning>/", MaakPagina.as_view(), name="maken")]
