"""What reports share: they are for who writes, and show the pages that one may change."""

import django_filters
from django.urls import reverse
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy

from gebieden.models import GebiedPage
from home.tabel import STUURTEKENS, make_safe


class EigenPaginas:
    """For whoever writes; it shows the pages that one may change. What goes out is safe in a spreadsheet."""

    any_permission_required = ["change"]
    permission_policy = PagePermissionPolicy()

    def preprocess_field_value(self, field, value, export_format):
        value = super().preprocess_field_value(field, value, export_format)
        if not isinstance(value, str):
            return value
        value = STUURTEKENS.sub("", value)
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


class RapportMenuItem(MenuItem):
    def is_shown(self, request):
        return PagePermissionPolicy().user_has_permission(request.user, "change")


def make_menu_item(view, order):
    return RapportMenuItem(view.page_title, reverse(view.index_url_name), icon_name=view.header_icon, order=order)
