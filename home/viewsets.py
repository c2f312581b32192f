from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.snippets.views.snippets import SnippetViewSet

from home.models import Video
from home.redactie.bewaren import GoedkeurView, PaginaView, TerugzetView


class RedactiePageViewSet(PageViewSet):
    """The screens of every page."""

    edit_view_class = PaginaView
    revisions_revert_view_class = TerugzetView
    workflow_action_view_class = GoedkeurView


class VideoViewSet(SnippetViewSet):
    model = Video
    icon = "film"
    menu_label = "Video's"
    menu_order = 350
    add_to_admin_menu = True
    list_display = ["titel", "aanbieder", "duur"]
