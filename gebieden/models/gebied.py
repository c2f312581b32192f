import re
from copy import copy

from django.apps import apps
from django.core.validators import RegexValidator
from django.db import models
from django.utils.functional import cached_property
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, ObjectList, TabbedInterface
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import StreamField
from wagtail.models import Orderable, PageManager
from wagtail.search import index

from gebieden.alle_gebieden import get_gebieden
from gebieden.blocks import GEBIEDBLOKKEN
from gebieden.feeds import NieuwsFeed
from gebieden.forms import GebiedForm
from gebieden.kaart import Kaart, validate_outline
from home.beelden import prefetch_pictures
from home.geheugen import remembered
from home.models import BasisPage, SectiePage
from home.online import OnlineQuerySet

from .snippets import Teamlid
from .voortgang import VoortgangPage

POSTCODE = re.compile(r"^\s*([1-9]\d{3})\s*([A-Za-z]{2})?\s*$", re.ASCII)


class GebiedQuerySet(OnlineQuerySet):
    def for_kaart(self):
        """Only what a map and a list of names need."""
        gebieden = self.published().order_by("title")
        return gebieden.only("title", "slug", "url_path", "path", "depth", "soort", "omtrek")

    def for_postcode(self, postcode):
        """The areas that hold this postcode. Of the codes that fit, the longest wins."""
        match = POSTCODE.match(postcode)
        if not match:
            return self.none()
        cijfers, letters = match[1], (match[2] or "").upper()
        codes = [cijfers + letters[:length] for length in range(len(letters) + 1)]
        found = Postcode.objects.filter(code__in=codes, gebied__in=self.online()).values_list("code", "gebied")
        longest = max((len(code) for code, _ in found), default=0)
        return self.online().filter(pk__in=[pk for code, pk in found if len(code) == longest]).order_by("title")


class GebiedenIndexPage(BasisPage):
    """Find your own area: by postcode, on the map or in the list."""

    parent_page_types = ["home.HomePage"]
    max_count = 1
    uitgelicht_template = "gebieden/onderdelen/zoek_gebied.html"

    class Meta:
        verbose_name = "overzicht van gebieden"
        verbose_name_plural = "overzicht van gebieden"

    def get_context(self, request, *args, **kwargs):
        context = {**super().get_context(request, *args, **kwargs), **self.get_uitgelicht()}
        postcode = request.GET.get("postcode", "").strip()[:20]
        if postcode:
            context["postcode"] = postcode
            context["is_postcode"] = bool(POSTCODE.match(postcode))
            context["gevonden"] = GebiedPage.objects.for_postcode(postcode)
        return context

    def get_uitgelicht(self):
        gebieden = get_gebieden()
        wijken = [copy(gebied) for gebied in gebieden if gebied.soort == GebiedPage.Soort.WIJK]
        for wijk in wijken:
            wijk.dorpen_op_kaart = [gebied for gebied in gebieden if gebied.is_child_of(wijk)]
        stad = [wijk for wijk in wijken if not wijk.dorpen_op_kaart]
        voortgang = VoortgangPage.objects.published().newest_first().for_lijst()[:3]
        return {
            "zoekpagina": self,
            "wijken": wijken,
            "kaart": Kaart(wijken),
            "stadskaart": Kaart(stad),
            "voortgang": voortgang,
        }


class GebiedPage(RoutablePageMixin, SectiePage):
    """An area with its own page. What happens there hangs under it."""

    class Soort(models.TextChoices):
        WIJK = "wijk", "Wijk"
        DORP = "dorp", "Dorp"

    parent_page_types = ["gebieden.GebiedenIndexPage", "gebieden.GebiedPage"]
    page_description = "Een wijk of een dorp, met alles wat daar gebeurt."
    zoeksoort = "Gebied"
    has_feed = True

    soort = models.CharField("soort", max_length=10, choices=Soort, default=Soort.WIJK)
    cbs_code = models.CharField(
        "CBS-code",
        max_length=10,
        blank=True,
        help_text="De code van de wijk of buurt bij het CBS, bijvoorbeeld WK036103",
    )
    omtrek = models.JSONField(
        "omtrek",
        null=True,
        blank=True,
        validators=[validate_outline],
        help_text="De grens op de kaart, als GeoJSON (Polygon of MultiPolygon). Bron: Kadaster / CBS.",
    )
    kleine_kern = models.BooleanField(
        "kleine kern",
        default=False,
        help_text="Vink dit aan als hier zo weinig mensen wonen dat de naam van een plan al naar iemand wijst. Het "
        "register van initiatieven noemt dan alleen het gebied, tot er een pagina over het plan is.",
    )
    inhoud = StreamField(GEBIEDBLOKKEN, verbose_name="inhoud", blank=True)

    objects = PageManager.from_queryset(GebiedQuerySet)()

    base_form_class = GebiedForm
    edit_handler = TabbedInterface(
        [
            ObjectList([*SectiePage.content_panels, FieldPanel("soort"), FieldPanel("inhoud")], heading="Inhoud"),
            ObjectList([InlinePanel("team", label="Teamlid", heading="Gebiedsteam")], heading="Team"),
            ObjectList(
                [InlinePanel("postcodes", label="Postcode", heading="Postcodes"), "cbs_code", "omtrek", "kleine_kern"],
                heading="Kaart en postcodes",
            ),
            ObjectList(SectiePage.promote_panels, heading="Vindbaarheid"),
            ObjectList(SectiePage.settings_panels, heading="Instellingen"),
        ]
    )
    search_fields = [*SectiePage.search_fields, index.SearchField("inhoud"), index.FilterField("soort")]

    class Meta:
        verbose_name = "gebied"
        verbose_name_plural = "gebieden"
        permissions = [("beheer_team", "Mag de teamkaarten van het eigen gebied bijhouden")]

    @classmethod
    def can_create_at(cls, parent):
        """A dorp stands under a wijk and has no areas of its own."""
        is_dorp = isinstance(parent.specific, GebiedPage) and parent.specific.soort == cls.Soort.DORP
        return super().can_create_at(parent) and not is_dorp

    def get_schema(self, request):
        return {
            **super().get_schema(request),
            "@type": "AdministrativeArea",
            "containedInPlace": {"@type": "City", "name": "Alkmaar"},
        }

    @property
    def is_dorp(self):
        return self.soort == self.Soort.DORP

    @property
    def teamleden(self):
        """The cards of this area. A dorp without its own team shows that of its wijk."""
        kaarten = prefetch_pictures(Teamlid.objects.online(), "foto", "portret")
        eigen = kaarten.filter(gebieden__in=self.team.all()).order_by("gebieden__sort_order")
        if self.soort == self.Soort.WIJK or eigen:
            return eigen
        return kaarten.filter(gebieden__gebied__path=self.path[: -self.steplen]).order_by("gebieden__sort_order")

    @property
    def zoektekst(self):
        """Who works here, by role only: a name may be withdrawn at any moment. And the digits of its postcodes."""
        rollen, codes = (self.teamleden.values_list("rol", flat=True), self.postcodes.values_list("code", flat=True))
        return " ".join(dict.fromkeys([self.soort, *rollen, *(code[:4] for code in codes)]))

    @cached_property
    def agenda(self):
        """The edition of now, when it is online."""
        agenda = copy(remembered(("huidige agenda", self.path), self._find_agenda))
        if agenda:
            agenda.gebied = self
        return agenda

    def _find_agenda(self):
        onder = self._get_children_path_interval(self.path)
        # `child_of` compares text without regard to capitals, for which SQLite has no index.
        agendas = apps.get_model("gebieden.AgendaPage").objects.published().current()
        return agendas.filter(path__range=onder, depth=self.depth + 1).first()

    @property
    def dorpen(self):
        return [gebied for gebied in get_gebieden() if gebied.is_child_of(self)]

    @path("feed/")
    def feed(self, request):
        """The news of this area as an Atom feed."""
        return NieuwsFeed(self)(request)


class Postcode(models.Model):
    """A postcode that an area holds: four digits, or with letters for a part of them."""

    gebied = ParentalKey(GebiedPage, on_delete=models.CASCADE, related_name="postcodes")
    code = models.CharField(
        "postcode",
        max_length=7,
        db_index=True,
        validators=[
            RegexValidator(r"^[1-9]\d{3}[A-Z]{0,2}$", "Schrijf vier cijfers, eventueel met letters: 1811 of 1811AB.")
        ],
        help_text="Vier cijfers, eventueel met letters: 1811 of 1811AB. De langste code die past, wint.",
    )

    class Meta:
        verbose_name = "postcode"
        verbose_name_plural = "postcodes"
        ordering = ["code"]
        constraints = [models.UniqueConstraint(fields=["gebied", "code"], name="postcode_een_keer_per_gebied")]

    def __str__(self):
        return self.code

    def clean_fields(self, exclude=None):
        """Written as people write it ("1811 ab"), kept as it is looked up."""
        self.code = self.code.replace(" ", "").upper()
        super().clean_fields(exclude=exclude)


class TeamVanGebied(Orderable):
    gebied = ParentalKey(GebiedPage, on_delete=models.CASCADE, related_name="team")
    teamlid = models.ForeignKey(Teamlid, verbose_name="teamlid", on_delete=models.CASCADE, related_name="gebieden")

    class Meta(Orderable.Meta):
        verbose_name = "teamlid van gebied"
