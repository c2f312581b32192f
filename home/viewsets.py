from wagtail.snippets.views.snippets import SnippetViewSet

from home.models import Video


class VideoViewSet(SnippetViewSet):
    model = Video
    icon = "film"
    menu_label = "Video's"
    menu_order = 350
    add_to_admin_menu = True
    list_display = ["titel", "aanbieder", "duur"]
