"""The register of members: who sits in which group, and from when until when."""

from datetime import date

from django import forms
from django.contrib.admin import display
from django.contrib.auth import get_user_model
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail_modeladmin.options import ModelAdmin
from wagtail_modeladmin.views import CreateView, EditView

from home.formulier import tidy_text
from initiatieven.models import Lidmaatschap
from initiatieven.registers.keuzes import RegiegroepKeuze, ZittingKeuze
from initiatieven.registers.lijst import MaakMixin, OpslaanMixin, RegisterGeschiedenis, RegisterLijst
from initiatieven.registers.rechten import RegisterKnoppen, RegisterRechten
from initiatieven.verloop import get_naam

UIT = "De laatste dag. Moet dit lid er nu meteen uit? Kies dan de dag van gisteren. Leeg: er is nog geen einde."


class TermijnForm(WagtailAdminModelForm):
    """A term; two of the same person in the same group do not overlap."""

    def clean(self):
        gegevens = super().clean()
        if self.errors:
            return gegevens
        vanaf, tot = gegevens.get("vanaf"), gegevens.get("tot") or date.max
        anderen = Lidmaatschap.objects.exclude(pk=self.instance.pk).filter(
            Q(tot__isnull=True) | Q(tot__gte=vanaf),
            regiegroep=self.instance.regiegroep if self.instance.pk else gegevens["regiegroep"],
            gebruiker=self.instance.gebruiker,
            vanaf__lte=tot,
        )
        if anderen.exists():
            self.add_error("vanaf", "Dit lid zit in die tijd al in deze groep.")
        return gegevens


class LidForm(TermijnForm):
    """The account is named, not picked: the desk needs no list of everybody's accounts."""

    account = forms.CharField(
        label="E-mailadres of gebruikersnaam",
        max_length=254,
        help_text="Van het account waarmee dit lid inlogt. Heeft het lid nog geen account? Nodig het dan uit.",
    )

    def clean_account(self):
        naam = tidy_text(self.cleaned_data["account"])
        gevonden = list(
            get_user_model().objects.filter(Q(email__iexact=naam) | Q(username=naam), is_active=True).order_by("pk")[:2]
        )
        if not gevonden:
            raise forms.ValidationError("Er is geen account met dit e-mailadres of deze gebruikersnaam.")
        if len(gevonden) > 1:
            raise forms.ValidationError("Er zijn meer accounts met dit e-mailadres. Schrijf de gebruikersnaam.")
        self.instance.gebruiker = gevonden[0]
        return naam


class NaarGroepMixin(OpslaanMixin):
    """Back to the group, where all its members stand together."""

    bestaat_al = "Dit lid zit al in deze groep."

    def get_success_url(self):
        return reverse("initiatieven_regiegroepen_modeladmin_inspect", args=[self.instance.regiegroep_id])


class LidMaken(MaakMixin, NaarGroepMixin, CreateView):
    def get_initial(self):
        groep = self.request.GET.get("regiegroep", "")
        return {"regiegroep": groep} if groep.isdecimal() else {}


class LidBewerken(NaarGroepMixin, EditView):
    def get_edit_handler(self):
        velden = [FieldPanel("rol"), FieldPanel("vanaf"), FieldPanel("tot", help_text=UIT)]
        return ObjectList(velden, base_form_class=TermijnForm).bind_to_model(self.model)

    def get_page_title(self):
        return "Termijn"

    def get_page_subtitle(self):
        return f"{self.instance}: {self.instance.regiegroep}"


class LidAdmin(ModelAdmin):
    model = Lidmaatschap
    base_url_path = "initiatieven/leden"
    menu_label = "Leden"
    nieuw = "Lid toevoegen"
    menu_icon = "user"
    permission_helper_class = RegisterRechten
    button_helper_class = RegisterKnoppen
    index_view_class = RegisterLijst
    create_view_class = LidMaken
    edit_view_class = LidBewerken
    history_view_class = RegisterGeschiedenis
    index_template_name = "initiatieven/registers/lijst.html"
    list_display = ["show_naam", "show_groep", "rol", "show_vanaf", "show_tot"]
    list_filter = [RegiegroepKeuze, ZittingKeuze]
    list_select_related = ["regiegroep", "gebruiker"]
    ordering = ["regiegroep__naam", "gebruiker__last_name", "gebruiker__first_name", "-vanaf"]
    search_fields = ["gebruiker__first_name", "gebruiker__last_name", "gebruiker__username"]
    zoeklabel = "Naam van het lid"
    edit_handler = ObjectList(
        [
            FieldPanel("regiegroep"),
            FieldPanel("account"),
            FieldPanel("rol"),
            FieldPanel("vanaf"),
            FieldPanel("tot", help_text=UIT),
        ],
        base_form_class=LidForm,
    )

    @display(description="naam", ordering="gebruiker__last_name")
    def show_naam(self, lid):
        return get_naam(lid.gebruiker)

    @display(description="regiegroep", ordering="regiegroep__naam")
    def show_groep(self, lid):
        return str(lid.regiegroep)

    @display(description="vanaf", ordering="vanaf")
    def show_vanaf(self, lid):
        return date_format(lid.vanaf, "j F Y")

    @display(description="tot en met", ordering="tot")
    def show_tot(self, lid):
        if not lid.gebruiker.is_active:
            return "account staat uit"
        if not lid.tot:
            return "geen einde"
        return date_format(lid.tot, "j F Y") + (" (geweest)" if lid.tot < timezone.localdate() else "")
