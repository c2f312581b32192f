from django.urls import include, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import Button
from wagtail.snippets.models import register_snippet
from wagtail_modeladmin.options import modeladmin_register

from gebieden.admin import PostcodeAdmin
from gebieden.agenda import beheer
from gebieden.models import AgendaPage
from gebieden.viewsets import GebiedenViewSetGroup

register_snippet(GebiedenViewSetGroup)
modeladmin_register(PostcodeAdmin)


@hooks.register("register_admin_urls")
def register_agenda_screens():
    return [path("agendas/", include((beheer.urlpatterns, "agendas")))]


@hooks.register("register_admin_menu_item")
def register_agenda_menu_item():
    return MenuItem("Agenda’s", reverse("agendas:overzicht"), icon_name="agenda", order=140)


@hooks.register("register_page_header_buttons")
def add_agenda_button(page, user, view_name, next_url=None):
    """From an agenda in the tree to its screen."""
    if isinstance(page.specific_deferred, AgendaPage) and not page.specific.afgesloten_op:
        yield Button(
            "Overzicht van deze agenda", reverse("agendas:punten", args=[page.pk]), icon_name="agenda", priority=5
        )
