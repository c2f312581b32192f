"""At the top of the editor: why a text came back, or by when it must be approved."""

from django.contrib import messages
from wagtail.models import WorkflowState

from home.models import RedactieInstellingen
from home.redactie.stapels import get_naam


def explain_moderation(request, item):
    state = getattr(item, "current_workflow_state", None) if request.method == "GET" else None
    if not state or not state.current_task_state:
        return
    task_state = state.current_task_state
    if state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        messages.warning(request, f"Teruggestuurd door {get_naam(task_state.finished_by)}: {task_state.comment}")
    else:
        termijn = RedactieInstellingen.for_request(request).describe_termijn(task_state)
        messages.info(request, f"Dit wacht op goedkeuring. {termijn}.")
