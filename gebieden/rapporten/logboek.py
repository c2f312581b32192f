"""The log of the whole site, for who may see all areas."""

import django_filters
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db.models import IntegerField, Value
from django.urls import path
from wagtail.admin.filters import ContentTypeFilter
from wagtail.admin.views.pages.history import PageHistoryFilterSet
from wagtail.admin.views.reports.audit_logging import LogEntriesView
from wagtail.log_actions import log, registry
from wagtail.models import PageLogEntry

from gebieden.models import GebiedPage
from home.redactie.logboek import KOLOMMEN, LOGBOEKEN, make_rows
from home.redactie.rechten import may_see_all_areas
from home.tabel import make_response


def get_everywhere(field):
    """All values that occur in any of the logs."""
    querysets = (logboek.objects.order_by().values_list(field, flat=True) for logboek in LOGBOEKEN)
    return {value for queryset in querysets for value in queryset.distinct()}


class LogboekFilterSet(PageHistoryFilterSet):
    label = django_filters.CharFilter(label="Naam van de pagina of het onderdeel", lookup_expr="icontains")
    gebied = django_filters.ModelChoiceFilter(
        label="Gebied",
        queryset=GebiedPage.objects.order_by("title"),
        method="filter_gebied",
        help_text="Wat inmiddels is verwijderd, staat er dan niet bij.",
    )
    soort = ContentTypeFilter(
        label="Soort",
        field_name="content_type",
        queryset=lambda request: ContentType.objects.filter(pk__in=get_everywhere("content_type")).order_by("model"),
    )
    is_commenting_action = None

    class Meta:
        model = PageLogEntry
        fields = []

    def filter_gebied(self, queryset, name, gebied):
        if queryset.model is not PageLogEntry:
            return queryset.none()
        return queryset.filter(page__path__startswith=gebied.path)

    def get_action_choices(self):
        used = get_everywhere("action")
        return [(action, label) for action, label in registry.get_choices() if action in used]

    def get_users_queryset(self):
        return get_user_model().objects.filter(pk__in=get_everywhere("user")).order_by("username")


class Logboek(LogEntriesView):
    """As Wagtail's report, but complete: with what was deleted, and for every kind of thing."""

    page_title = "Logboek"
    results_template_name = "gebieden/beheer/logboek.html"
    filterset_class = LogboekFilterSet
    index_url_name = "logboek:alles"
    index_results_url_name = "logboek:resultaten"

    def dispatch(self, request, *args, **kwargs):
        if not may_see_all_areas(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_filtered_queryset(self):
        self.log_models = LOGBOEKEN
        een, twee = (
            self.filter_queryset(
                logboek.objects.order_by()
                .values("pk", "timestamp")
                .annotate(log_model_index=Value(number, IntegerField()))
            )
            for number, logboek in enumerate(LOGBOEKEN)
        )
        return een.union(twee, all=True).order_by("-timestamp")

    def get(self, request, *args, **kwargs):
        return self.export(request.GET["export"]) if self.is_export else super().get(request, *args, **kwargs)

    def export(self, formaat):
        log(self.request.user, "redactie.exporteer", user=self.request.user, data={"formaat": formaat})
        rijen = make_rows(self.filter_queryset(logboek.objects.all()) for logboek in LOGBOEKEN)
        return make_response(KOLOMMEN, rijen, formaat, "logboek")


urlpatterns = [
    path("", Logboek.as_view(), name="alles"),
    path("resultaten/", Logboek.as_view(results_only=True), name="resultaten"),
]
