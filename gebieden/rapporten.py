"""Reports over the pages of somebody: what is hard to read, and which films cannot be followed without sound."""

import django_filters
from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField
from django.db.models.functions import Cast
from django.urls import path, reverse
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.reports import PageReportView, ReportView
from wagtail.models import Page, ReferenceIndex
from wagtail.permission_policies.pages import PagePermissionPolicy

from gebieden.models import GebiedPage
from home.models import Video
from home.tabel import make_safe


def get_own_pages(user):
    return PagePermissionPolicy().instances_user_has_permission_for(user, "change")


class EigenPaginas:
    """For whoever writes; it shows the pages that one may change. What goes out is safe in a spreadsheet."""

    any_permission_required = ["change"]
    permission_policy = PagePermissionPolicy()

    def preprocess_field_value(self, field, value, export_format):
        value = super().preprocess_field_value(field, value, export_format)
        if not isinstance(value, str):
            return value
        value = ILLEGAL_CHARACTERS_RE.sub("", value)
        return make_safe(value) if export_format == self.FORMAT_CSV else value


class GebiedFilterSet(WagtailFilterSet):
    """By area; `plek` says where a row keeps the path of its page."""

    plek = "path"
    gebied = django_filters.ModelChoiceFilter(
        label="Gebied", queryset=GebiedPage.objects.live().order_by("title"), method="filter_gebied"
    )

    class Meta:
        model = Page
        fields = ["gebied"]

    def filter_gebied(self, queryset, name, gebied):
        return queryset.filter(**{f"{self.plek}__startswith": gebied.path})


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


class RapportMenuItem(MenuItem):
    def is_shown(self, request):
        return PagePermissionPolicy().user_has_permission(request.user, "change")


def make_menu_item(view, order):
    return RapportMenuItem(view.page_title, reverse(view.index_url_name), icon_name=view.header_icon, order=order)


urlpatterns = [
    path("leesbaarheid/", LeesbaarheidRapport.as_view(), name="leesbaarheid"),
    path("leesbaarheid/results/", LeesbaarheidRapport.as_view(results_only=True), name="leesbaarheid_results"),
    path("films/", FilmsRapport.as_view(), name="films"),
    path("films/results/", FilmsRapport.as_view(results_only=True), name="films_results"),
]
