from wagtail.snippets.views.snippets import SnippetViewSet

from .models import Synoniem


class SynoniemViewSet(SnippetViewSet):
    model = Synoniem
    icon = "search"
    add_to_settings_menu = True
    list_display = ["woorden"]
    list_per_page = 100
    search_fields = ["woorden"]
    list_export = ["woorden"]
