from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.snippets.views.snippets import SnippetViewSet

from home.models import MoeilijkWoord, Video
from home.redactie.bewaren import GoedkeurView, TerugzetView
from home.redactie.bewerken import RedactieEditView
from home.redactie.onderdelen import OP_DE_SITE, OnderdeelViewSet
from home.redactie.verkenner import VerkennerView


class RedactiePageViewSet(PageViewSet):
    """The screens of every page."""

    index_view_class = VerkennerView
    edit_view_class = RedactieEditView
    revisions_revert_view_class = TerugzetView
    workflow_action_view_class = GoedkeurView


class VideoViewSet(OnderdeelViewSet):
    model = Video
    uitleg_geen_recht = (
        "U kunt deze video niet wijzigen: hij staat op een pagina die online is, of een collega plaatste hem. "
        "Vraag Communicatie om hulp."
    )
    icon = "film"
    menu_label = "Video's"
    menu_order = 350
    add_to_admin_menu = True
    list_display = ["titel", "aanbieder", "duur", OP_DE_SITE]


class MoeilijkWoordViewSet(SnippetViewSet):
    model = MoeilijkWoord
    icon = "edit"
    add_to_settings_menu = True
    list_display = ["woord", "eenvoudiger", "vormen"]
    list_per_page = 100
    search_fields = ["woord", "eenvoudiger"]
    list_export = ["woord", "eenvoudiger", "vormen"]
