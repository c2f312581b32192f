"""Who can approve what waits. Whoever made the last change cannot, and a superuser is there for emergencies only."""

from django.contrib.auth import get_user_model
from django.db.models import Exists, IntegerField, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce
from wagtail.models import Revision, TaskState

NIEMAND = 0


def get_waiting():
    """What waits for approval, the longest first. `laatste_hand` made the newest change, maybe after handing in."""
    nieuwste = Revision.objects.filter(
        base_content_type=OuterRef("revision__base_content_type"), object_id=OuterRef("revision__object_id")
    ).order_by("-created_at", "-pk")
    return (
        TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS)
        .annotate(
            laatste_hand=Coalesce(Subquery(nieuwste.values("user")[:1]), Value(NIEMAND), output_field=IntegerField())
        )
        .order_by("started_at", "pk")
    )


def get_stuck():
    """What waits while nobody can approve it: the group is empty, or holds only who wrote it."""
    anderen = get_user_model().objects.filter(is_active=True, groups__redactietask=OuterRef("task"))
    return get_waiting().filter(~Exists(anderen.exclude(pk=OuterRef("laatste_hand"))))


def get_reviewers(task, behalve=None):
    """The people whom a task asks, without who made the last change."""
    leden = get_user_model().objects.filter(is_active=True, groups__in=task.specific.groups.all())
    return leden.exclude(pk=behalve or NIEMAND).distinct().order_by("pk")
