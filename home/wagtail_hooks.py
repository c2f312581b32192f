from pathlib import Path

from django.core.exceptions import PermissionDenied
from django.templatetags.static import static
from django.urls import include, path, reverse
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from home import mailrapport, mailteksten
from home.models import SiteInstellingen, Video
from home.online import get_next_expiry, hide_expired, published
from home.permissies import VideoPolicy
from home.redactie import (
    bewaard,
    bewaren,
    bundelscherm,
    bureau,
    controlescherm,
    delen,
    linkmelding,
    logboek,
    onderdelen,
    overdrachtscherm,
)
from home.redactie.api import AfbeeldingenAPI, BestandenAPI
from home.redactie.bundelscherm import add_bundle_button, show_bundle
from home.redactie.controle import lay_controles
from home.redactie.knoppen import NaarModeratie
from home.redactie.overdracht import find_soorten
from home.redactie.planning import show_dates
from home.redactie.rechten import get_visible
from home.redactie.stapels import lay_moderation, lay_planning
from home.redactie.uitleg import explain_sent_back
from home.schrijven import waarschuwen
from home.schrijven.controles import put_own_checks
from home.viewsets import MoeilijkWoordViewSet, RedactiePageViewSet, VideoViewSet

ICONS = Path(__file__).parent / "templates" / "iconen"

# Panels of Wagtail's that the desk replaces: they ask more with each page that waits.
VERVANGEN = {"user_objects_in_workflow_moderation", "workflow_objects_to_moderate"}

register_permission_policy(Video, VideoPolicy(Video))
register_snippet(VideoViewSet)
register_snippet(MoeilijkWoordViewSet)
# After Wagtail's own, which it takes the place of.
hooks.register("register_admin_viewset", RedactiePageViewSet, order=10)
hooks.register("register_log_actions", bewaren.register_log_actions)
hooks.register("verandermomenten", get_next_expiry)
hooks.register("verandermomenten", SiteInstellingen.get_next_end)
hooks.register("stapels", lay_moderation, order=10)
hooks.register("stapels", lay_controles, order=30)
hooks.register("register_page_header_buttons", controlescherm.add_control_button)
hooks.register("after_move_page", controlescherm.let_role_follow_place)
hooks.register("register_log_actions", controlescherm.register_log_actions)
hooks.register("overdracht", find_soorten)
hooks.register("stapels", overdrachtscherm.lay_without_owner, order=90)
hooks.register("register_user_listing_buttons", overdrachtscherm.add_button)
hooks.register("after_edit_user", overdrachtscherm.offer_to_who_leaves)
hooks.register("before_delete_user", overdrachtscherm.keep_who_counts)
hooks.register("before_bulk_action", overdrachtscherm.keep_who_counts_of_many)
hooks.register("register_log_actions", overdrachtscherm.register_log_actions)
hooks.register("before_edit_page", explain_sent_back)
hooks.register("before_edit_snippet", explain_sent_back)
hooks.register("construct_wagtail_userbar", put_own_checks, order=1000)
hooks.register("after_create_page", waarschuwen.tell_author)
hooks.register("after_edit_page", waarschuwen.tell_author)
hooks.register("before_edit_page", waarschuwen.tell_approver)
hooks.register("stapels", delen.lay_remarks, order=50)
hooks.register("register_log_actions", delen.register_log_actions)
hooks.register("register_log_actions", logboek.register_log_actions)
hooks.register("before_edit_user", logboek.remember_roles)
hooks.register("after_edit_user", logboek.log_roles)
hooks.register("after_create_user", logboek.log_roles)
hooks.register("before_bulk_action", logboek.before_bulk_action)
hooks.register("after_bulk_action", logboek.after_bulk_action)
hooks.register("register_snippet_action_menu_item", onderdelen.add_offline_button)
hooks.register("before_edit_page", linkmelding.warn_in_editor)
hooks.register("after_create_page", linkmelding.warn_on_submit)
hooks.register("after_edit_page", linkmelding.warn_on_submit)
hooks.register("after_publish_page", linkmelding.warn)
hooks.register("before_delete_page", linkmelding.warn_before_delete)
hooks.register("after_bulk_action", linkmelding.warn_on_bulk_publish)
hooks.register("stapels", lay_planning, order=20)
hooks.register("before_edit_page", show_dates)
hooks.register("before_edit_page", show_bundle)
hooks.register("register_page_header_buttons", add_bundle_button)
hooks.register("before_serve_page", hide_expired)
hooks.register("register_settings_menu_item", mailteksten.make_menu_item)
hooks.register("register_reports_menu_item", mailrapport.make_menu_item)
hooks.register("register_log_actions", mailrapport.register_log_actions)
hooks.register("stapels", mailrapport.lay_failed, order=60)


@hooks.register("register_icons")
def register_house_icons(icons):
    return [*icons, *(f"iconen/{file.name}" for file in sorted(ICONS.glob("*.svg")))]


@hooks.register("register_log_actions")
def register_alert_actions(actions):
    actions.register_action(
        "home.melding_aan", "Melding aan", "Zette de melding boven elke pagina aan, of veranderde hem"
    )
    actions.register_action("home.melding_uit", "Melding uit", "Zette de melding boven elke pagina uit")


@hooks.register("register_admin_urls")
def register_screens():
    return [
        path("bureau/", include((bureau.urlpatterns, "bureau"))),
        path("bewaard/", bewaard.Bewaard.as_view(), name="bewaard"),
        path("delen/", include((delen.urlpatterns, "delen"))),
        path("bundels/", include((bundelscherm.urlpatterns, "bundels"))),
        path("mailteksten/", include((mailteksten.urlpatterns, "mailteksten"))),
        path("mails/", include((mailrapport.urlpatterns, "mails"))),
        *controlescherm.urlpatterns,
        *overdrachtscherm.urlpatterns,
    ]


@hooks.register("register_admin_menu_item")
def register_bundle_menu_item():
    return MenuItem("Samen publiceren", reverse("bundels:overzicht"), icon_name="copy", order=150)


@hooks.register("register_page_header_buttons")
def add_share_button(page, user, view_name, next_url=None):
    return delen.make_button(page, user)


@hooks.register("construct_admin_api", order=100)
def keep_files_of_others_apart(router):
    router.register_endpoint("images", AfbeeldingenAPI)
    router.register_endpoint("documents", BestandenAPI)


@hooks.register("construct_homepage_panels")
def put_desk_first(request, panels):
    panels[:] = [bureau.Bureau(), *(panel for panel in panels if getattr(panel, "name", "") not in VERVANGEN)]


@hooks.register("construct_homepage_summary_items", order=1000)
def leave_out_totals(request, items):
    """How many pages there are tells nobody what to do."""
    items.clear()


@hooks.register("zoeken_in")
def search_what_is_online(pages):
    return published(pages)


@hooks.register("construct_page_chooser_queryset")
def hide_drafts_of_others(pages, request):
    """Whoever looks for a page to link to sees no drafts of others."""
    seen = get_visible(request.user)
    parent = request.resolver_match.kwargs.get("parent_page_id")
    if parent and not seen.filter(pk=parent).exists():
        raise PermissionDenied
    return pages.filter(pk__in=seen.values("pk"))


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
    menu_items[:] = [NaarModeratie(item.order) if item.name == "action-submit" else item for item in menu_items]


@hooks.register("insert_global_admin_css")
def load_house_colours():
    return format_html('<link rel="stylesheet" href="{}">', static("admin.css"))


@hooks.register("insert_editor_js")
def load_editor_scripts():
    return format_html(
        '<script src="{}" defer></script><script type="module" src="{}"></script>',
        static("redactie.js"),
        static("leesbaarheid.js"),
    )
