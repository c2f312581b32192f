"""The register of rounds: who may take part, from when until when, and which plans do."""

from django.contrib.admin import display
from django.core.exceptions import ValidationError
from django.db.models import Count, F, Q
from django.utils import timezone
from django.utils.formats import date_format
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail_modeladmin.options import ModelAdmin
from wagtail_modeladmin.views import CreateView, EditView, InspectView

from gebieden.geld import format_bedrag
from home.formulier import tidy_text
from initiatieven.models import Budget, Regiegroep, Ronde
from initiatieven.registers.aanvragen import get_dossier_address
from initiatieven.registers.keuzes import FaseKeuze, RegiegroepKeuze
from initiatieven.registers.lijst import MaakMixin, RegisterGeschiedenis, RegisterLijst, SchermMixin, link
from initiatieven.registers.rechten import RegisterKnoppen, RegisterRechten
from initiatieven.standen import Stand


class RondeForm(WagtailAdminModelForm):
    """The amount must be there in the budget of each group. Who takes part already keeps what was promised."""

    def clean_naam(self):
        return tidy_text(self.cleaned_data["naam"])

    def clean_bedrag(self):
        if self.cleaned_data["bedrag"] == 0:
            raise ValidationError("Vul meer in dan nul, of laat dit leeg.")
        return self.cleaned_data["bedrag"]

    def clean(self):
        data = super().clean()
        if self.errors:
            return data
        if self.instance.pk and self.instance.aanvragen.submitted().exists():
            self.keep_promise(data)
        if data["bedrag"] is not None and {"bedrag", "regiegroep", "sluit"} & set(self.changed_data):
            self.check_budget(data)
        return data

    def keep_promise(self, data):
        if "regiegroep" in self.changed_data:
            self.add_error("regiegroep", "Er doen al plannen mee. De regiegroep kan niet meer veranderen.")
        if data["sluit"] < self.initial["sluit"]:
            self.add_error("sluit", "Er doen al plannen mee. De ronde kan wel later sluiten, maar niet eerder.")

    def check_budget(self, data):
        jaar = timezone.localtime(data["sluit"]).year
        groepen = [data["regiegroep"]] if data["regiegroep"] else Regiegroep.objects.filter(actief=True)
        over = dict(Budget.objects.filter(jaar=jaar).values_list("regiegroep", "over"))
        te_weinig = [
            f"{groep}: {format_bedrag(over[groep.pk]) if groep.pk in over else 'geen budget'}"
            for groep in groepen
            if over.get(groep.pk, 0) < data["bedrag"]
        ]
        if te_weinig:
            self.add_error("bedrag", f"Dit is er in {jaar} niet. {'; '.join(te_weinig)}.")


class RondeRechten(RegisterRechten):
    """What closed is history."""

    def user_can_edit_obj(self, user, obj):
        return super().user_can_edit_obj(user, obj) and not obj.is_gesloten()


class NaarRondeMixin:
    def get_success_url(self):
        return self.url_helper.get_action_url("inspect", self.instance.pk)


class RondeMaken(MaakMixin, NaarRondeMixin, CreateView):
    pass


class RondeBewerken(NaarRondeMixin, EditView):
    pass


class RondeScherm(SchermMixin, InspectView):
    def get_context_data(self, **kwargs):
        plannen = self.instance.aanvragen.submitted().select_related("regiegroep", "advies")
        plannen = list(
            plannen.order_by("regiegroep__naam", F("advies__plaats").asc(nulls_last=True), "ingediend_op", "pk")
        )
        for plan in plannen:
            plan.adres = get_dossier_address(plan)
        pk = self.instance.pk
        mag_wijzigen = self.permission_helper.user_can_edit_obj(self.request.user, self.instance)
        wijzigen = self.url_helper.get_action_url("edit", pk) if mag_wijzigen else ""
        return super().get_context_data(plannen=plannen, wijzigen=wijzigen, buttons=[], **kwargs)


class RondeAdmin(ModelAdmin):
    model = Ronde
    base_url_path = "initiatieven/rondes"
    menu_label = "Rondes"
    nieuw = "Ronde toevoegen"
    menu_icon = "date"
    permission_helper_class = RondeRechten
    button_helper_class = RegisterKnoppen
    inspect_view_enabled = True
    index_view_class = RegisterLijst
    create_view_class = RondeMaken
    edit_view_class = RondeBewerken
    inspect_view_class = RondeScherm
    history_view_class = RegisterGeschiedenis
    index_template_name = "initiatieven/registers/lijst.html"
    inspect_template_name = "initiatieven/registers/ronde.html"
    list_display = ["show_naam", "show_groep", "show_opent", "show_sluit", "show_fase", "show_bedrag", "show_plannen"]
    list_filter = [FaseKeuze, RegiegroepKeuze]
    list_select_related = ["regiegroep"]
    edit_handler = ObjectList(
        [FieldPanel(naam) for naam in ("naam", "regiegroep", "opent", "sluit", "bedrag")], base_form_class=RondeForm
    )

    def get_queryset(self, request):
        ingediend = Count("aanvragen", filter=~Q(aanvragen__stand=Stand.CONCEPT))
        return super().get_queryset(request).annotate(aantal=ingediend)

    @display(description="naam", ordering="naam")
    def show_naam(self, ronde):
        return link(self, ronde, ronde.naam)

    @display(description="regiegroep", ordering="regiegroep__naam")
    def show_groep(self, ronde):
        return str(ronde.regiegroep or "alle groepen")

    @display(description="vanaf", ordering="opent")
    def show_opent(self, ronde):
        return show_moment(ronde.opent)

    @display(description="tot", ordering="sluit")
    def show_sluit(self, ronde):
        return show_moment(ronde.sluit)

    @display(description="stand")
    def show_fase(self, ronde):
        return ronde.fase

    @display(description="bedrag", ordering="bedrag")
    def show_bedrag(self, ronde):
        return format_bedrag(ronde.bedrag) if ronde.bedrag is not None else "geen grens"

    @display(description="plannen", ordering="aantal")
    def show_plannen(self, ronde):
        return ronde.aantal


def show_moment(moment):
    return date_format(timezone.localtime(moment), "j b Y, H.i")
