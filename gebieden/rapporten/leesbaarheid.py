"""Which pages are hard to read."""

from django.urls import path
from wagtail.admin.views.reports import PageReportView

from gebieden.models import GebiedPage
from gebieden.rapporten.basis import EigenPaginas, GebiedFilterSet
from home.redactie.rechten import get_own_pages


class LeesbaarheidRapport(EigenPaginas, PageReportView):
    page_title = "Leesbaarheid"
    header_icon = "glasses"
    index_url_name = "rapporten:leesbaarheid"
    index_results_url_name = "rapporten:leesbaarheid_results"
    results_template_name = "gebieden/beheer/rapport_leesbaarheid.html"
    filterset_class = GebiedFilterSet
    export_filename = "leesbaarheid"
    export_headings = {
        "title": "Pagina",
        "gebied": "Gebied",
        "leesbaarheid.cijfer": "Cijfer",
        "leesbaarheid.niveau": "Niveau",
        "leesbaarheid.lange_zinnen": "Lange zinnen",
        "leesbaarheid.langste_zin": "Langste zin",
        "leesbaarheid.moeilijke_woorden": "Moeilijke woorden",
    }
    list_export = list(export_headings)

    def get_queryset(self):
        """The hardest first. What is too short for a figure is left out."""
        self.queryset = (
            get_own_pages(self.request.user)
            .live()
            .filter(leesbaarheid__cijfer__isnull=False)
            .select_related("leesbaarheid")
            .order_by("leesbaarheid__cijfer", "title", "pk")
        )
        return super().get_queryset()

    def decorate_paginated_queryset(self, pages):
        """The narrowest area that each page stands in."""
        gebieden = dict(GebiedPage.objects.order_by("depth").values_list("path", "title"))
        for page in pages:
            page.gebied = next((naam for plek, naam in reversed(gebieden.items()) if page.path.startswith(plek)), "")
        return pages


urlpatterns = [
    path("leesbaarheid/", LeesbaarheidRapport.as_view(), name="leesbaarheid"),
    path("leesbaarheid/results/", LeesbaarheidRapport.as_view(results_only=True), name="leesbaarheid_results"),
]
