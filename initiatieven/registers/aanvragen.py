"""The register of applications: what lies where, and by when it must be decided on."""

from django.contrib.admin import display
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.html import format_html
from wagtail_modeladmin.options import ModelAdmin

from gebieden.geld import format_bedrag
from initiatieven.models import Aanvraag
from initiatieven.registers.exporteren import export_aanvragen
from initiatieven.registers.keuzes import GebiedKeuze, RegiegroepKeuze, StandKeuze, TermijnKeuze
from initiatieven.registers.lijst import RegisterLijst
from initiatieven.registers.rechten import PERSOONSGEGEVENS, LeesRechten
from initiatieven.registers.termijnen import Termijnen

# What no list shows and would make each row heavy.
TEKSTEN = ("omschrijving", "opbrengst", "uitvoering", "onderhoud", "draagvlak", "andere_subsidie", "extra")


def get_dossier_address(aanvraag):
    return reverse("aanvragen:dossier", args=[aanvraag.pk])


def link_dossier(aanvraag):
    return format_html('<a href="{}">{}</a>', get_dossier_address(aanvraag), aanvraag.kenmerk)


class AanvragenLijst(RegisterLijst):
    def as_spreadsheet(self, queryset, spreadsheet_format):
        return export_aanvragen(self.request, queryset, spreadsheet_format, "persoonlijk" in self.request.GET)

    @cached_property
    def downloads(self):
        zonder = [("Excel", {"export": "xlsx"}), ("CSV", {"export": "csv"})]
        met = [
            (f"{naam} met persoonsgegevens (dat wordt vastgelegd)", {**keuze, "persoonlijk": "1"})
            for naam, keuze in zonder
        ]
        mag_alles = self.request.user.has_perm(PERSOONSGEGEVENS)
        return [(naam, self.get_query_string(keuze)) for naam, keuze in (zonder + met if mag_alles else zonder)]

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        termijnen = Termijnen()
        for aanvraag in context["object_list"]:
            aanvraag.termijn = (termijnen.get_uiterlijk(aanvraag), termijnen.describe(aanvraag))
        return context


class AanvraagAdmin(ModelAdmin):
    """A list to find the file in; the work itself is done there."""

    model = Aanvraag
    base_url_path = "initiatieven/aanvragen"
    menu_label = "Aanvragen"
    menu_icon = "document"
    permission_helper_class = LeesRechten
    history_view_enabled = False
    index_view_class = AanvragenLijst
    index_template_name = "initiatieven/registers/lijst.html"
    list_display = [
        "show_kenmerk",
        "show_plan",
        "show_gebied",
        "show_regiegroep",
        "show_stand",
        "show_ingediend",
        "show_uiterlijk",
        "show_gevraagd",
    ]
    list_filter = [TermijnKeuze, StandKeuze, GebiedKeuze, RegiegroepKeuze]
    list_select_related = ["regiegroep"]
    list_per_page = 50
    search_fields = ["kenmerk", "titel"]
    zoeklabel = "Kenmerk of naam van het plan"

    def get_queryset(self, request):
        return super().get_queryset(request).submitted().defer(*TEKSTEN)

    @display(description="kenmerk", ordering="kenmerk")
    def show_kenmerk(self, aanvraag):
        return link_dossier(aanvraag)

    @display(description="plan", ordering="titel")
    def show_plan(self, aanvraag):
        return aanvraag.titel or "zonder naam"

    @display(description="gebied", ordering="gebied_naam")
    def show_gebied(self, aanvraag):
        return aanvraag.gebied_naam or "onbekend"

    @display(description="regiegroep", ordering="regiegroep__naam")
    def show_regiegroep(self, aanvraag):
        return str(aanvraag.regiegroep or "geen")

    @display(description="stand", ordering="stand")
    def show_stand(self, aanvraag):
        return aanvraag.get_stand_display()

    @display(description="ingediend", ordering="ingediend_op")
    def show_ingediend(self, aanvraag):
        return date_format(timezone.localdate(aanvraag.ingediend_op), "j b Y")

    @display(description="beslissen uiterlijk", ordering="uiterlijk")
    def show_uiterlijk(self, aanvraag):
        uiterlijk, woorden = aanvraag.termijn
        if uiterlijk is None:
            return "niet meer nodig"
        klasse = "register__laat" if woorden.endswith("te laat") else "register__woorden"
        return format_html('{} <span class="{}">{}</span>', date_format(uiterlijk, "j b Y"), klasse, woorden)

    @display(description="gevraagd", ordering="gevraagd")
    def show_gevraagd(self, aanvraag):
        return format_bedrag(aanvraag.gevraagd) if aanvraag.gevraagd is not None else "onbekend"
