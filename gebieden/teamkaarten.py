"""The team cards of an area are kept by its gebiedsregisseur."""

from functools import reduce
from operator import or_

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Q
from django.db.models.functions import Cast
from wagtail.models import Revision

from gebieden.models import GebiedPage, Redactie, Teamlid, TeamVanGebied
from home.redactie.onderdelen import OnderdeelPolicy


class TeamlidPolicy(OnderdeelPolicy):
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


def _get_own_areas(user):
    """With what lies under them: a wijk with its dorpen."""
    paden = Redactie.objects.filter(regisseurs__user=user, gebied__isnull=False).values_list("gebied__path", flat=True)
    binnen = [Q(path__startswith=pad) for pad in paden]
    return GebiedPage.objects.filter(reduce(or_, binnen)) if binnen else GebiedPage.objects.none()
