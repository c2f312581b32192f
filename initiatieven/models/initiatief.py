from django.db import models
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import PageManager
from wagtail.search import index

from gebieden.geld import format_bedrag
from gebieden.velden import BedragField
from home.blocks import TEKSTBLOKKEN
from home.models import BasisPage
from home.online import OnlineQuerySet
from home.redactie.rechten import RedactieTester
from initiatieven.standen import GEHONOREERD, Stand

from .aanvraag import Aanvraag


class InitiatiefTester(RedactieTester):
    """Each grant has one page, so nobody makes a second one of it."""

    def can_copy(self):
        return False


class VastPanel(FieldPanel):
    """A value that is only to be read, in words of our own: Wagtail writes a year as 2.026."""

    def __init__(self, *args, toon, **kwargs):
        super().__init__(*args, **kwargs)
        self.toon = toon

    def clone_kwargs(self):
        return super().clone_kwargs() | {"toon": self.toon}

    def format_value_for_display(self, value):
        return "" if value is None else self.toon(value)


class InitiatiefPage(BasisPage):
    """What residents did with a grant, told by an editor. It begins as a draft made from the grant."""

    parent_page_types = ["gebieden.GebiedPage"]
    subpage_types = []
    # Made by `openbaar.maken`, never by hand: there is no initiative without a grant.
    is_creatable = False
    page_description = "Een plan van bewoners dat geld kreeg."
    zoeksoort = "Initiatief"
    kaart_template = "initiatieven/kaarten/initiatief.html"
    exclude_fields_in_copy = ["aanvraag"]

    # The page outlives the application, which is deleted when its period is over.
    aanvraag = models.OneToOneField(
        Aanvraag, on_delete=models.SET_NULL, null=True, editable=False, related_name="pagina"
    )
    bedrag = BedragField("toegekend bedrag", editable=False)
    jaar = models.PositiveSmallIntegerField("jaar van toekenning", null=True, editable=False)
    inhoud = StreamField(TEKSTBLOKKEN, verbose_name="inhoud", blank=True)
    verhalen = ParentalManyToManyField(
        "gebieden.VerhaalPage",
        verbose_name="verhalen",
        blank=True,
        related_name="+",
        help_text="Verhalen van bewoners over dit initiatief.",
    )

    objects = PageManager.from_queryset(OnlineQuerySet)()

    content_panels = [
        *BasisPage.content_panels,
        MultiFieldPanel(
            [
                VastPanel("bedrag", read_only=True, toon=format_bedrag),
                VastPanel("jaar", read_only=True, toon=str),
            ],
            heading="Uit het besluit",
            help_text="Schrijf zelf wat het plan is, in algemene woorden. Noem geen namen, adressen of andere gegevens "
            "van bewoners, behalve als zij dat goed vinden.",
        ),
        FieldPanel("inhoud"),
        FieldPanel("verhalen"),
    ]
    search_fields = [*BasisPage.search_fields, index.SearchField("inhoud")]

    class Meta:
        verbose_name = "initiatief"
        verbose_name_plural = "initiatieven"

    def permissions_for_user(self, user):
        return InitiatiefTester(user, self)

    @property
    def stand(self):
        """Where it stands today, as long as the application is there and the money was not given back."""
        toegekend = Aanvraag.objects.filter(pk=self.aanvraag_id, stand__in=GEHONOREERD)
        stand = toegekend.values_list("stand", flat=True).first()
        return Stand(stand) if stand else None

    @property
    def online_verhalen(self):
        gekozen = [verhaal.pk for verhaal in self.verhalen.all()]
        return self.verhalen.model.objects.online().filter(pk__in=gekozen).for_lijst()
