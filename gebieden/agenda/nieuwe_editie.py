"""A new edition: the running items go on as drafts, the old edition closes and stays as it was."""

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from wagtail.models import Page, WorkflowState

from gebieden.models import AgendaPage, AgendapuntPage, Voorganger
from gebieden.status import KLAAR
from home.velden import DagInput


class EditieForm(forms.ModelForm):
    use_required_attribute = False

    class Meta:
        model = AgendaPage
        fields = ["editie", "begin", "eind"]
        widgets = {"begin": DagInput, "eind": DagInput}

    def __init__(self, *args, agenda, **kwargs):
        super().__init__(*args, **kwargs)
        self.agenda = agenda
        for field in self.fields.values():
            field.required = True

    def clean(self):
        data = super().clean()
        begin, eind = data.get("begin"), data.get("eind")
        if begin and self.agenda.begin and begin <= self.agenda.begin:
            self.add_error("begin", "De nieuwe editie moet later beginnen dan de oude.")
        if begin and eind and eind <= begin:
            self.add_error("eind", "De laatste dag moet na de eerste dag liggen.")
        if not self.agenda.live:
            raise ValidationError("Deze editie staat nog niet online. Publiceer haar eerst.")
        wachtend = Page.objects.descendant_of(self.agenda, inclusive=True)
        if wachtend.filter(_workflow_states__status=WorkflowState.STATUS_IN_PROGRESS).exists():
            raise ValidationError("Er wachten nog berichten op de redactie. Handel die eerst af.")
        return data

    def _post_clean(self):
        """The rules of this form say it all: the new page does not exist yet."""

    @transaction.atomic
    def submit(self, user):
        """Closes the old edition and returns the new one, a draft at the address of the old one."""
        adres = self.agenda.slug
        lopend = list(self.agenda.punten.with_status().exclude(status__in=KLAAR).order_by("path"))
        self._close(user)
        nieuw = AgendaPage(slug=adres, live=False, owner=user, **self.cleaned_data)
        for veld in ("title", "samenvatting", "afbeelding", "stil_na", "inleiding", "gaat_goed"):
            setattr(nieuw, veld, getattr(self.agenda, veld))
        self.agenda.get_parent().add_child(instance=nieuw)
        nieuw.save_revision(user=user)
        for punt in lopend:
            self._carry_over(punt, nieuw, user)
        return nieuw

    def _close(self, user):
        oud = self.agenda
        oud.slug = f"{oud.slug}-{slugify(oud.editie)}"
        oud.afgesloten_op = timezone.localdate()
        oud.save_revision(user=user, log_action=True).publish(user=user, skip_permission_checks=True)

    def _carry_over(self, punt, nieuw, user):
        attrs = {"slug": punt.slug, "beginstatus": punt.status}
        kopie = AgendapuntPage.objects.get(pk=punt.pk).copy(
            to=nieuw, update_attrs=attrs, copy_revisions=False, keep_live=False, user=user
        )
        kopie.voorgangers = [Voorganger(eerder=punt)]
        kopie.save_revision(user=user)
