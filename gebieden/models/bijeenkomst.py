from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Min
from django.utils import timezone
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import RichTextField, StreamField
from wagtail.models import PageManager
from wagtail.search import index

from gebieden.ical import make_calendar_response
from home.blocks import OPMAAK, TEKSTBLOKKEN

from .bericht import BerichtPage, BerichtQuerySet


class BijeenkomstQuerySet(BerichtQuerySet):
    def coming(self, at=None):
        """Not over yet, the first one first."""
        return self.filter(eind__gte=at or timezone.now()).order_by("begin", "pk")

    def for_lijst(self):
        """Its card has no picture."""
        return self.with_gebied()

    def past(self, at=None):
        return self.filter(eind__lt=at or timezone.now()).order_by("-begin", "-pk")


class BijeenkomstPage(RoutablePageMixin, BerichtPage):
    parent_page_types = ["gebieden.GebiedPage", "gebieden.BijeenkomstenIndexPage"]
    page_description = "Een avond, middag of wandeling: waar en wanneer, en achteraf het verslag."
    zoeksoort = "Bijeenkomst"
    kaart_template = "gebieden/kaarten/bijeenkomst.html"

    begin = models.DateTimeField("begin", null=True, db_index=True)
    eind = models.DateTimeField("einde", null=True, db_index=True)
    gaat_niet_door = models.BooleanField("gaat niet door", default=False)
    plek = models.CharField("plek", max_length=100, help_text="Bijvoorbeeld: wijkcentrum Overdie")
    adres = models.CharField("adres", max_length=150, blank=True)
    voor_wie = models.CharField("voor wie", max_length=150, blank=True, help_text="Bijvoorbeeld: iedereen uit De Mare")
    aanmelden_link = models.URLField("adres om aan te melden", blank=True)
    aanmelden_email = models.EmailField("e-mailadres om aan te melden", blank=True)
    inhoud = StreamField(TEKSTBLOKKEN, verbose_name="inhoud", blank=True)
    verslag = RichTextField(
        "verslag", features=["h3", *OPMAAK], blank=True, help_text="Achteraf: wat is er gezegd en wat gebeurt ermee?"
    )

    objects = PageManager.from_queryset(BijeenkomstQuerySet)()

    content_panels = [
        *BerichtPage.content_panels,
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("begin"), FieldPanel("eind")]),
                FieldPanel("gaat_niet_door"),
                FieldPanel("plek"),
                FieldPanel("adres"),
                FieldPanel("voor_wie"),
            ],
            heading="Wanneer en waar",
        ),
        MultiFieldPanel(
            [FieldPanel("aanmelden_link"), FieldPanel("aanmelden_email")],
            heading="Aanmelden",
            help_text="Laat leeg als aanmelden niet hoeft.",
        ),
        FieldPanel("inhoud"),
        FieldPanel("verslag"),
        BerichtPage.ook_in_panel,
    ]
    search_fields = [
        *BerichtPage.search_fields,
        index.SearchField("plek"),
        index.SearchField("inhoud"),
        index.SearchField("verslag"),
    ]

    class Meta:
        verbose_name = "bijeenkomst"
        verbose_name_plural = "bijeenkomsten"

    def clean(self):
        super().clean()
        if self.begin and self.eind and self.eind <= self.begin:
            raise ValidationError({"eind": "Het einde moet na het begin liggen."})

    def get_schema(self, request):
        status = "EventCancelled" if self.gaat_niet_door else "EventScheduled"
        return {
            **super().get_schema(request),
            "@type": "Event",
            "startDate": timezone.localtime(self.begin).isoformat(),
            "endDate": timezone.localtime(self.eind).isoformat(),
            "eventStatus": f"https://schema.org/{status}",
            "location": {"@type": "Place", "name": self.plek, "address": self.adres or "Alkmaar"},
            "organizer": {"@type": "GovernmentOrganization", "name": "Gemeente Alkmaar"},
        }

    @classmethod
    def get_next_end(cls, now):
        """When the first meeting is over, and stands among those of the past."""
        eind = cls.objects.live().filter(eind__gte=now).aggregate(eind=Min("eind"))["eind"]
        return eind and eind + timedelta.resolution

    @property
    def zoek_actueel_tot(self):
        return self.eind

    @property
    def is_voorbij(self):
        return self.eind < timezone.now()

    @path("zet-in-agenda/")
    def calendar(self, request):
        """The meeting for the visitor's own calendar."""
        return make_calendar_response(self, request)
