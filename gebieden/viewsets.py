from wagtail.admin.ui.tables import BooleanColumn
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from gebieden.models import Partner, Teamlid, Thema
from home.redactie.bewaren import BewaarSnippetView


class TeamlidViewSet(SnippetViewSet):
    model = Teamlid
    edit_view_class = BewaarSnippetView
    icon = "user"
    list_display = ["titel", "rol", "telefoon", "email", BooleanColumn("live", label="Op de site")]
    list_filter = ["rol"]


class ThemaViewSet(SnippetViewSet):
    model = Thema
    icon = "tag"
    list_display = ["naam", "uitleg"]
    sort_order_field = "volgorde"


class PartnerViewSet(SnippetViewSet):
    model = Partner
    icon = "group"
    list_display = ["naam", "uitleg", "website"]


class GebiedenViewSetGroup(SnippetViewSetGroup):
    """What several areas share."""

    items = [TeamlidViewSet, ThemaViewSet, PartnerViewSet]
    menu_label = "Gebieden"
    menu_icon = "gebied"
    menu_order = 150
