"""Which films cannot be followed without sound."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField
from django.db.models.functions import Cast
from django.urls import path
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page, ReferenceIndex

from gebieden.rapporten.basis import EigenPaginas
from home.models import Video
from home.redactie.rechten import get_own_pages


class FilmsRapport(EigenPaginas, ReportView):
    page_title = "Films zonder ondertiteling"
    header_icon = "film"
    index_url_name = "rapporten:films"
    index_results_url_name = "rapporten:films_results"
    results_template_name = "gebieden/beheer/rapport_films.html"
    export_filename = "films-zonder-ondertiteling"
    export_headings = {"titel": "Film", "bron": "Waar staat de film", "paginatitels": "Op deze pagina's"}
    list_export = list(export_headings)
    model = Video

    def get_queryset(self):
        op_een_pagina = self._get_uses().annotate(film=Cast("to_object_id", Video._meta.pk)).values("film")
        self.queryset = Video.objects.without_captions().filter(pk__in=op_een_pagina).order_by("titel", "pk")
        return super().get_queryset()

    def _get_uses(self):
        """Where a film stands on a page of this user."""
        own = get_own_pages(self.request.user).annotate(sleutel=Cast("pk", CharField())).values("sleutel")
        soorten = ContentType.objects.get_for_models(Page, Video)
        return ReferenceIndex.objects.filter(
            base_content_type=soorten[Page], to_content_type=soorten[Video], object_id__in=own
        )

    def decorate_paginated_queryset(self, films):
        uses = set(self._get_uses().values_list("to_object_id", "object_id"))
        pages = Page.objects.in_bulk({int(page) for _, page in uses})
        for film in films:
            film.bron = film.aanbieder or "eigen film"
            film.paginas = [pages[int(page)] for naam, page in sorted(uses) if naam == str(film.pk)]
            film.paginatitels = ", ".join(page.title for page in film.paginas)
        return films


urlpatterns = [
    path("films/", FilmsRapport.as_view(), name="films"),
    path("films/results/", FilmsRapport.as_view(results_only=True), name="films_results"),
]
