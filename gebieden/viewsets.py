from wagtail.snippets.views.snippets import SnippetViewSetGroup

from gebieden.models import Partner, Teamlid, Thema
from home.redactie.onderdelen import OP_DE_SITE, OnderdeelViewSet


class TeamlidViewSet(OnderdeelViewSet):
    model = Teamlid
    uitleg_geen_recht = "Deze kaart hoort bij een ander gebied. Vraag Communicatie om hulp."
    icon = "user"
    list_display = ["titel", "rol", "telefoon", "email", OP_DE_SITE]
    list_filter = ["rol"]


class ThemaViewSet(OnderdeelViewSet):
    model = Thema
    icon = "tag"
    list_display = ["naam", "uitleg", OP_DE_SITE]
    sort_order_field = "volgorde"


class PartnerViewSet(OnderdeelViewSet):
    model = Partner
    icon = "group"
    list_display = ["naam", "uitleg", "website", OP_DE_SITE]


class GebiedenViewSetGroup(SnippetViewSetGroup):
    """What several areas share."""

    items = [TeamlidViewSet, ThemaViewSet, PartnerViewSet]
    menu_label = "Gebieden"
    menu_icon = "gebied"
    menu_order = 150
