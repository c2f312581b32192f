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
