from pathlib import Path

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.templatetags.static import static
from django.urls import include, path, reverse
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.snippets.models import register_snippet

from home.online import hide_expired, online
from home.redactie import bundelscherm, bureau
from home.redactie.bundelscherm import add_bundle_button, show_bundle
from home.redactie.planning import show_dates
from home.redactie.stapels import lay_moderation, lay_planning
from home.viewsets import VideoViewSet

ICONS = Path(__file__).parent / "templates" / "iconen"

# Panels of Wagtail's that the desk replaces: they ask more with each page that waits.
VERVANGEN = {"user_objects_in_workflow_moderation", "workflow_objects_to_moderate"}

register_snippet(VideoViewSet)
hooks.register("stapels", lay_moderation, order=10)
hooks.register("stapels", lay_planning, order=20)
hooks.register("before_edit_page", show_dates)
hooks.register("before_edit_page", show_bundle)
hooks.register("register_page_header_buttons", add_bundle_button)
hooks.register("before_serve_page", hide_expired)


@hooks.register("register_icons")
def register_house_icons(icons):
    return [*icons, *(f"iconen/{file.name}" for file in sorted(ICONS.glob("*.svg")))]


@hooks.register("register_admin_urls")
def register_desk():
    return [
        path("bureau/", include((bureau.urlpatterns, "bureau"))),
        path("bundels/", include((bundelscherm.urlpatterns, "bundels"))),
    ]


@hooks.register("register_admin_menu_item")
def register_bundle_menu_item():
    return MenuItem("Samen publiceren", reverse("bundels:overzicht"), icon_name="copy", order=150)


@hooks.register("construct_homepage_panels")
def put_desk_first(request, panels):
    panels[:] = [bureau.Bureau(), *(panel for panel in panels if getattr(panel, "name", "") not in VERVANGEN)]


@hooks.register("zoeken_in")
def search_what_is_online(pages):
    """A search can filter on few things; a key is one of them."""
    return pages.filter(pk__in=online(Page.objects.all()).values("pk"))


@hooks.register("construct_page_chooser_queryset")
def hide_drafts_of_others(pages, request):
    """Whoever looks for a page to link to sees what is online, and the drafts where he may work."""
    own = PagePermissionPolicy().explorable_instances(request.user).values("pk")
    seen = Q(pk__in=online(Page.objects.all()).values("pk")) | Q(depth=1) | Q(pk__in=own)
    parent = request.resolver_match.kwargs.get("parent_page_id")
    if parent and not Page.objects.filter(seen, pk=parent).exists():
        raise PermissionDenied
    return pages.filter(seen)


@hooks.register("before_move_page")
def show_only_own_pages_to_move(request, page, destination):
    """Wagtail checks this when the button is pressed, but shows the title before."""
    if not page.permissions_for_user(request.user).can_move():
        raise PermissionDenied


@hooks.register("construct_page_action_menu")
def leave_publishing_to_the_workflow(menu_items, request, context):
    """Only a superuser publishes past the workflow; where a type allows it directly the button stays."""
    page = context.get("page")
    if page and not page.permissions_for_user(request.user).can_publish_directly():
        menu_items[:] = [item for item in menu_items if item.name != "action-publish"]


@hooks.register("insert_global_admin_css")
def load_house_colours():
    return format_html('<link rel="stylesheet" href="{}">', static("admin.css"))
