"""The piles of work that moderation makes."""

from functools import partial

from django.db.models import Q
from django.urls import reverse
from wagtail.models import TaskState, WorkflowState

from home.models import RedactieInstellingen, RedactieTask
from home.redactie.bureau import Stapel, Taak
from home.redactie.goedkeurders import get_stuck, get_waiting
from home.redactie.mails import get_edit_address


def lay_moderation(request):
    """What waits for this user, and what came back to this user."""
    make_approval = partial(make_waiting, RedactieInstellingen.for_request(request))
    yield Stapel("goedkeuren", "Wacht op uw goedkeuring", get_to_approve(request.user), make_approval)
    yield Stapel("teruggestuurd", "Naar u teruggestuurd", get_sent_back(request.user), make_sent_back)
    beheert_mensen = request.user.has_perm("auth.change_user")
    if beheert_mensen or RedactieTask.objects.filter(groups__user=request.user).exists():
        yield Stapel("vastgelopen", "Niemand kan dit goedkeuren", get_stuck_work(), make_stuck)
    if beheert_mensen:
        yield Stapel("zonder-mensen", "Niemand om goed te keuren", RedactieTask.objects.without_people(), make_empty)


def get_to_approve(user):
    """Without what this user changed last: another must look at that."""
    mag = TaskState.objects.reviewable_by(user).values("pk")
    return get_waiting().filter(pk__in=mag).exclude(laatste_hand=user.pk).select_related("revision__user")


def make_waiting(instellingen, state):
    revision = state.revision
    toelichting = f"{instellingen.describe_termijn(state)}. Van {get_naam(revision.user)}"
    return Taak(revision.object_str, get_edit_address(revision), toelichting)


def get_sent_back(user):
    van = Q(requested_by=user) | Q(current_task_state__revision__user=user)
    states = WorkflowState.objects.filter(van, status=WorkflowState.STATUS_NEEDS_CHANGES)
    return states.select_related("current_task_state__revision", "current_task_state__finished_by").order_by("pk")


def make_sent_back(state):
    task_state = state.current_task_state
    reden = f"{get_naam(task_state.finished_by)}: {task_state.comment}"
    return Taak(task_state.revision.object_str, get_edit_address(task_state.revision), reden)


def get_stuck_work():
    return get_stuck().select_related("revision__user", "task")


def make_stuck(state):
    uitleg = f"{get_naam(state.revision.user)} schreef dit. Er is een collega nodig in de groep {state.task.name}"
    return Taak(state.revision.object_str, get_edit_address(state.revision), uitleg)


def make_empty(task):
    return Taak(task.name, reverse("wagtailusers_users:index"), "Zet iemand in deze groep")


def get_naam(user):
    return user.get_full_name() or user.get_username() if user else "iemand die hier niet meer werkt"
