"""The register of budgets, and one budget with its whole ledger."""

from django import forms
from django.contrib.admin import display
from django.db import transaction
from django.db.models import DecimalField, Q, Sum, Value
from django.db.models.functions import Coalesce
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail_modeladmin.options import ModelAdmin
from wagtail_modeladmin.views import CreateView, InspectView

from gebieden.geld import format_bedrag
from home.formulier import tidy_text
from initiatieven.models import Boeking, Budget
from initiatieven.registers.aanvragen import get_dossier_address
from initiatieven.registers.boekformulieren import REDEN_HOOGSTENS, make_bedrag_field
from initiatieven.registers.grootboek import Grootboek
from initiatieven.registers.keuzes import JaarKeuze, RegiegroepKeuze
from initiatieven.registers.lijst import MaakMixin, OpslaanMixin, RegisterLijst, SchermMixin, link
from initiatieven.registers.rechten import BOEKEN, RegisterKnoppen, VastRechten

Soort = Boeking.Soort


def add_up(*soorten):
    bedrag = Sum("boekingen__bedrag", filter=Q(boekingen__soort__in=soorten))
    return Coalesce(bedrag, Value(0), output_field=DecimalField(max_digits=11, decimal_places=2))


class BudgetForm(WagtailAdminModelForm):
    """A new budget begins with its ceiling as the first line."""

    plafond = make_bedrag_field("Subsidieplafond")
    reden = forms.CharField(
        label="Waar staat dat?", max_length=REDEN_HOOGSTENS, help_text="Bijvoorbeeld: raadsbesluit van 5 november 2026."
    )

    def clean_reden(self):
        return tidy_text(self.cleaned_data["reden"])

    @transaction.atomic
    def save(self, commit=True):
        budget = super().save(commit)
        budget.book(Soort.PLAFOND, self.cleaned_data["plafond"], self.cleaned_data["reden"], self.for_user)
        return budget


class BudgetMaken(MaakMixin, OpslaanMixin, CreateView):
    bestaat_al = "Deze groep heeft al een budget voor dit jaar."

    def check_action_permitted(self, user):
        return super().check_action_permitted(user) and user.has_perm(BOEKEN)

    def get_success_url(self):
        return self.url_helper.get_action_url("inspect", self.instance.pk)

    def get_success_message_buttons(self, instance):
        return []


class BudgetScherm(SchermMixin, InspectView):
    def get_context_data(self, **kwargs):
        grootboek = Grootboek(self.instance)
        for regel in grootboek.regels:
            regel.adres = get_dossier_address(regel.aanvraag) if regel.aanvraag else ""
        return super().get_context_data(
            grootboek=grootboek, mag_boeken=self.request.user.has_perm(BOEKEN), buttons=[], **kwargs
        )


class BudgetAdmin(ModelAdmin):
    model = Budget
    base_url_path = "initiatieven/budgetten"
    menu_label = "Budgetten"
    nieuw = "Budget toevoegen"
    menu_icon = "geld"
    permission_helper_class = VastRechten
    button_helper_class = RegisterKnoppen
    history_view_enabled = False
    inspect_view_enabled = True
    index_view_class = RegisterLijst
    create_view_class = BudgetMaken
    inspect_view_class = BudgetScherm
    index_template_name = "initiatieven/registers/lijst.html"
    inspect_template_name = "initiatieven/registers/budget.html"
    list_display = ["show_groep", "show_jaar", "show_verdelen", "show_gereserveerd", "show_toegekend", "show_over"]
    list_filter = [JaarKeuze, RegiegroepKeuze]
    list_select_related = ["regiegroep"]
    edit_handler = ObjectList(
        [FieldPanel("regiegroep"), FieldPanel("jaar"), FieldPanel("plafond"), FieldPanel("reden")],
        base_form_class=BudgetForm,
    )

    def get_queryset(self, request):
        return (
            super()
            .get_queryset(request)
            .annotate(
                gereserveerd=add_up(Soort.RESERVERING) - add_up(Soort.VRIJGAVE),
                toegekend=add_up(Soort.TOEKENNING) - add_up(Soort.TERUG, Soort.VRIJVAL),
            )
        )

    @display(description="regiegroep", ordering="regiegroep__naam")
    def show_groep(self, budget):
        return link(self, budget, budget.regiegroep)

    @display(description="jaar", ordering="jaar")
    def show_jaar(self, budget):
        return str(budget.jaar)

    @display(description="te verdelen")
    def show_verdelen(self, budget):
        return format_bedrag(budget.over + budget.gereserveerd + budget.toegekend)

    @display(description="gereserveerd", ordering="gereserveerd")
    def show_gereserveerd(self, budget):
        return format_bedrag(budget.gereserveerd)

    @display(description="toegekend", ordering="toegekend")
    def show_toegekend(self, budget):
        return format_bedrag(budget.toegekend)

    @display(description="nog over", ordering="over")
    def show_over(self, budget):
        return format_bedrag(budget.over)
