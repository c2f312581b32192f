from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.utils import timezone
from django.utils.formats import date_format
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.forms import TaskStateCommentForm
from wagtail.locks import WorkflowLock
from wagtail.models import AbstractGroupApprovalTask, Page, Site, TaskState, WorkflowState
from wagtail.models.workflows import TaskQuerySet

from home.onderdeel import Onderdeel
from home.online import is_expired
from home.redactie.gelijktijdig import describe_outcome, lock
from home.redactie.links import find_broken, get_broken
from home.redactie.moderatiemails import ask_reviewers, tell_approved, tell_sent_back
from home.redactie.rechten import RedactieFout, made_last_change
from home.redactie.terugsturen import TerugstuurForm
from home.werkdagen import add_working_days

from .bundel import Bundel


class RedactieLock(WorkflowLock):
    """Says by when it must be approved, and who can change it until then."""

    def get_message(self, user):
        wacht = "Dit wacht op goedkeuring."
        if state := self.object.current_workflow_task_state:
            wacht += f" {RedactieInstellingen.load_default().describe_termijn(state)}."
        return f"{wacht} Tot die tijd kan alleen wie goedkeurt het veranderen." if self.for_user(user) else wacht


class RedactieTaskQuerySet(TaskQuerySet):
    def without_people(self):
        """In use, while nobody is there to do it."""
        in_gebruik = self.filter(active=True, workflow_tasks__workflow__active=True)
        return in_gebruik.exclude(groups__user__is_active=True).order_by("name")


class GoedkeurForm(TaskStateCommentForm):
    toch = forms.BooleanField(required=False, label="Ik weet het en keur toch goed")


def get_bundel(item):
    """The bundle in which this page waits for approval."""
    bundels = Bundel.objects.with_page(item) if isinstance(item, Page) else Bundel.objects.none()
    return bundels.filter(status=Bundel.Status.WACHT).first()


def find_clash(item):
    """Why this version cannot stand beside what went online since: say a name that is taken. Pages see to that."""
    if not isinstance(item, Onderdeel):
        return ""
    try:
        item.get_latest_revision_as_object().full_clean()
    except ValidationError as error:
        return " ".join(error.messages)
    return ""


class RedactieTask(AbstractGroupApprovalTask):
    """Approval by another than who made the last change, and by one person only."""

    objects = models.Manager.from_queryset(RedactieTaskQuerySet)()
    lock_class = RedactieLock

    class Meta:
        verbose_name = "goedkeuring door de redactie"
        verbose_name_plural = "goedkeuringen door de redactie"

    def start(self, workflow_state, user=None):
        task_state = super().start(workflow_state, user=user)
        ask_reviewers(task_state)
        return task_state

    def get_form_for_action(self, action):
        forms = {"reject": TerugstuurForm, "approve": GoedkeurForm}
        return forms.get(action) or super().get_form_for_action(action)

    def get_template_for_action(self, action):
        return "home/beheer/goedkeuren.html" if action == "approve" else super().get_template_for_action(action)

    def get_actions(self, obj, user):
        if get_bundel(obj):
            return []
        goedkeuren = [action for action in super().get_actions(obj, user) if action[0] == "approve"]
        if not goedkeuren:
            return []
        terugsturen = [("reject", "Stuur terug", True)]
        if made_last_change(obj, user):
            return terugsturen
        if get_broken(obj):
            return [*terugsturen, ("approve", "Goedkeuren met kapotte links", True)]
        return [*terugsturen, *goedkeuren]

    @transaction.atomic
    def on_action(self, task_state, user, action_name, comment="", *, toch=False, **kwargs):
        # Two editors may press at the same moment. Locked and read again: one wins, the other reads it.
        # The page first, as who saves a page does: locks in another order would wait for each other.
        lock(task_state.workflow_state.content_object)
        workflow_state = WorkflowState.objects.select_for_update().get(pk=task_state.workflow_state_id)
        now = TaskState.objects.select_related("finished_by").get(pk=task_state.pk)
        item = workflow_state.content_object
        # The modal asks for it beside the field; the form of the page brings whatever the browser sends.
        comment = str(comment).strip()
        if bezwaar := self._find_objection(now, item, action_name, comment):
            raise RedactieFout(item, bezwaar)
        if action_name == "approve" and (bezwaar := self._find_objection_to_approval(item, user, toch)):
            raise RedactieFout(item, bezwaar)
        super().on_action(now.specific, user, action_name, comment=comment)
        self._tell(TaskState.objects.get(pk=now.pk))

    def _find_objection(self, now, item, action_name, comment):
        """Why this cannot be done, in words, or nothing."""
        if now.status != TaskState.STATUS_IN_PROGRESS:
            return describe_outcome(now)
        if bundel := get_bundel(item):
            return f"Deze pagina hoort bij de bundel “{bundel}”. Beoordeel de bundel als geheel."
        if action_name == "reject" and not comment:
            return "Er is niets teruggestuurd. Schrijf eerst op wat er anders moet."
        return ""

    def _find_objection_to_approval(self, item, user, toch):
        if is_expired(item.get_latest_revision_as_object()):
            return "De datum bij “Offline vanaf” is al voorbij. Verander of verwijder die eerst."
        if made_last_change(item, user):
            return "U hebt zelf de laatste wijziging gemaakt. Een collega moet die goedkeuren."
        if bezwaar := find_clash(item):
            return f"Nog niet goedgekeurd. {bezwaar}"
        if not toch and (kapot := list(find_broken(item))):
            regels = "; ".join(f"{link}: {reden}" for link, reden in kapot)
            return f"Nog niet goedgekeurd, want er staan kapotte links in. {regels}."
        return ""

    def _tell(self, task_state):
        if task_state.status == TaskState.STATUS_REJECTED:
            tell_sent_back(task_state)
        elif task_state.workflow_state.status == WorkflowState.STATUS_APPROVED:
            tell_approved(task_state)


class TaakHerinnering(models.Model):
    """That someone was told that an approval is overdue: so nobody is told twice."""

    taak = models.ForeignKey("wagtailcore.TaskState", on_delete=models.CASCADE, related_name="+")
    gebruiker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    dag = models.DateField()

    class Meta:
        verbose_name = "herinnering aan een goedkeuring"
        verbose_name_plural = "herinneringen aan goedkeuringen"
        constraints = [
            models.UniqueConstraint(fields=["taak", "gebruiker", "dag"], name="taakherinnering_een_keer"),
        ]

    def __str__(self):
        return f"{self.taak_id}: {self.dag}"


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

    @classmethod
    def load_default(cls):
        return cls.for_site(Site.objects.get(is_default_site=True))

    def get_uiterlijk(self, task_state):
        """The last day on which an approval is in time."""
        return add_working_days(timezone.localdate(task_state.started_at), self.termijn_werkdagen)

    def describe_termijn(self, task_state, at=None):
        """In words: by when it must be approved, or that it is too late."""
        uiterlijk = self.get_uiterlijk(task_state)
        dag = f"uiterlijk {date_format(uiterlijk, 'l j F')}"
        return f"Te laat: {dag}" if uiterlijk < (at or timezone.localdate()) else dag.capitalize()
