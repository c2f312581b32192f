"""The piles of work that moderation makes."""

from django.db.models import Subquery
from django.urls import reverse
from wagtail.models import Page, Revision, TaskState, WorkflowState

from home.redactie.bureau import Stapel, Taak
from home.redactie.rechten import get_naam


def lay_moderation(request):
    """What waits for this user, and what came back to this user."""
    yield Stapel("goedkeuren", "Wacht op uw goedkeuring", get_to_approve(request.user), make_approval)
    yield Stapel("teruggestuurd", "Naar u teruggestuurd", get_sent_back(request.user), make_sent_back)


def get_to_approve(user):
    """Without what this user changed last: another must look at that."""
    eigen = Revision.objects.filter(user=user).values("pk")
    nieuwste = Page.objects.exclude(latest_revision=None).filter(latest_revision__in=eigen).values("latest_revision")
    states = TaskState.objects.reviewable_by(user).exclude(revision__in=Subquery(nieuwste))
    return states.select_related("revision__user").order_by("started_at")


def make_approval(state):
    revision = state.revision
    return Taak(revision.object_str, get_edit_address(revision), f"Van {get_naam(revision.user)}")


def get_sent_back(user):
    states = WorkflowState.objects.filter(status=WorkflowState.STATUS_NEEDS_CHANGES, requested_by=user)
    return states.select_related("current_task_state__revision", "current_task_state__finished_by").order_by("pk")


def make_sent_back(state):
    task_state = state.current_task_state
    reden = f"{get_naam(task_state.finished_by)}: {task_state.comment}"
    return Taak(task_state.revision.object_str, get_edit_address(task_state.revision), reden)


def get_edit_address(revision):
    return reverse("wagtailadmin_pages:edit", args=[revision.object_id])
