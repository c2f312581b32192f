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

from home.redactie import bewaard, bewaren, bureau
from home.redactie.stapels import lay_moderation
from home.viewsets import RedactiePageViewSet, VideoViewSet

ICONS = Path(__file__).parent / "templates" / "iconen"

# Panels of Wagtail's that the desk replaces: they ask more with each page that waits.
VERVANGEN = {"user_objects_in_workflow_moderation", "workflow_objects_to_moderate"}

register_snippet(VideoViewSet)
# After Wagtail's own, which it takes the place of.
hooks.register("register_admin_viewset", RedactiePageViewSet, order=10)
hooks.register("register_log_actions", bewaren.register_log_actions)
hooks.register("stapels", lay_moderation, order=10)


@hooks.register("register_icons")
def register_house_icons(icons):
    return [*icons, *(f"iconen/{file.name}" for file in sorted(ICONS.glob("*.svg")))]


@hooks.register("register_admin_urls")
def register_desk():
    return [
        path("bureau/", include((bureau.urlpatterns, "bureau"))),
        path("bewaard/", bewaard.Bewaard.as_view(), name="bewaard"),
    ]


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


@hooks.register("insert_editor_js")
def load_editor_script():
    return format_html('<script src="{}" defer></script>', static("redactie.js"))
