from django.core.exceptions import ValidationError
from django.db import models
from django.urls import resolve
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.forms.utils import get_field_clean_name
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Orderable
from wagtail.search import index

from home.blocks import OPMAAK, SECTIEBLOKKEN
from home.meelezen import read_along
from home.models import SectiePage

from .aanvraag import Aanvraag, Aanvrager
from .ronde import Ronde

# The questions that the procedure needs, per step of the form. Editors may word them otherwise, not take them away.
CONTACT = "email namens organisatie naam adres postcode woonplaats telefoon kanaal helper_naam helper_email"
PLAN = "titel omschrijving opbrengst uitvoering onderhoud begin eind eten_drinken eigen_voordeel vergunning"
VASTE_VRAGEN = {
    "contact": (Aanvrager, CONTACT),
    "plan": (Aanvraag, PLAN),
    "plek": (Aanvraag, "plek postcode gebied"),
    "steun": (Aanvraag, "draagvlak aantal_voor aantal_neutraal aantal_tegen"),
    "begroting": (Aanvraag, "andere_subsidie"),
}


def get_vaste_vragen():
    """As choices: `plan-titel`, with the words that the site comes with."""
    return [
        (f"{stap}-{naam}", f"{stap.capitalize()}: {model._meta.get_field(naam).verbose_name}")
        for stap, (model, namen) in VASTE_VRAGEN.items()
        for naam in namen.split()
    ]


class AanvraagPage(RoutablePageMixin, SectiePage):
    """The form with which a resident asks money for a plan. Editors own its words, the procedure its questions."""

    page_description = "Het formulier waarmee bewoners geld vragen voor hun plan."
    parent_page_types = ["initiatieven.InitiatievenIndexPage"]
    subpage_types = []
    max_count = 1
    zoeksoort = "Formulier"

    vooraf = RichTextField("wat hebt u nodig?", features=OPMAAK, blank=True, help_text="Wat legt iemand vooraf klaar?")
    voorwaarden = RichTextField(
        "voorwaarden", features=OPMAAK, blank=True, help_text="Staan aan het begin en bij het controleren."
    )
    bijlagen = RichTextField(
        "welke bijlagen?", features=OPMAAK, blank=True, help_text="Staat boven de stap met de bijlagen."
    )
    papier = RichTextField(
        "op papier", features=OPMAAK, blank=True, help_text="Waar gaat het papieren formulier naartoe?"
    )
    inhoud = StreamField(SECTIEBLOKKEN, verbose_name="inhoud", blank=True)

    content_panels = [
        *SectiePage.content_panels,
        MultiFieldPanel(["vooraf", "voorwaarden", "bijlagen", "papier"], heading="Uitleg bij het formulier"),
        InlinePanel("woorden", label="Vraag", heading="Woorden bij de vaste vragen"),
        InlinePanel("extra_vragen", label="Vraag", heading="Extra vragen"),
        FieldPanel("inhoud"),
    ]
    search_fields = [
        *SectiePage.search_fields,
        *(index.SearchField(naam) for naam in ("vooraf", "voorwaarden", "bijlagen", "inhoud")),
    ]

    class Meta:
        verbose_name = "aanvraagformulier"
        verbose_name_plural = "aanvraagformulieren"

    @classmethod
    def for_visitor(cls):
        return read_along(super().for_visitor(), "woorden", "extra_vragen")

    @property
    def rondes(self):
        """What a plan can take part in now, of every area."""
        return Ronde.objects.open().select_related("regiegroep").order_by("sluit", "pk")

    @path("<path:deel>/", name="deel")
    def show_deel(self, request, deel):
        """A step of the form. By name, because the steps know the page and not the other way round."""
        match = resolve(f"/{deel}/", "initiatieven.aanvragen.urls")
        return match.func(request, self, **match.kwargs)


class VraagWoorden(Orderable):
    """Other words for a fixed question."""

    page = ParentalKey(AanvraagPage, on_delete=models.CASCADE, related_name="woorden")
    vraag = models.CharField("welke vraag?", max_length=40, choices=get_vaste_vragen)
    label = models.CharField("zo vragen wij het", max_length=120, blank=True, help_text="Leeg: de woorden van de site.")
    uitleg = models.CharField("uitleg bij de vraag", max_length=400, blank=True)

    panels = ["vraag", "label", "uitleg"]

    class Meta(Orderable.Meta):
        verbose_name = "woorden bij een vraag"
        verbose_name_plural = "woorden bij vragen"

    def __str__(self):
        return self.get_vraag_display()


class ExtraVraag(Orderable):
    """A question that editors add. The fields are those of Wagtail's form builder, which makes the form of them; its
    own class would bring the storage for answers that any editor may read."""

    class Soort(models.TextChoices):
        """Of the kinds that the form builder knows, those that are read at the desk and written on paper as well."""

        KORT = "singleline", "Kort antwoord"
        LANG = "multiline", "Lang antwoord"
        DATUM = "date", "Datum"
        KEUZE = "radio", "Keuze: één antwoord"
        KEUZES = "checkboxes", "Keuze: meer antwoorden"
        VINKJE = "checkbox", "Vinkje"

    page = ParentalKey(AanvraagPage, on_delete=models.CASCADE, related_name="extra_vragen")
    clean_name = models.CharField(max_length=255, blank=True, editable=False)
    label = models.CharField("vraag", max_length=200)
    help_text = models.CharField("uitleg", max_length=255, blank=True)
    field_type = models.CharField("soort antwoord", max_length=16, choices=Soort, default=Soort.KORT)
    required = models.BooleanField("verplicht", default=False)
    choices = models.TextField("antwoorden", blank=True, help_text="Bij een keuze: elk antwoord op een eigen regel.")

    # What the form builder asks for besides.
    default_value = ""

    panels = ["label", "help_text", "field_type", "required", "choices"]

    class Meta(Orderable.Meta):
        verbose_name = "extra vraag"
        verbose_name_plural = "extra vragen"

    def __str__(self):
        return self.label

    def clean(self):
        if self.field_type in (self.Soort.KEUZE, self.Soort.KEUZES) and not self.choices.strip():
            raise ValidationError({"choices": "Schrijf de antwoorden waaruit iemand kan kiezen."})

    def save(self, *args, **kwargs):
        """The name under which answers are kept stays when the words change."""
        self.clean_name = self.clean_name or self.get_field_clean_name()
        super().save(*args, **kwargs)

    def get_field_clean_name(self):
        return get_field_clean_name(self.label) or "vraag"
