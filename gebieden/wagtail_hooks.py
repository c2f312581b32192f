from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import include, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import Button
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail_modeladmin.options import modeladmin_register

from gebieden.admin import PostcodeAdmin
from gebieden.agenda import beheer
from gebieden.eigenaren import find_eigenaren
from gebieden.models import AgendaPage, AgendapuntPage, BijeenkomstPage, GebiedPage, Partner, Teamlid, Thema
from gebieden.overdracht import find_kaarten
from gebieden.permissies import BEHEER_AGENDA
from gebieden.rapporten import films, inhoud, leesbaarheid, links, logboek
from gebieden.rapporten.basis import make_menu_item
from gebieden.rollen import clean_up_areas, set_up_area
from gebieden.stapels import lay_agendas
from gebieden.teamkaarten import TeamlidPolicy
from gebieden.viewsets import GebiedenViewSetGroup
from home.geheugen import remembered
from home.redactie.onderdelen import OnderdeelPolicy
from home.redactie.rechten import may_see_all_areas

register_permission_policy(Teamlid, TeamlidPolicy(Teamlid))
register_permission_policy(Thema, OnderdeelPolicy(Thema))
register_permission_policy(Partner, OnderdeelPolicy(Partner))
register_snippet(GebiedenViewSetGroup)
modeladmin_register(PostcodeAdmin)
hooks.register("eigenaren", find_eigenaren)
hooks.register("overdracht", find_kaarten, order=10)
hooks.register("stapels", lay_agendas, order=40)
hooks.register("verandermomenten", BijeenkomstPage.get_next_end)


@hooks.register("register_admin_urls")
def register_screens():
    return [
        path("agendas/", include((beheer.urlpatterns, "agendas"))),
        path("logboek/", include((logboek.urlpatterns, "logboek"))),
        path("kapotte-links/", include((links.urlpatterns, "links"))),
        path("rapporten/", include(([*leesbaarheid.urlpatterns, *films.urlpatterns], "rapporten"))),
        *inhoud.urlpatterns,
    ]


@hooks.register("zoekplekken")
def name_places():
    """Where something may stand, for search."""
    plekken = GebiedPage.objects.only("title", "path", "depth", "soort").order_by("path")
    return remembered("zoekplekken", lambda: list(plekken.published()))


@hooks.register("register_reports_menu_item")
def register_report_menu_item():
    return make_menu_item(inhoud.GebiedenRapport, 100)


@hooks.register("register_reports_menu_item")
def register_readability_menu_item():
    return make_menu_item(leesbaarheid.LeesbaarheidRapport, 600)


@hooks.register("register_reports_menu_item")
def register_films_menu_item():
    return make_menu_item(films.FilmsRapport, 610)


class AgendaMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm(BEHEER_AGENDA)


@hooks.register("register_admin_menu_item")
def register_agenda_menu_item():
    return AgendaMenuItem("Agenda’s", reverse("agendas:overzicht"), icon_name="agenda", order=140)


class LogboekMenuItem(MenuItem):
    def is_shown(self, request):
        return may_see_all_areas(request.user)


@hooks.register("register_reports_menu_item")
def register_log():
    return LogboekMenuItem("Logboek", reverse("logboek:alles"), icon_name="history", order=1000)


@hooks.register("register_reports_menu_item")
def register_broken_links():
    return MenuItem("Kapotte links", reverse("links:alles"), icon_name="link", order=950)


@hooks.register("construct_reports_menu")
def leave_history_to_the_log(request, menu_items):
    menu_items[:] = [item for item in menu_items if item.name != "site-history"]


@hooks.register("register_page_header_buttons")
def add_agenda_button(page, user, view_name, next_url=None):
    """From an agenda in the tree to its screen."""
    if isinstance(page.specific_deferred, AgendaPage) and not page.specific.afgesloten_op:
        yield Button(
            "Overzicht van deze agenda", reverse("agendas:punten", args=[page.pk]), icon_name="agenda", priority=5
        )


@hooks.register("after_create_page")
@hooks.register("after_publish_page")
def set_up_area_roles(request, page):
    """A new area has its groups and collection on the spot, and a new name goes along."""
    if isinstance(page, GebiedPage):
        set_up_area(page)


@hooks.register("after_delete_page")
def clean_up_after_delete(request, page):
    clean_up_areas()


@hooks.register("after_bulk_action")
def clean_up_after_bulk_delete(request, action_type, objects, action):
    if action_type == "delete":
        clean_up_areas()


@hooks.register("before_create_page")
def leave_the_agenda_to_the_regisseur(request, parent_page, page_class):
    if issubclass(page_class, AgendaPage) and not request.user.has_perm(BEHEER_AGENDA):
        raise PermissionDenied


@hooks.register("before_move_page")
def keep_numbers_apart(request, page, destination):
    """An item keeps its number when it moves, so that number must be free where it goes."""
    if not isinstance(page, AgendapuntPage) or page.get_parent() == destination:
        return None
    if AgendapuntPage.objects.child_of(destination).has_nummer(page.nummer):
        messages.error(request, f"Nummer {page.nummer} bestaat al op die agenda. Geef dit punt eerst een ander nummer.")
        return redirect("wagtailadmin_pages:edit", page.pk)
    return None


@hooks.register("after_copy_page")
def give_copy_its_own_number(request, page, new_page):
    punt = new_page.specific
    if not isinstance(punt, AgendapuntPage):
        return
    anderen = AgendapuntPage.objects.sibling_of(punt, inclusive=False)
    if anderen.has_nummer(punt.nummer):
        nummer = anderen.get_next_nummer()
        AgendapuntPage.objects.filter(pk=punt.pk).update(nummer=nummer)
        concept = punt.get_latest_revision_as_object()
        concept.nummer = nummer
        concept.save_revision(user=request.user)
