"""The screens and rights of an `Onderdeel`: who may choose a draft, and who takes something offline."""

from django.db.models import Q
from wagtail.admin.ui.tables import BooleanColumn
from wagtail.permissions import policy_registry
from wagtail.snippets.action_menu import UnpublishMenuItem
from wagtail.snippets.views import chooser
from wagtail.snippets.views.snippets import UnpublishView

from home.onderdeel import Onderdeel
from home.redactie.bewaren import BewaarSnippetView
from home.redactie.eigen import EigenPolicy, EigenViewSet

OP_DE_SITE = BooleanColumn("live", label="Op de site")


class OnderdeelPolicy(EigenPolicy):
    def get_choosable(self, user):
        """What is on the site everybody knows; a draft is for who works on it."""
        mag = self.instances_user_has_permission_for(user, "change").values("pk")
        zichtbaar = self.model.objects.filter(Q(pk__in=self.model.objects.online().values("pk")) | Q(pk__in=mag))
        # Searching in a list allows a filter on the key only.
        return self.model.objects.filter(pk__in=zichtbaar.values("pk"))


class _Kiesbaar:
    """Wagtail's choosers show everything, drafts too."""

    def get_choosable(self):
        return policy_registry.get_by_type(self.model_class).get_choosable(self.request.user)

    def get_object_list(self):
        return self.get_choosable()

    def get_object(self, pk):
        return self.get_choosable().get(pk=pk)

    def get_objects(self, pks):
        return self.get_choosable().filter(pk__in=pks)


class ChooseView(_Kiesbaar, chooser.ChooseView):
    pass


class ChooseResultsView(_Kiesbaar, chooser.ChooseResultsView):
    pass


class ChosenView(_Kiesbaar, chooser.SnippetChosenView):
    pass


class ChosenMultipleView(_Kiesbaar, chooser.SnippetChosenMultipleView):
    pass


class OnderdeelChooserViewSet(chooser.SnippetChooserViewSet):
    choose_view_class = ChooseView
    choose_results_view_class = ChooseResultsView
    chosen_view_class = ChosenView
    chosen_multiple_view_class = ChosenMultipleView


class OfflineView(UnpublishView):
    """Nobody may publish past the workflow; who may delete may also take offline."""

    permission_required = "delete"


class OfflineMenuItem(UnpublishMenuItem):
    def is_shown(self, context):
        user, item = context["request"].user, context.get("instance")
        if context["view"] != "edit" or user.is_superuser or not item.live or context.get("locked_for_user"):
            return False
        return policy_registry.get_by_type(type(item)).user_has_permission_for_instance(user, "delete", item)


def add_offline_button(model):
    return OfflineMenuItem(order=20) if issubclass(model, Onderdeel) else None


class OnderdeelViewSet(EigenViewSet):
    chooser_viewset_class = OnderdeelChooserViewSet
    unpublish_view_class = OfflineView
    edit_view_class = BewaarSnippetView
