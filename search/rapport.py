"""What residents searched for without finding anything."""

from datetime import timedelta

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.utils import timezone
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from .missers import DAGEN, find_frequent

RECHT = "search.change_synoniem"
MEESTE = 200


class ZonderResultaat(PermissionRequiredMixin, WagtailAdminTemplateMixin, TemplateView):
    permission_required = RECHT
    raise_exception = True
    page_title = "Gezocht zonder resultaat"
    header_icon = "search"
    _show_breadcrumbs = True
    template_name = "search/beheer/zonder_resultaat.html"

    def get_breadcrumbs_items(self):
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        vandaag = timezone.localdate()
        termen = list(find_frequent(vandaag - timedelta(days=DAGEN))[:MEESTE])
        week = {row["term"]: row["totaal"] for row in find_frequent(vandaag - timedelta(days=6))}
        for row in termen:
            row["deze_week"] = week.get(row["term"])
        return {**super().get_context_data(**kwargs), "termen": termen, "dagen": DAGEN}
