"""Two people at the same moment: the second waits, and sees what the first did."""

from django.db import transaction
from wagtail.models import Page, TaskState

from home.redactie.rechten import RedactieFout, get_naam

UITSLAG = {TaskState.STATUS_APPROVED: "goedgekeurd", TaskState.STATUS_REJECTED: "teruggestuurd"}


def lock(instance):
    """Until the end of the transaction. On SQLite every transaction already waits for the one before it."""
    model = Page if isinstance(instance, Page) else type(instance)
    rows = model._base_manager.select_for_update(no_key=True).filter(pk=instance.pk)
    rows.values_list("pk", flat=True).first()


class NaElkaarMixin:
    """For a view that changes something: what it reads, checks and stores is one transaction, after that of another."""

    def get_to_lock(self):
        return self.object

    def dispatch(self, request, *args, **kwargs):
        if request.method != "POST":
            return super().dispatch(request, *args, **kwargs)
        fout = response = None
        with transaction.atomic():
            lock(self.get_to_lock())
            # What was read before may be old by now.
            self.setup(request, *args, **kwargs)
            try:
                response = super().dispatch(request, *args, **kwargs)
            except RedactieFout as error:
                # What was typed is stored all the same.
                fout = error
        if fout:
            raise fout
        return response


def describe_outcome(task_state):
    """Who was first, for whoever came second."""
    if not task_state:
        return "Deze pagina wacht niet meer op goedkeuring."
    return f"Dit is net al {UITSLAG.get(task_state.status, 'ingetrokken')} door {get_naam(task_state.finished_by)}."


def get_last_outcome(page):
    states = TaskState.objects.filter(workflow_state__in=page.workflow_states)
    ended = states.exclude(status=TaskState.STATUS_IN_PROGRESS).select_related("finished_by")
    return ended.order_by("-finished_at", "-pk").first()
