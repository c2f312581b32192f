from datetime import datetime, time, timedelta

from django.db import models
from django.forms import CheckboxSelectMultiple
from django.utils import timezone
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from gebieden.forms import GoedgekeurdForm
from home.blocks import TEKSTBLOKKEN

from .bericht import BerichtPage
from .snippets import Thema


class NieuwsPage(BerichtPage):
    parent_page_types = ["gebieden.GebiedPage", "gebieden.NieuwsIndexPage"]
    page_description = "Iets dat is gebeurd of gaat gebeuren, met een datum."
    zoeksoort = "Nieuws"
    og_type = "article"
    kaart_template = "gebieden/kaarten/nieuws.html"
    base_form_class = GoedgekeurdForm

    datum = models.DateField("datum", default=timezone.localdate, db_index=True)
    themas = ParentalManyToManyField(
        Thema, verbose_name="thema's", blank=True, related_name="nieuws", help_text="Waar gaat het bericht over?"
    )
    inhoud = StreamField(TEKSTBLOKKEN, verbose_name="inhoud", blank=True)

    content_panels = [
        *BerichtPage.content_panels,
        FieldPanel("inhoud"),
        FieldPanel("datum"),
        FieldPanel("themas", widget=CheckboxSelectMultiple),
        BerichtPage.ook_in_panel,
    ]
    search_fields = [*BerichtPage.search_fields, index.SearchField("inhoud"), index.FilterField("datum")]

    class Meta:
        verbose_name = "nieuwsbericht"
        verbose_name_plural = "nieuwsberichten"

    @property
    def zoek_actueel_tot(self):
        """What is a year old comes after what is new."""
        return timezone.make_aware(datetime.combine(self.datum, time.min)) + timedelta(days=365)

    def get_schema(self, request):
        return {
            **super().get_schema(request),
            "@type": "NewsArticle",
            "headline": self.title,
            "datePublished": self.datum.isoformat(),
            "dateModified": (self.bijgewerkt or self.datum).isoformat(),
            "publisher": {"@type": "GovernmentOrganization", "name": "Gemeente Alkmaar"},
        }

    @property
    def bijgewerkt(self):
        """The day of the last change, when that is a later day than that of the message itself."""
        if not self.last_published_at:
            return None
        dag = timezone.localdate(self.last_published_at)
        return dag if dag > max(self.datum, timezone.localdate(self.first_published_at)) else None
