"""The register of regiegroepen: the own rules of each, who sits in it, and its money."""

from django import forms
from django.contrib.admin import display
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.functional import cached_property
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList
from wagtail_modeladmin.options import ModelAdmin
from wagtail_modeladmin.views import CreateView, EditView, InspectView

from initiatieven.models import InitiatievenInstellingen, Lidmaatschap, Regiegroep
from initiatieven.registers.lijst import MaakMixin, OpslaanMixin, RegisterGeschiedenis, RegisterLijst, SchermMixin, link
from initiatieven.registers.rechten import RegisterKnoppen, RegisterRechten
from initiatieven.verloop import get_naam


def sort_leden(groep, vandaag):
    """The members of now and of later, and those who were."""
    leden = list(groep.leden.select_related("gebruiker").order_by("-rol", "gebruiker__last_name", "-vanaf"))
    for lid in leden:
        lid.naam = get_naam(lid.gebruiker)
        lid.is_geweest = bool(lid.tot and lid.tot < vandaag) or not lid.gebruiker.is_active
        lid.is_straks = lid.vanaf > vandaag
    return [lid for lid in leden if not lid.is_geweest], [lid for lid in leden if lid.is_geweest]


class GroepScherm(SchermMixin, InspectView):
    @cached_property
    def knoppen(self):
        """Pairs of words and address, for what this person may do here."""
        user, pk = self.request.user, self.instance.pk
        knoppen = []
        if self.permission_helper.user_can_edit_obj(user, self.instance):
            knoppen.append(("Regels wijzigen", self.url_helper.get_action_url("edit", pk)))
        return knoppen

    def get_context_data(self, **kwargs):
        user = self.request.user
        leden, geweest = sort_leden(self.instance, timezone.localdate())
        return super().get_context_data(
            leden=leden,
            geweest=geweest,
            ziet_leden=user.has_perm("initiatieven.view_lidmaatschap"),
            wijzigt_leden=user.has_perm("initiatieven.change_lidmaatschap"),
            budgetten=self.instance.budgetten.order_by("-jaar"),
            maximum=self.instance.maximum or InitiatievenInstellingen.load_default().maximum,
            buttons=[],
            **kwargs,
        )


class GroepOpslaanMixin(OpslaanMixin):
    bestaat_al = "Er is al een groep met deze naam, voor dit gebied of voor de rest van de gemeente."

    def get_success_url(self):
        return self.url_helper.get_action_url("inspect", self.instance.pk)


class GroepMaken(MaakMixin, GroepOpslaanMixin, CreateView):
    pass


class GroepBewerken(GroepOpslaanMixin, EditView):
    pass


class RegiegroepAdmin(ModelAdmin):
    model = Regiegroep
    base_url_path = "initiatieven/regiegroepen"
    menu_label = "Regiegroepen"
    nieuw = "Regiegroep toevoegen"
    menu_icon = "group"
    permission_helper_class = RegisterRechten
    button_helper_class = RegisterKnoppen
    inspect_view_enabled = True
    index_view_class = RegisterLijst
    create_view_class = GroepMaken
    edit_view_class = GroepBewerken
    inspect_view_class = GroepScherm
    history_view_class = RegisterGeschiedenis
    index_template_name = "initiatieven/registers/lijst.html"
    inspect_template_name = "initiatieven/registers/regiegroep.html"
    list_display = ["show_naam", "show_gebied", "show_leden", "quorum", "show_meerderheid", "show_actief"]
    list_select_related = ["gebied"]
    search_fields = ["naam"]
    zoeklabel = "Naam van de groep"
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [
                    FieldPanel("naam"),
                    # Not the chooser of pages: whoever keeps this register has no business in the tree.
                    FieldPanel("gebied", widget=forms.Select),
                    FieldPanel("standaard"),
                    FieldPanel("actief"),
                ],
                heading="De groep",
            ),
            MultiFieldPanel([FieldPanel("quorum"), FieldPanel("twee_derde")], heading="Stemmen"),
            MultiFieldPanel([FieldPanel("maximum"), FieldPanel("voorwaarden")], heading="Eigen regels"),
        ]
    )

    def get_queryset(self, request):
        nu = Lidmaatschap.objects.current()
        return super().get_queryset(request).annotate(aantal=Count("leden", filter=Q(leden__in=nu.values("pk"))))

    @display(description="naam", ordering="naam")
    def show_naam(self, groep):
        return link(self, groep, groep.naam)

    @display(description="gebied", ordering="gebied__title")
    def show_gebied(self, groep):
        return groep.gebied.title if groep.gebied else "de rest van de gemeente" if groep.standaard else "geen"

    @display(description="leden nu", ordering="aantal")
    def show_leden(self, groep):
        return groep.aantal

    @display(description="meerderheid")
    def show_meerderheid(self, groep):
        return "twee derde" if groep.twee_derde else "meer voor dan tegen"

    @display(description="nieuwe aanvragen", ordering="actief")
    def show_actief(self, groep):
        return "ja" if groep.actief else "nee"
