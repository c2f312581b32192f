from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import OuterRef, Subquery, Value
from django.db.models.functions import Coalesce, Left, Length
from django.utils import timezone
from django.utils.formats import date_format
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page, PageManager
from wagtail.search import index

from gebieden.permissies import BEHEER_AGENDA, VoortgangTester
from gebieden.status import Status
from home.blocks import DOCUMENTEN, VIDEO, BeeldBlock
from home.models import BasisPage
from home.online import OnlineQuerySet

NIEUWSTE_EERST = ("-datum", "-first_published_at", "-pk")
GEEN_NIEUWS = "Er is nog geen nieuws over dit punt."


def get_gebied_titel(*, levels):
    """The name of the area so many levels above a page; an agenda outside an area is that of all villages."""
    gebied = Page.objects.filter(path=get_path_above(levels=levels), content_type__model="gebiedpage")
    return Coalesce(Subquery(gebied.values("title")), Value("alle dorpen"))


def get_path_above(*, levels=1):
    """The path of the page that stands so many levels above."""
    return Left(OuterRef("path"), Length(OuterRef("path")) - Page.steplen * levels)


class VoortgangQuerySet(OnlineQuerySet):
    def newest_first(self):
        return self.order_by(*NIEUWSTE_EERST)

    def for_gebied(self, gebied):
        return self.filter(path__startswith=gebied.path)

    def for_lijst(self):
        """Everything a card shows: the item, and the area on whose agenda it stands."""
        return self.select_related("punt").annotate(gebied_titel=get_gebied_titel(levels=3))


class VoortgangPage(BasisPage):
    """What happened with an agenda item. The newest published one that names a status is the status of the item."""

    parent_page_types = ["gebieden.AgendapuntPage"]
    subpage_types = []
    page_description = "Wat is er veranderd, waarom, en hoe gaat het verder?"
    zoeksoort = "Voortgang"
    zoekgewicht = 50
    og_type = "article"
    kaart_template = "gebieden/kaarten/voortgang.html"
    te_controleren = None
    nodig_recht = BEHEER_AGENDA

    # Written along with the place in the tree, so that a database can find the updates of an item by index.
    punt = models.ForeignKey(
        "gebieden.AgendapuntPage", on_delete=models.SET_NULL, null=True, editable=False, related_name="voortgangen"
    )
    datum = models.DateField("datum", default=timezone.localdate)
    rol = models.CharField("wie schrijft", max_length=80, default="gebiedsregisseur", help_text="Uw rol, niet uw naam.")
    waarom = models.TextField(
        "waarom", blank=True, max_length=1000, help_text="Verplicht bij een nieuwe status en bij geen nieuws."
    )
    vervolg = models.TextField("wat gebeurt er nu", blank=True, max_length=1000)
    volgend_bericht = models.DateField(
        "wanneer hoort u weer van ons", null=True, blank=True, help_text="Wij herinneren u eraan op deze dag."
    )
    status = models.CharField(
        "nieuwe status", max_length=20, choices=Status, blank=True, help_text="Laat leeg als de status gelijk blijft."
    )
    wacht_op = models.CharField(
        "op wie wachten wij", max_length=120, blank=True, help_text="Verplicht bij ‘Wacht op anderen’."
    )
    geen_nieuws = models.BooleanField("dit bericht zegt dat er nog geen nieuws is", default=False)
    nieuwe_belofte = models.TextField(
        "de belofte wordt anders",
        blank=True,
        max_length=300,
        help_text="De oude belofte blijft staan. Schrijf hier hoe zij nu luidt.",
    )
    inhoud = StreamField(
        [
            ("beeld", BeeldBlock()),
            ("video", VIDEO),
            ("documenten", DOCUMENTEN),
            (
                "pagina",
                blocks.PageChooserBlock(
                    label="Bericht, bijeenkomst of initiatief", template="gebieden/blocks/pagina.html", icon="link"
                ),
            ),
        ],
        verbose_name="foto’s, film, documenten en links",
        blank=True,
    )

    objects = PageManager.from_queryset(VoortgangQuerySet)()

    content_panels = [
        FieldPanel("samenvatting", heading="Wat is er veranderd?", help_text="Eén of twee korte zinnen."),
        FieldPanel("waarom", heading="Waarom?"),
        FieldPanel("vervolg", heading="Wat gebeurt er nu?"),
        FieldPanel("volgend_bericht", heading="Wanneer hoort u weer van ons?"),
        MultiFieldPanel([FieldPanel("status"), FieldPanel("wacht_op")], heading="Nieuwe status (niet verplicht)"),
        FieldPanel("inhoud"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("datum"), FieldPanel("rol")]),
                FieldPanel("geen_nieuws"),
                FieldPanel("nieuwe_belofte"),
            ],
            heading="Meer",
            classname="collapsed",
        ),
    ]
    # The site names the page after its date: nobody has to think of a title or an address.
    promote_panels = []
    search_fields = [
        *BasisPage.search_fields,
        index.SearchField("waarom"),
        index.SearchField("vervolg"),
        index.FilterField("datum"),
    ]

    class Meta:
        verbose_name = "voortgangsbericht"
        verbose_name_plural = "voortgangsberichten"
        permissions = [("publiceer_voortgang", "Mag voortgangsberichten meteen publiceren")]
        indexes = [models.Index(fields=["punt", "-datum"], name="voortgang_van_punt")]

    @property
    def zoektitel(self):
        """Its own title is only a day."""
        return f"{self.punt.title}: {self.title[:1].lower()}{self.title[1:]}" if self.punt else self.title

    @property
    def zoekgroep(self):
        return self.punt.title if self.punt else self.title

    @property
    def zoek_actueel_tot(self):
        return self.punt.zoek_actueel_tot if self.punt else None

    @property
    def ook_op(self):
        return self.punt.ook_op if self.punt else []

    @classmethod
    def can_create_at(cls, parent):
        return super().can_create_at(parent) and not parent.specific.is_bevroren

    def permissions_for_user(self, user):
        return VoortgangTester(user, self)

    def can_move_to(self, parent):
        """An update belongs to its item and moves along with it."""
        return False

    def get_lock(self):
        """An update of a closed edition is as frozen as its item."""
        return self.punt.get_lock() if self.punt and self.punt.is_bevroren else super().get_lock()

    def remember_parent(self, parent):
        super().remember_parent(parent)
        self.punt = parent

    def full_clean(self, *args, **kwargs):
        self._fill_in()
        super().full_clean(*args, **kwargs)

    def minimal_clean(self):
        self._fill_in()
        super().minimal_clean()

    def _fill_in(self):
        """What nobody should have to type."""
        if self.geen_nieuws and not self.samenvatting:
            self.samenvatting = GEEN_NIEUWS
        if not self.title:
            self.title = f"Voortgang van {date_format(self.datum or timezone.localdate(), 'j F Y')}"

    def clean(self):
        super().clean()
        errors = {}
        if self.status and not self.waarom:
            errors["waarom"] = "Een nieuwe status kan niet zonder uitleg. Schrijf waarom."
        if self.geen_nieuws and not self.waarom:
            errors["waarom"] = "Schrijf waarom er nog geen nieuws is."
        if self.nieuwe_belofte and not self.waarom:
            errors["waarom"] = "Schrijf waarom de belofte anders wordt."
        if self.status == Status.WACHT and not self.wacht_op:
            errors["wacht_op"] = "Schrijf op wie wij wachten, bijvoorbeeld: de provincie."
        if self.datum and self.datum > self._get_publication_day():
            errors["datum"] = "Deze dag moet nog komen. Kies vandaag of een eerdere dag."
        if self.datum and self.volgend_bericht and self.volgend_bericht <= self.datum:
            errors["volgend_bericht"] = "Kies een dag na de datum van dit bericht."
        if errors:
            raise ValidationError(errors)

    def _get_publication_day(self):
        return timezone.localdate(max(self.go_live_at or timezone.now(), timezone.now()))

    def save(self, *args, **kwargs):
        if self.path:
            self.punt_id = Page.objects.filter(path=self.path[: -self.steplen]).values_list("pk", flat=True).first()
        super().save(*args, **kwargs)

    @property
    def gezet(self):
        """The status that this update sets, with its icon and explanation, or nothing."""
        return Status(self.status) if self.status else None

    @property
    def kop(self):
        """The update in a list of several items: the item, and how it stands."""
        return f"{self.punt.title}: {self.gezet.label.lower()}" if self.gezet else self.punt.title
