from pathlib import Path

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.templatetags.static import static
from django.urls import include, path
from django.utils.html import format_html
from wagtail import hooks
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.snippets.models import register_snippet

from home.redactie import bureau, delen, linkmelding, logboek
from home.redactie.stapels import lay_moderation
from home.viewsets import VideoViewSet

ICONS = Path(__file__).parent / "templates" / "iconen"

# Panels of Wagtail's that the desk replaces: they ask more with each page that waits.
VERVANGEN = {"user_objects_in_workflow_moderation", "workflow_objects_to_moderate"}

register_snippet(VideoViewSet)
hooks.register("stapels", lay_moderation, order=10)
hooks.register("stapels", delen.lay_remarks, order=50)
hooks.register("register_log_actions", delen.register_log_actions)
hooks.register("register_log_actions", logboek.register_log_actions)
hooks.register("before_edit_user", logboek.remember_roles)
hooks.register("after_edit_user", logboek.log_roles)
hooks.register("after_create_user", logboek.log_roles)
hooks.register("before_bulk_action", logboek.before_bulk_action)
hooks.register("after_bulk_action", logboek.after_bulk_action)
hooks.register("before_edit_page", linkmelding.warn_in_editor)
hooks.register("after_create_page", linkmelding.warn_on_submit)
hooks.register("after_edit_page", linkmelding.warn_on_submit)
hooks.register("after_publish_page", linkmelding.warn)
hooks.register("before_delete_page", linkmelding.warn_before_delete)
hooks.register("after_bulk_action", linkmelding.warn_on_bulk_publish)


@hooks.register("register_icons")
def register_house_icons(icons):
    return [*icons, *(f"iconen/{file.name}" for file in sorted(ICONS.glob("*.svg")))]


@hooks.register("register_admin_urls")
def register_desk():
    return [
        path("bureau/", include((bureau.urlpatterns, "bureau"))),
        path("delen/", include((delen.urlpatterns, "delen"))),
    ]


@hooks.register("register_page_header_buttons")
def add_share_button(page, user, view_name, next_url=None):
    return delen.make_button(page, user)


@hooks.register("construct_homepage_panels")
def put_desk_first(request, panels):
    panels[:] = [bureau.Bureau(), *(panel for panel in panels if getattr(panel, "name", "") not in VERVANGEN)]


@hooks.register("construct_page_chooser_queryset")
def hide_drafts_of_others(pages, request):
    """Whoever looks for a page to link to sees what is online, and the drafts where he may work."""
    own = PagePermissionPolicy().explorable_instances(request.user).values("pk")
    seen = Q(live=True) | Q(depth=1) | Q(pk__in=own)
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
