"""At the top of the editor: why a text came back."""

from django.contrib import messages
from wagtail.models import WorkflowState

from home.redactie.stapels import get_naam


def explain_sent_back(request, item):
    state = getattr(item, "current_workflow_state", None) if request.method == "GET" else None
    if state and state.status == WorkflowState.STATUS_NEEDS_CHANGES and state.current_task_state:
        task_state = state.current_task_state
        messages.warning(request, f"Teruggestuurd door {get_naam(task_state.finished_by)}: {task_state.comment}")
