"""What each area has online, how fresh it is, and what waits."""

from django.urls import path
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.permission_policies.pages import PagePermissionPolicy

from gebieden.models import GebiedPage
from gebieden.rapporten.basis import EigenPaginas
from gebieden.rapporten.versheid import SOORTEN, Versheden


class RapportFilterSet(WagtailFilterSet):
    class Meta:
        model = GebiedPage
        fields = ["soort"]


class GebiedenRapport(EigenPaginas, ReportView):
    page_title = "Gebieden: inhoud en versheid"
    header_icon = "gebied"
    results_template_name = "gebieden/beheer/rapport.html"
    model = GebiedPage
    permission_policy = PagePermissionPolicy(GebiedPage)
    filterset_class = RapportFilterSet
    index_url_name = "rapport_gebieden"
    index_results_url_name = "rapport_gebieden_results"
    export_filename = "gebieden"
    columns = [
        TitleColumn("title", label="Gebied", url_name="wagtailadmin_explore"),
        *(Column(naam, label=label, accessor=f"versheid.soorten.{naam}") for naam, (label, *_) in SOORTEN.items()),
        Column("videos", label="Video’s", accessor="versheid.videos"),
        Column("wachtend", label="Wacht op goedkeuring", accessor="versheid.wachtend"),
        Column("controle", label="Controle te laat sinds", accessor="versheid.oudste_controle"),
        Column("stil", label="Stille agendapunten", accessor="versheid.stil"),
    ]
    export_headings = {
        "title": "Gebied",
        **{f"versheid.soorten.{naam}.aantal": label for naam, (label, *_) in SOORTEN.items()},
        **{f"versheid.soorten.{naam}.dag": f"{label}: laatste" for naam, (label, *_) in SOORTEN.items()},
        "versheid.videos": "Video’s",
        "versheid.wachtend": "Wacht op goedkeuring",
        "versheid.oudste_controle": "Controle te laat sinds",
        "versheid.stil": "Stille agendapunten",
    }
    list_export = list(export_headings)

    def get_base_queryset(self):
        return self.permission_policy.instances_user_has_permission_for(self.request.user, "change").order_by("path")

    def decorate_paginated_queryset(self, object_list):
        versheden = Versheden()
        for gebied in object_list:
            gebied.versheid = versheden.get(gebied)
        return object_list


urlpatterns = [
    path("rapporten/gebieden/", GebiedenRapport.as_view(), name="rapport_gebieden"),
    path("rapporten/gebieden/lijst/", GebiedenRapport.as_view(results_only=True), name="rapport_gebieden_results"),
]
