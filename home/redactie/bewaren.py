"""Nothing is overwritten silently: who saves over a newer version first sees what differs."""

from datetime import timedelta

from django.shortcuts import redirect, render
from django.urls import reverse
from wagtail.admin import messages
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.views.pages.revisions import RevisionsRevertView
from wagtail.admin.views.pages.workflow import WorkflowActionView
from wagtail.blocks import StreamValue
from wagtail.log_actions import log
from wagtail.models import Page, Revision
from wagtail.snippets.views import snippets

from home.redactie.gelijktijdig import NaElkaarMixin, describe_outcome, get_last_outcome
from home.redactie.rechten import RedactieFout, get_naam, made_last_change

# What the form of an editor says about the version that it was filled with.
GELEZEN = ("loaded_revision_id", "loaded_revision_created_at")
NIET_MEE = {*GELEZEN, "csrfmiddlewaretoken", "keuze"}
OPZIJ = "home.opzij"


def register_log_actions(actions):
    actions.register_action(OPZIJ, "Eigen versie opzij leggen", "Eigen versie opzij gelegd; een ander was eerder")


def get_hidden_fields(post, leave_out):
    return [(name, value) for name, values in post.lists() if name not in leave_out for value in values]


def has_changed(verschil):
    """Wagtail sees a change in a section when nothing was stored as null, and comes back as an empty list."""
    if not isinstance(getattr(verschil, "val_a", None), StreamValue):
        return verschil.has_changed()
    return leave_out_empty(verschil.val_a.get_prep_value()) != leave_out_empty(verschil.val_b.get_prep_value())


def leave_out_empty(value):
    if isinstance(value, dict):
        return {key: leave_out_empty(part) for key, part in value.items() if part not in (None, "", [])}
    return [leave_out_empty(part) for part in value] if isinstance(value, list) else value


class BewaarMixin(NaElkaarMixin):
    """An editor in which the second of two stops at a comparison, with all that was typed."""

    def post(self, request, *args, **kwargs):
        if self.expects_json_response:
            return super().post(request, *args, **kwargs)
        if self.is_out_of_date:
            return self.compare_first(request, *args, **kwargs)
        if request.POST.get("keuze") == "terug":
            return self.go_on_writing()
        if request.POST.get("keuze") == "andere":
            return self.keep_aside()
        return super().post(request, *args, **kwargs)

    def compare_first(self, request, *args, **kwargs):
        getypt, form = self.get_typed()
        verschillen = self.get_differences(self.latest_revision.as_object(), getypt)
        if form.is_valid() and not verschillen:
            return super().post(request, *args, **kwargs)
        gelezen = self.get_read()
        if gelezen and form.is_valid() and not self.get_differences(gelezen.as_object(), getypt):
            return self.show_newest(gelezen)
        context = {
            "page_title": "Er is een nieuwere versie",
            "comparison": verschillen,
            "form": form,
            "velden": get_hidden_fields(request.POST, NIET_MEE),
            "nieuwste": self.latest_revision,
            "nieuwste_op": self.latest_revision.created_at.isoformat(),
            "wie": get_naam(self.latest_revision.user),
            "zelf": self.latest_revision.user == request.user,
            "op_slot": self.locked_for_user,
        }
        return render(request, "home/beheer/intussen_veranderd.html", context)

    def get_typed(self):
        """What stands in the form now, as an object that is not stored."""
        form = self.bind_form(self.get_object())
        form.defer_required_fields()
        return form.save(commit=False) if form.is_valid() else form.instance, form

    def get_read(self):
        """The version that this editor began with, unless it was written over since."""
        number, moment = (self.request.POST.get(name, "") for name in GELEZEN)
        gelezen = self.latest_revision.content_object.revisions.filter(pk=number).first() if number.isdigit() else None
        return gelezen if gelezen and gelezen.created_at.isoformat() == moment else None

    def get_differences(self, een, ander):
        panel = self.get_edit_handler().get_bound_panel(instance=een, request=self.request, form=None)
        return [gevonden for compare in panel.get_comparison() if has_changed(gevonden := compare(een, ander))]

    def get_compare_button(self, een, ander):
        adres = reverse(self.revisions_compare_url_name, args=[ander.object_id, een.pk, ander.pk])
        return messages.button(adres, "Bekijk de verschillen")

    def show_newest(self, gelezen):
        """Nothing was typed, so there is nothing to lose; but nothing is done with what was not seen either."""
        wie = get_naam(self.latest_revision.user)
        melding = f"{wie} heeft dit intussen veranderd. Er is nog niets gedaan. Bekijk eerst de nieuwste versie."
        messages.warning(self.request, melding, buttons=[self.get_compare_button(gelezen, self.latest_revision)])
        return redirect(self.get_edit_url())

    def go_on_writing(self):
        """Back in the own text. Nothing saves by itself here: that would choose for the editor."""
        self.has_unsaved_changes, self.autosave_enabled = True, False
        _, self.form = self.get_typed()
        wie = get_naam(self.latest_revision.user)
        melding = f"U ziet uw eigen tekst. Zij is nog niet opgeslagen. De versie van {wie} blijft in de geschiedenis."
        adres = reverse(self.revisions_view_url_name, args=[self.latest_revision.object_id, self.latest_revision.pk])
        messages.warning(self.request, melding, buttons=[messages.button(adres, f"Bekijk die van {wie}", True)])
        return self.render_to_response(self.get_context_data(form=self.form))

    def keep_aside(self):
        """The own version goes into the history just before the other, which stays the newest and keeps its author."""
        getypt, form = self.get_typed()
        if not form.is_valid():
            return self.go_on_writing()
        revision = Revision.objects.create(
            content_object=getypt,
            base_content_type=getypt.get_base_content_type(),
            user=self.request.user,
            content=getypt.serializable_data(),
            object_str=str(getypt),
            created_at=self.latest_revision.created_at - timedelta(microseconds=1),
        )
        log(instance=getypt, action=OPZIJ, user=self.request.user, revision=revision, content_changed=True)
        melding = (
            f"U ziet nu de versie van {get_naam(self.latest_revision.user)}. Uw eigen tekst staat in de geschiedenis."
        )
        messages.success(self.request, melding, buttons=[self.get_compare_button(revision, self.latest_revision)])
        return redirect(self.get_edit_url())


class PaginaMixin(BewaarMixin):
    revisions_compare_url_name = "wagtailadmin_pages:revisions_compare"
    revisions_view_url_name = "wagtailadmin_pages:revisions_view"

    def get_to_lock(self):
        return Page(pk=self.kwargs["page_id"])

    def get_edit_handler(self):
        return self.edit_handler

    def bind_form(self, page):
        people = {"subscription": self.subscription, "parent_page": self.parent, "for_user": self.request.user}
        return self.form_class(self.request.POST, self.request.FILES, instance=page, **people)

    @property
    def action_name_and_method(self):
        name, method = super().action_name_and_method
        if name == "save" and self.request.POST.get("action-workflow-action"):
            return name, self.refuse_action
        return name, method

    def refuse_action(self):
        """Somebody was first, or it may not be this person. What was typed becomes a draft."""
        if self.has_content_changes:
            self.save_action()
        if self.page.workflow_in_progress and made_last_change(self.page, self.request.user):
            raise RedactieFout(self.page, "U hebt zelf de laatste wijziging gemaakt. Een collega moet die goedkeuren.")
        raise RedactieFout(self.page, describe_outcome(get_last_outcome(self.page)))


class PaginaView(PaginaMixin, EditView):
    pass


class TerugzetView(PaginaMixin, RevisionsRevertView):
    pass


class GoedkeurView(NaElkaarMixin, WorkflowActionView):
    """A button of the workflow outside the editor. Only who names the newest version has seen it."""

    def post(self, request, *args, **kwargs):
        newest = self.object.get_latest_revision()
        gezien = tuple(request.POST.get(name) for name in GELEZEN)
        if self.action_name == "approve" and gezien != (str(newest.pk), newest.created_at.isoformat()):
            melding = f"De nieuwste versie is van {get_naam(newest.user)}. Bekijk haar eerst, en keur haar hier goed."
            raise RedactieFout(self.object, melding)
        return super().post(request, *args, **kwargs)

    def add_not_in_moderation_error(self):
        messages.error(self.request, describe_outcome(get_last_outcome(self.object)))


class BewaarSnippetView(BewaarMixin, snippets.EditView):
    """For what has versions but is no page."""

    revisions_view_url_name = None

    def get_edit_handler(self):
        return self.panel

    def bind_form(self, instance):
        return self.get_form_class()(**{**self.get_form_kwargs(), "instance": instance})
