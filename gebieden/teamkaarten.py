"""The team cards of an area are kept by its gebiedsregisseur."""

from functools import reduce
from operator import or_

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Q
from django.db.models.functions import Cast
from wagtail.models import Revision
from wagtail.permissions import policy_registry
from wagtail.snippets.views import chooser

from gebieden.models import GebiedPage, Redactie, Teamlid, TeamVanGebied
from home.redactie.eigen import EigenPolicy


class TeamlidPolicy(EigenPolicy):
    """Own is a card that stands in own areas only; one that stands nowhere yet belongs to who works on it."""

    eigen_recht = "gebieden.beheer_team"

    def get_own(self, user):
        elders = TeamVanGebied.objects.exclude(gebied__in=_get_own_areas(user)).values("teamlid")
        gemaakt = Revision.objects.filter(base_content_type=ContentType.objects.get_for_model(Teamlid), user=user)
        # A revision keeps the key as text.
        kaarten = Teamlid.objects.annotate(sleutel=Cast("pk", CharField())).exclude(pk__in=elders)
        return kaarten.filter(
            Q(pk__in=TeamVanGebied.objects.values("teamlid")) | Q(sleutel__in=gemaakt.values("object_id"))
        )

    def get_choosable(self, user):
        """What is on the site everybody knows; a draft is for who works on it."""
        mag = self.instances_user_has_permission_for(user, "change").values("pk")
        zichtbaar = Teamlid.objects.filter(Q(live=True) | Q(pk__in=mag))
        return Teamlid.objects.filter(pk__in=zichtbaar.values("pk"))


def _get_own_areas(user):
    """With what lies under them: a wijk with its dorpen."""
    paden = Redactie.objects.filter(regisseurs__user=user, gebied__isnull=False).values_list("gebied__path", flat=True)
    binnen = [Q(path__startswith=pad) for pad in paden]
    return GebiedPage.objects.filter(reduce(or_, binnen)) if binnen else GebiedPage.objects.none()


class _Kiesbaar:
    """Wagtail's choosers show every card, drafts too."""

    def get_choosable(self):
        return policy_registry.get_by_type(Teamlid).get_choosable(self.request.user)

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


class TeamlidChooserViewSet(chooser.SnippetChooserViewSet):
    choose_view_class = ChooseView
    choose_results_view_class = ChooseResultsView
    chosen_view_class = ChosenView
    chosen_multiple_view_class = ChosenMultipleView
