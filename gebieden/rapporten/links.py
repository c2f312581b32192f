"""Links to other sites that do not work, in the pages that somebody may change."""

from django.db.models import CharField, ExpressionWrapper, F, OuterRef, Subquery
from django.urls import path, reverse
from django.utils import timezone
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.reports import ReportView

from gebieden.models import GebiedPage
from gebieden.rapporten.basis import GebiedFilterSet
from home.models import ExternAdres, Vindplaats
from home.redactie.rechten import get_own_pages
from home.tabel import make_response

KOLOMMEN = ["pagina", "gebied", "adres", "wat", "kapot_sinds", "bekeken_op", "bewerken"]


def get_edit_address(plek):
    return reverse("wagtailadmin_pages:edit", args=[plek.page_id])


class LinkFilterSet(GebiedFilterSet):
    plek = "page__path"

    class Meta:
        model = Vindplaats
        fields = []


class LinkRapport(ReportView):
    page_title = "Kapotte links"
    header_icon = "link"
    filterset_class = LinkFilterSet
    index_url_name = "links:alles"
    index_results_url_name = "links:resultaten"
    results_template_name = "gebieden/beheer/kapotte_links.html"
    list_export = KOLOMMEN
    columns = [
        TitleColumn("page", label="Pagina", get_url=get_edit_address),
        Column("gebied", label="Gebied"),
        Column("adres", label="Adres", accessor="extern.adres"),
        Column("uitkomst", label="Wat is er mis", accessor="extern.uitkomst"),
        DateColumn("kapot_sinds", label="Kapot sinds", accessor="extern.kapot_sinds"),
    ]

    def get_base_queryset(self):
        """Each broken address with each page in which it stands, for the pages of this user."""
        pages = get_own_pages(self.request.user)
        plek = ExpressionWrapper(OuterRef("page__path"), CharField())
        boven = GebiedPage.objects.annotate(plek=plek).filter(plek__startswith=F("path"))
        plekken = Vindplaats.objects.filter(extern__in=ExternAdres.objects.kapot(), page__in=pages.values("pk"))
        return (
            plekken.select_related("extern", "page")
            .annotate(gebied=Subquery(boven.order_by("-depth").values("title")[:1]))
            .order_by("page__path", "extern__adres")
        )

    def as_spreadsheet(self, queryset, spreadsheet_format):
        return make_response(KOLOMMEN, map(self._make_row, queryset), spreadsheet_format, "kapotte-links")

    def _make_row(self, plek):
        extern = plek.extern
        return {
            "pagina": plek.page.title,
            "gebied": plek.gebied or "",
            "adres": extern.adres,
            "wat": extern.uitkomst,
            "kapot_sinds": timezone.localdate(extern.kapot_sinds),
            "bekeken_op": timezone.localdate(extern.gecontroleerd_op),
            "bewerken": self.request.build_absolute_uri(get_edit_address(plek)),
        }


urlpatterns = [
    path("", LinkRapport.as_view(), name="alles"),
    path("resultaten/", LinkRapport.as_view(results_only=True), name="resultaten"),
]
