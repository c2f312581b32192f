from datetime import datetime, time

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import slugify
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import RichTextField
from wagtail.models import PageManager
from wagtail.search import index

from gebieden.agenda.lijst import AgendaLijst
from gebieden.agenda.tabel import make_csv_response, make_json_response, make_xlsx_response
from gebieden.agenda.veranderd import read_changes
from gebieden.agenda.verslag import Vergelijking, Verslag
from gebieden.alle_gebieden import find_gebied, get_gebieden
from gebieden.feeds import AgendaFeed
from gebieden.ical import make_planning_response
from gebieden.locks import AfgeslotenLock
from gebieden.pdf import make_pdf_response
from gebieden.permissies import BEHEER_AGENDA, AgendaTester
from home.blocks import OPMAAK
from home.models import BasisPage
from home.online import OnlineQuerySet

from .agendapunt import AgendapuntPage
from .gebied import GebiedPage


class AgendaQuerySet(OnlineQuerySet):
    def current(self):
        return self.filter(afgesloten_op=None)


class AgendaPage(RoutablePageMixin, BasisPage):
    """One edition of the agenda of an area; directly under the overview it is that of all villages together."""

    parent_page_types = ["gebieden.GebiedPage", "gebieden.GebiedenIndexPage"]
    subpage_types = ["gebieden.AgendapuntPage"]
    page_description = "De gebiedsagenda of dorpsagenda: wat gaan wij doen en hoe staat het ermee?"
    zoeksoort = "Agenda"
    te_controleren = Q(agendapage__afgesloten_op=None)
    nodig_recht = BEHEER_AGENDA
    has_feed = True

    editie = models.CharField("editie", max_length=20, help_text="Bijvoorbeeld: 2026-2027")
    begin = models.DateField("loopt van", null=True)
    eind = models.DateField("tot en met", null=True)
    stil_na = models.PositiveSmallIntegerField(
        "stil na zoveel weken",
        default=13,
        validators=[MinValueValidator(1), MaxValueValidator(104)],
        help_text="Staat er zo lang geen bericht bij een punt, dan zegt de site: sinds ... geen nieuws.",
    )
    inleiding = RichTextField(
        "hoe de agenda is gemaakt", features=["h3", *OPMAAK], blank=True, help_text="Wie praatte mee, en wanneer?"
    )
    gaat_goed = RichTextField("wat gaat goed", features=OPMAAK, blank=True, help_text="Wat moet zo blijven?")
    afgesloten_op = models.DateField("afgesloten op", null=True, editable=False)

    objects = PageManager.from_queryset(AgendaQuerySet)()

    content_panels = [
        *BasisPage.content_panels,
        MultiFieldPanel(
            [FieldPanel("editie"), FieldRowPanel([FieldPanel("begin"), FieldPanel("eind")]), FieldPanel("stil_na")],
            heading="Editie",
        ),
        FieldPanel("inleiding"),
        FieldPanel("gaat_goed"),
    ]

    search_fields = [*BasisPage.search_fields, index.SearchField("inleiding"), index.SearchField("gaat_goed")]

    class Meta:
        verbose_name = "agenda"
        verbose_name_plural = "agenda’s"
        permissions = [("beheer_agenda", "Mag de agenda van het eigen gebied bijhouden")]

    def clean(self):
        super().clean()
        if self.begin and self.eind and self.eind <= self.begin:
            raise ValidationError({"eind": "De laatste dag moet na de eerste dag liggen."})

    def permissions_for_user(self, user):
        return AgendaTester(user, self)

    def get_lock(self):
        return AfgeslotenLock(self) if self.afgesloten_op else super().get_lock()

    @property
    def zoek_actueel_tot(self):
        return timezone.make_aware(datetime.combine(self.afgesloten_op, time.min)) if self.afgesloten_op else None

    @cached_property
    def gebied(self):
        """The area of this agenda, or None for that of all villages."""
        pad = self.path[: -self.steplen]
        return find_gebied(pad) or GebiedPage.objects.filter(path=pad).first()

    @property
    def gebieden(self):
        return [self.gebied] if self.gebied else []

    @property
    def dorpen(self):
        """The villages among which a reader of this agenda may choose."""
        if not self.gebied:
            return [gebied for gebied in get_gebieden() if gebied.is_dorp]
        return [] if self.gebied.is_dorp else self.gebied.dorpen

    @property
    def gebied_naam(self):
        return self.gebied.title if self.gebied else "alle dorpen"

    @property
    def punten(self):
        """The items that stand under this agenda itself."""
        return AgendapuntPage.objects.child_of(self)

    def is_own_address(self, slug):
        """The agenda itself answers here (verslag/, feed/ and so on), so an item cannot."""
        try:
            self.resolve_subpage(f"/{slug}/")
        except Http404:
            return False
        return True

    def get_free_slug(self, titel, nummer):
        """An address for a new item that nothing else on this agenda has."""
        slug = slugify(titel)[:200] or f"punt-{slugify(nummer)}"
        bezet = self.is_own_address(slug) or self.punten.filter(slug=slug).exists()
        return f"{slug}-{slugify(nummer)}" if bezet else slug

    @property
    def alle_punten(self):
        """What a reader finds here: also what villages of this area have and what others share with it."""
        punten = AgendapuntPage.objects.published()
        if self.afgesloten_op or not self.gebied:
            return punten.child_of(self)
        return punten.for_gebied(self.gebied).current()

    @property
    def vorige_edities(self):
        """The closed editions of the same area, newest first."""
        return [editie for editie in self._edities if editie.afgesloten_op]

    @property
    def volgende_editie(self):
        """The edition that replaced this one, when it is online."""
        return next((editie for editie in reversed(self._edities) if editie.begin > self.begin), None)

    @cached_property
    def _edities(self):
        return list(AgendaPage.objects.published().sibling_of(self).filter(begin__isnull=False).order_by("-begin"))

    def get_context(self, request, *args, **kwargs):
        return {**super().get_context(request, *args, **kwargs), "lijst": AgendaLijst(self, request.GET)}

    @path("verslag/")
    def report(self, request):
        """Each promise beside what came of it."""
        return self.render(
            request, template="gebieden/agenda_verslag.html", context_overrides={"verslag": Verslag(self)}
        )

    @path("vergelijk/<slug:slug>/")
    def compare(self, request, slug):
        """What was added, changed and dropped since another edition."""
        eerder = get_object_or_404(AgendaPage.objects.published().sibling_of(self), slug=slug)
        return self.render(
            request,
            template="gebieden/agenda_vergelijking.html",
            context_overrides={"vergelijking": Vergelijking(eerder, self)},
        )

    @path("veranderd/")
    def changes(self, request):
        """What moved since a day that the visitor names."""
        return self.render(
            request, template="gebieden/agenda_veranderd.html", context_overrides=read_changes(self, request.GET)
        )

    @path("csv/")
    def csv(self, request):
        return make_csv_response(self)

    @path("xlsx/")
    def xlsx(self, request):
        return make_xlsx_response(self)

    @path("json/")
    def json(self, request):
        return make_json_response(self, request)

    @path("pdf/")
    def pdf(self, request):
        """The whole agenda as a tagged PDF on A4."""
        context = {"page": self, "lijst": AgendaLijst(self, {})}
        return make_pdf_response("gebieden/agenda_pdf.html", context, f"{self.slug}-{self.gebied_naam}", "de agenda")

    @path("feed/")
    def feed(self, request):
        """The updates on this agenda as an Atom feed."""
        return AgendaFeed(self)(request)

    @path("kalender/")
    def calendar(self, request):
        """The planned dates of this agenda for the visitor's own calendar."""
        return make_planning_response(self, self.alle_punten.for_lijst(), request)
