from django.db import models
from django.utils import timezone
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from home.blocks import GESPREKBLOKKEN

from .bericht import BerichtPage


class VerhaalPage(BerichtPage):
    """A resident tells, in their own words and under the name they wish."""

    parent_page_types = ["gebieden.GebiedPage"]
    page_description = "Een bewoner of ondernemer vertelt, in vragen en antwoorden."
    zoeksoort = "Verhaal"
    og_type = "article"
    kaart_template = "gebieden/kaarten/verhaal.html"

    datum = models.DateField("datum", default=timezone.localdate, db_index=True)
    verteller = models.CharField(
        "wie vertelt", max_length=80, help_text="Zoals deze persoon genoemd wil worden. Een voornaam is genoeg."
    )
    vertelt_als = models.CharField(
        "als", max_length=120, blank=True, help_text="Bijvoorbeeld: initiatiefnemer van de buurtmoestuin"
    )
    citaat = models.CharField(
        "citaat", max_length=200, help_text="De sterkste zin uit het verhaal, zonder aanhalingstekens."
    )
    inhoud = StreamField(GESPREKBLOKKEN, verbose_name="inhoud", blank=True)

    content_panels = [
        *BerichtPage.content_panels,
        FieldPanel("datum"),
        MultiFieldPanel(
            [FieldPanel("verteller"), FieldPanel("vertelt_als"), FieldPanel("citaat")],
            heading="Wie vertelt",
            help_text="Vraag vooraf toestemming voor naam, foto en film. De verteller mag die later intrekken.",
        ),
        FieldPanel("inhoud"),
        BerichtPage.ook_in_panel,
    ]
    search_fields = [
        *BerichtPage.search_fields,
        index.SearchField("citaat"),
        index.SearchField("inhoud"),
        index.FilterField("datum"),
    ]

    class Meta:
        verbose_name = "verhaal"
        verbose_name_plural = "verhalen"
