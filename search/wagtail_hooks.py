from django.urls import path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet

from .indexeren import Indexeerder
from .models import Synoniem
from .rapport import RECHT, ZonderResultaat
from .viewsets import SynoniemViewSet

register_snippet(SynoniemViewSet)


class ZonderResultaatMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm(RECHT)


@hooks.register("register_admin_urls")
def register_report():
    return [path("gezocht-zonder-resultaat/", ZonderResultaat.as_view(), name="zonder_resultaat")]


@hooks.register("register_reports_menu_item")
def register_report_menu_item():
    title, icon = ZonderResultaat.page_title, ZonderResultaat.header_icon
    return ZonderResultaatMenuItem(title, reverse("zonder_resultaat"), icon_name=icon, order=620)


@hooks.register("after_create_snippet")
@hooks.register("after_edit_snippet")
def use_synonym(request, synoniem):
    if isinstance(synoniem, Synoniem):
        Indexeerder().renew_words()


@hooks.register("after_delete_snippet")
def forget_synonyms(request, synoniemen):
    if any(isinstance(synoniem, Synoniem) for synoniem in synoniemen):
        Indexeerder().renew_words()


@hooks.register("after_bulk_action")
def forget_many_synonyms(request, action_type, objects, action):
    if any(isinstance(item, Synoniem) for item in objects):
        Indexeerder().renew_words()
