from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import StreamField
from wagtail.search import index

from home.blocks import SECTIEBLOKKEN
from home.models import SectiePage
from initiatieven.openbaar.downloaden import make_csv_response, make_json_response
from initiatieven.openbaar.register import Register
from initiatieven.openbaar.secties import render_register


class InitiatievenIndexPage(RoutablePageMixin, SectiePage):
    """How a resident's idea gets help and money, and what came of the ideas of others."""

    parent_page_types = ["home.HomePage"]
    max_count = 1

    inhoud = StreamField(SECTIEBLOKKEN, verbose_name="inhoud", blank=True)

    content_panels = [*SectiePage.content_panels, FieldPanel("inhoud")]
    search_fields = [*SectiePage.search_fields, index.SearchField("inhoud")]

    class Meta:
        verbose_name = "initiatieven"
        verbose_name_plural = "initiatieven"

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["secties"] += render_register(request, self)
        return context

    @path("csv/")
    def csv(self, request):
        return make_csv_response(Register(request.GET), request)

    @path("json/")
    def json(self, request):
        return make_json_response(Register(request.GET), request)
