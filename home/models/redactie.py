from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import AbstractGroupApprovalTask, TaskState, WorkflowState

from home.redactie.gelijktijdig import describe_outcome, lock
from home.redactie.rechten import RedactieFout, made_last_change


class RedactieTask(AbstractGroupApprovalTask):
    """Approval by another than who made the last change, and by one person only."""

    class Meta:
        verbose_name = "goedkeuring door de redactie"
        verbose_name_plural = "goedkeuringen door de redactie"

    def get_actions(self, obj, user):
        actions = super().get_actions(obj, user)
        if made_last_change(obj, user):
            return [action for action in actions if action[0] != "approve"]
        return actions

    @transaction.atomic
    def on_action(self, task_state, user, action_name, **kwargs):
        # Two editors may press at the same moment. Locked and read again: one wins, the other reads it.
        # The page first, as who saves a page does: locks in another order would wait for each other.
        lock(task_state.workflow_state.content_object)
        workflow_state = WorkflowState.objects.select_for_update().get(pk=task_state.workflow_state_id)
        now = TaskState.objects.select_related("finished_by").get(pk=task_state.pk)
        page = workflow_state.content_object
        if now.status != TaskState.STATUS_IN_PROGRESS:
            raise RedactieFout(page, describe_outcome(now))
        if action_name == "approve" and made_last_change(page, user):
            raise RedactieFout(page, "U hebt zelf de laatste wijziging gemaakt. Een collega moet die goedkeuren.")
        return super().on_action(now.specific, user, action_name, **kwargs)


@register_setting(icon="edit")
class RedactieInstellingen(BaseSiteSetting):
    """Terms of the newsroom, which the municipality sets."""

    termijn_werkdagen = models.PositiveSmallIntegerField(
        "goedkeuren binnen zoveel werkdagen", default=3, validators=[MinValueValidator(1), MaxValueValidator(30)]
    )
    controleren_na_maanden = models.PositiveSmallIntegerField(
        "een pagina controleren na zoveel maanden", default=12, validators=[MinValueValidator(1), MaxValueValidator(60)]
    )
    deel_dagen = models.PositiveSmallIntegerField(
        "een gedeeld concept is hoogstens zoveel dagen te zien",
        default=14,
        validators=[MinValueValidator(1), MaxValueValidator(90)],
    )
    bewaar_logboek_maanden = models.PositiveSmallIntegerField(
        "het logboek bewaren: zoveel maanden", default=36, validators=[MinValueValidator(1), MaxValueValidator(240)]
    )

    class Meta:
        verbose_name = "instellingen van de redactie"
