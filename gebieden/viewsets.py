from wagtail.admin.ui.tables import BooleanColumn
from wagtail.snippets.action_menu import UnpublishMenuItem
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup, UnpublishView

from gebieden.models import Partner, Teamlid, Thema
from gebieden.teamkaarten import TeamlidChooserViewSet
from home.redactie.bewaren import BewaarSnippetView
from home.redactie.eigen import EigenViewSet


class KaartOfflineView(UnpublishView):
    """Nobody may publish a card past the workflow; who may delete it may also take it offline."""

    permission_required = "delete"


class KaartOfflineMenuItem(UnpublishMenuItem):
    def is_shown(self, context):
        user = context["request"].user
        mag = user.has_perm("gebieden.delete_teamlid") and not user.is_superuser
        return mag and context["view"] == "edit" and context["instance"].live and not context.get("locked_for_user")


class TeamlidViewSet(EigenViewSet):
    model = Teamlid
    chooser_viewset_class = TeamlidChooserViewSet
    unpublish_view_class = KaartOfflineView
    uitleg_geen_recht = "Deze kaart hoort bij een ander gebied. Vraag Communicatie om hulp."
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
