"""The mails about moderation: who asks, sends back and approves tells whom it concerns, if he may edit it now."""

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Page

from home.redactie.goedkeurders import get_reviewers
from home.redactie.mailen import send_after_commit


def get_edit_address(revision):
    """Where the page or card of a revision is edited, without reading it."""
    model = ContentType.objects.get_for_id(revision.content_type_id).model_class()
    if issubclass(model, Page):
        return reverse("wagtailadmin_pages:edit", args=[revision.object_id])
    return reverse(model.snippet_viewset.get_url_name("edit"), args=[revision.object_id])


def may_edit(user, item):
    return user.is_active and AdminURLFinder(user).get_edit_url(item) is not None


def ask_reviewers(task_state):
    """Asks for approval, and leaves out who cannot give it because the last change is his own."""
    schrijver = task_state.revision.user_id
    wie = get_reviewers(task_state.task, behalve=schrijver).exclude(wagtail_userprofile__submitted_notifications=False)
    _tell(wie, "Er wacht een tekst op uw goedkeuring", "goedkeuren", task_state)


def tell_sent_back(task_state):
    wie = _get_writers(task_state, "rejected_notifications")
    _tell(wie, "Uw tekst is teruggestuurd", "teruggestuurd", task_state)


def tell_approved(task_state):
    wie = _get_writers(task_state, "approved_notifications")
    _tell(wie, "Uw tekst is goedgekeurd", "goedgekeurd", task_state)


def _get_writers(task_state, voorkeur):
    """Who handed it in and who wrote this version, but not who acts now."""
    wie = {task_state.workflow_state.requested_by, task_state.revision.user} - {None, task_state.finished_by}
    return [user for user in wie if getattr(getattr(user, "wagtail_userprofile", None), voorkeur, True)]


def _tell(users, onderwerp, sjabloon, task_state):
    item = task_state.workflow_state.content_object
    item = item.specific if isinstance(item, Page) else item
    entitled = [user for user in users if may_edit(user, item)]
    adres = settings.WAGTAILADMIN_BASE_URL + get_edit_address(task_state.revision)
    send_after_commit(entitled, onderwerp, sjabloon, item=item, stand=task_state, adres=adres)
