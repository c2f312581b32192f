from wagtail.snippets.views.snippets import SnippetViewSet

from home.models import MoeilijkWoord, Video


class VideoViewSet(SnippetViewSet):
    model = Video
    icon = "film"
    menu_label = "Video's"
    menu_order = 350
    add_to_admin_menu = True
    list_display = ["titel", "aanbieder", "duur"]


class MoeilijkWoordViewSet(SnippetViewSet):
    model = MoeilijkWoord
    icon = "edit"
    add_to_settings_menu = True
    list_display = ["woord", "eenvoudiger", "vormen"]
    list_per_page = 100
    search_fields = ["woord", "eenvoudiger"]
    list_export = ["woord", "eenvoudiger", "vormen"]
