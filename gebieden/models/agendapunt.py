from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.forms import CheckboxSelectMultiple
from django.utils import timezone
from django.utils.functional import cached_property
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.fields import StreamField
from wagtail.models import PageManager
from wagtail.search import index

from gebieden.alle_gebieden import get_gebieden
from gebieden.forms import AgendapuntForm
from gebieden.geld import Geld
from gebieden.kaart import Kaart
from gebieden.locks import AfgeslotenLock
from gebieden.permissies import BEHEER_AGENDA, PuntTester
from gebieden.stand import Stand
from gebieden.status import Status
from gebieden.velden import (
    BedragField,
    PeriodeField,
    check_order,
    format_periode,
    parse_coordinaat,
    validate_coordinaat,
)
from home.blocks import TEKSTBLOKKEN
from home.meelezen import read_along
from home.models import BasisPage
from home.online import is_page_online

from .punt_delen import Voorganger
from .punt_query import AgendapuntQuerySet
from .snippets import Partner, Teamlid, Thema
from .voortgang import VoortgangPage


class AgendapuntPage(BasisPage):
    """One promise on the agenda of an area, as it was worded; its progress hangs under it."""

    class Soort(models.TextChoices):
        QUICK_WIN = "quick-win", "Quick win"
        PROJECT = "project", "Project"
        ONDERZOEK = "onderzoek", "Onderzoek"
        STRUCTUREEL = "structureel", "Structureel"

    class Herkomst(models.TextChoices):
        VRAGENLIJST = "vragenlijst", "een vragenlijst"
        AVOND = "avond", "een bewonersavond"
        RAAD = "raad", "de dorpsraad of wijkraad"
        RAPPORT = "rapport", "een rapport of onderzoek"
        MELDINGEN = "meldingen", "meldingen van bewoners"
        ANDERS = "anders", "een andere bron"

    class Dekking(models.TextChoices):
        GEDEKT = "gedekt", "Geld is geregeld"
        DEELS = "deels", "Geld is deels geregeld"
        NIET = "niet", "Nog geen geld"
        COFINANCIERING = "cofinanciering", "Samen betaald (cofinanciering)"

    parent_page_types = ["gebieden.AgendaPage"]
    subpage_types = ["gebieden.VoortgangPage"]
    page_description = "Eén belofte op de agenda. De voortgang komt eronder."
    zoeksoort = "Agendapunt"
    kaart_template = "gebieden/kaarten/agendapunt.html"
    # A promise stays as it was worded; silence about it is seen by its progress.
    te_controleren = None
    nodig_recht = BEHEER_AGENDA
    base_form_class = AgendapuntForm
    exclude_fields_in_copy = ["voorgangers"]

    nummer = models.CharField(
        "nummer",
        max_length=20,
        blank=True,
        help_text="Hieraan is dit punt altijd te herkennen. Laat leeg voor het volgende nummer.",
    )
    volgorde = models.PositiveIntegerField(default=0, editable=False)
    themas = ParentalManyToManyField(Thema, verbose_name="thema’s", blank=True, related_name="agendapunten")
    soort = models.CharField("soort", max_length=12, choices=Soort, default=Soort.PROJECT)
    beloofd_op = models.DateField("beloofd op", default=timezone.localdate)
    beginstatus = models.CharField(
        "status aan het begin",
        max_length=20,
        choices=Status,
        default=Status.IDEE,
        help_text="Daarna verandert de status alleen door een voortgangsbericht.",
    )
    waarom = models.TextField("waarom", max_length=1000, blank=True, help_text="Waarom staat dit op de agenda?")
    herkomst = models.CharField("komt uit", max_length=12, choices=Herkomst, blank=True)
    aantal_mensen = models.PositiveIntegerField("aantal mensen dat dit vroeg", null=True, blank=True)
    partners = ParentalManyToManyField(Partner, verbose_name="partners", blank=True, related_name="agendapunten")
    begin = PeriodeField("begint in")
    eind = PeriodeField("klaar in")
    dekking = models.CharField("geld", max_length=15, choices=Dekking, blank=True)
    kosten = BedragField("wat kost het in totaal", help_text="In euro’s. Laat leeg als dat nog niet bekend is.")
    contact = models.ForeignKey(
        Teamlid, verbose_name="contact", on_delete=models.SET_NULL, null=True, blank=True, related_name="agendapunten"
    )
    plek = models.CharField("plek", max_length=120, blank=True, help_text="Bijvoorbeeld: het plein bij de school")
    coordinaat = models.CharField(
        "plek op de kaart",
        max_length=40,
        blank=True,
        validators=[validate_coordinaat],
        help_text="Breedte en lengte, bijvoorbeeld 52.6324, 4.7534. Zet in een klein dorp geen huis op de kaart.",
    )
    inhoud = StreamField(TEKSTBLOKKEN, verbose_name="meer uitleg", blank=True)

    objects = PageManager.from_queryset(AgendapuntQuerySet)()

    belofte_panels = [
        FieldPanel("title"),
        FieldPanel("samenvatting", heading="De belofte", help_text="Wat gaat er gebeuren? Eén of twee korte zinnen."),
        FieldRowPanel([FieldPanel("nummer"), FieldPanel("beloofd_op"), FieldPanel("soort"), FieldPanel("beginstatus")]),
        FieldPanel("themas", widget=CheckboxSelectMultiple),
        MultiFieldPanel(
            [FieldPanel("waarom"), FieldRowPanel([FieldPanel("herkomst"), FieldPanel("aantal_mensen")])],
            heading="Waar komt dit punt vandaan?",
        ),
        MultiFieldPanel([FieldRowPanel([FieldPanel("begin"), FieldPanel("eind")])], heading="Planning"),
        FieldPanel("afbeelding"),
        FieldPanel("inhoud"),
    ]
    wie_panels = [
        InlinePanel(
            "verantwoordelijken",
            label="Verantwoordelijke",
            heading="Wie is verantwoordelijk?",
            help_text="De eerste trekt het punt.",
        ),
        FieldPanel("partners", widget=CheckboxSelectMultiple),
        FieldPanel("contact"),
    ]
    geld_panels = [
        FieldPanel("dekking"),
        FieldPanel("kosten"),
        InlinePanel("bijdragen", label="Bijdrage", heading="Wie draagt wat bij?"),
    ]
    plek_panels = [
        FieldPanel("plek"),
        FieldPanel("coordinaat"),
        InlinePanel("gedeeld", label="Gebied", heading="Ook op de agenda van"),
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(belofte_panels, heading="Belofte"),
            ObjectList(wie_panels, heading="Wie"),
            ObjectList(geld_panels, heading="Geld"),
            ObjectList(plek_panels, heading="Plek en gebieden"),
            ObjectList(
                [InlinePanel("voorgangers", label="Eerder punt", heading="Geschiedenis")], heading="Geschiedenis"
            ),
            ObjectList(BasisPage.promote_panels, heading="Vindbaarheid"),
            ObjectList(BasisPage.settings_panels, heading="Instellingen"),
        ]
    )
    search_fields = [
        *BasisPage.search_fields,
        index.SearchField("waarom"),
        index.SearchField("plek"),
        index.SearchField("inhoud"),
        index.FilterField("soort"),
    ]

    class Meta:
        verbose_name = "agendapunt"
        verbose_name_plural = "agendapunten"

    @classmethod
    def for_visitor(cls):
        punten = read_along(super().for_visitor().for_agenda(), "partners", "bijdragen", "voorgangers")
        return punten.select_related("contact__foto")

    @classmethod
    def can_create_at(cls, parent):
        return super().can_create_at(parent) and not parent.specific.afgesloten_op

    def clean(self):
        super().clean()
        try:
            check_order(self.begin, self.eind)
        except ValueError as error:
            raise ValidationError({"eind": str(error)}) from error

    def permissions_for_user(self, user):
        return PuntTester(user, self)

    def can_move_to(self, parent):
        return super().can_move_to(parent) and not self.is_bevroren and not parent.specific.afgesloten_op

    def get_lock(self):
        return AfgeslotenLock(self) if self.is_bevroren else super().get_lock()

    @cached_property
    def agenda(self):
        return self.get_parent().specific

    @property
    def is_bevroren(self):
        """The edition is closed: what was promised stays as it was worded."""
        return bool(self.agenda.afgesloten_op)

    @property
    def ook_op(self):
        """The places in the tree where search also counts it."""
        return self.gedeeld.values_list("gebied__path", flat=True)

    @property
    def zoek_actueel_tot(self):
        return self.agenda.zoek_actueel_tot

    @cached_property
    def stand(self):
        """How this item stands now, as visitors see it."""
        return Stand.for_punt(self if hasattr(self, "status") else type(self).objects.for_lijst().get(pk=self.pk))

    @cached_property
    def verloop(self):
        """Every published update of this item and of the items that it continues, newest first."""
        berichten = VoortgangPage.objects.published().filter(punt__in=self.voorlopers)
        return list(berichten.select_related("punt").newest_first())

    @cached_property
    def voorlopers(self):
        """This item and all that it continues, back to the first. One more query for each step back."""
        found, frontier = {self.pk}, {schakel.eerder_id for schakel in self._schakels if schakel.punt_id == self.pk}
        while frontier:
            found |= frontier
            earlier = Voorganger.objects.filter(punt__in=frontier).values_list("eerder", flat=True)
            frontier = set(earlier) - found
        return found

    @cached_property
    def _schakels(self):
        """The links of this item with others, both ways."""
        schakels = Voorganger.objects.filter(Q(punt=self.pk) | Q(eerder=self.pk))
        return list(schakels.select_related("punt", "eerder"))

    @property
    def overgegaan_in(self):
        """The published items that continue this one, with how and why."""
        verder = [schakel for schakel in self._schakels if schakel.eerder_id == self.pk]
        return [schakel for schakel in verder if is_page_online(schakel.punt)]

    @property
    def komt_van(self):
        """The published items that this one continues. A draft has its own rows."""
        bekend = {schakel.eerder_id: schakel.eerder for schakel in self._schakels}
        rijen = list(self.voorgangers.all())
        for rij in rijen:
            rij.eerder = bekend.get(rij.eerder_id) or rij.eerder
        return [rij for rij in rijen if is_page_online(rij.eerder)]

    @property
    def gebieden(self):
        """The areas on whose agenda this stands."""
        eigen = [self.agenda.gebied] if self.agenda.gebied else []
        return [*eigen, *(gedeeld.gebied for gedeeld in self.gedeeld_online)]

    @property
    def gedeeld_online(self):
        """Where else this stands, as far as that area is online."""
        gebieden = {gebied.pk: gebied for gebied in get_gebieden()}
        gedeeld = [deel for deel in self.gedeeld.all() if deel.gebied_id in gebieden]
        for deel in gedeeld:
            deel.gebied = gebieden[deel.gebied_id]
        return gedeeld

    @cached_property
    def geld(self):
        return Geld(self)

    @property
    def op_kaart(self):
        """The latitude and longitude, or nothing."""
        return parse_coordinaat(self.coordinaat) if self.coordinaat else None

    @property
    def planning(self):
        """From when to when, in words."""
        begin, eind = (format_periode(periode) if periode else "" for periode in (self.begin, self.eind))
        return f"{begin} tot {eind}" if begin and eind and begin != eind else begin or eind

    def get_context(self, request, *args, **kwargs):
        gebied = self.agenda.gebied
        kaart = Kaart([gebied], rond=gebied, punten=[self]) if gebied and self.coordinaat else None
        return {**super().get_context(request, *args, **kwargs), "kaart": kaart}

    def get_schema(self, request):
        return {**super().get_schema(request), "datePublished": self.beloofd_op.isoformat()}
