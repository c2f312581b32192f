from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from home.blocks import SECTIEBLOKKEN
from home.models import SectiePage


class InitiatievenIndexPage(SectiePage):
    """How a resident's idea gets help and money."""

    parent_page_types = ["home.HomePage"]
    max_count = 1

    inhoud = StreamField(SECTIEBLOKKEN, verbose_name="inhoud", blank=True)

    content_panels = [*SectiePage.content_panels, FieldPanel("inhoud")]
    search_fields = [*SectiePage.search_fields, index.SearchField("inhoud")]

    class Meta:
        verbose_name = "initiatieven"
        verbose_name_plural = "initiatieven"


class AanvraagPage(SectiePage):
    """The form with which a resident asks money for a plan. Editors own its words, the procedure its questions."""

    page_description = "Het formulier waarmee bewoners geld vragen voor hun plan."
    parent_page_types = ["initiatieven.InitiatievenIndexPage"]
    subpage_types = []
    max_count = 1
    zoeksoort = "Formulier"

    inhoud = StreamField(SECTIEBLOKKEN, verbose_name="inhoud", blank=True)

    content_panels = [*SectiePage.content_panels, FieldPanel("inhoud")]
    search_fields = [*SectiePage.search_fields, index.SearchField("inhoud")]

    class Meta:
        verbose_name = "aanvraagformulier"
        verbose_name_plural = "aanvraagformulieren"
