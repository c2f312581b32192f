from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.forms import TaskStateCommentForm
from wagtail.models import AbstractGroupApprovalTask, TaskState, WorkflowState

from home.redactie.links import find_broken
from home.redactie.rechten import RedactieFout, made_last_change


class GoedkeurForm(TaskStateCommentForm):
    toch = forms.BooleanField(required=False, label="Ik weet het en keur toch goed")


class RedactieTask(AbstractGroupApprovalTask):
    """Approval by another than who made the last change, and by one person only."""

    class Meta:
        verbose_name = "goedkeuring door de redactie"
        verbose_name_plural = "goedkeuringen door de redactie"

    def get_actions(self, obj, user):
        actions = super().get_actions(obj, user)
        others = [action for action in actions if action[0] != "approve"]
        if made_last_change(obj, user) or actions == others:
            return others
        return [*others, ("approve", "Goedkeuren met kapotte links", True)] if any(find_broken(obj)) else actions

    def get_form_for_action(self, action):
        return GoedkeurForm if action == "approve" else super().get_form_for_action(action)

    def get_template_for_action(self, action):
        return "home/beheer/goedkeuren.html" if action == "approve" else super().get_template_for_action(action)

    @transaction.atomic
    def on_action(self, task_state, user, action_name, *, toch=False, **kwargs):
        # Two editors may press at the same moment. The row is locked and read again: one wins, the other reads it.
        workflow_state = WorkflowState.objects.select_for_update().get(pk=task_state.workflow_state_id)
        now = TaskState.objects.select_related("finished_by").get(pk=task_state.pk)
        page = workflow_state.content_object
        if now.status != TaskState.STATUS_IN_PROGRESS:
            wie = now.finished_by.get_full_name() or now.finished_by.username if now.finished_by else "iemand anders"
            uitslag = "goedgekeurd" if now.status == TaskState.STATUS_APPROVED else "afgehandeld"
            raise RedactieFout(page, f"Dit is net al {uitslag} door {wie}.")
        if action_name == "approve" and made_last_change(page, user):
            raise RedactieFout(page, "U hebt zelf de laatste wijziging gemaakt. Een collega moet die goedkeuren.")
        if action_name == "approve" and not toch and (kapot := list(find_broken(page))):
            regels = "; ".join(f"{link}: {reden}" for link, reden in kapot)
            raise RedactieFout(page, f"Nog niet goedgekeurd, want er staan kapotte links in. {regels}.")
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
