"""The mails of the newsroom. They go when all is stored, and a mail server that is down holds nobody up."""

import logging
from functools import partial
from smtplib import SMTPException

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Page

from home.redactie.goedkeurders import get_reviewers

logger = logging.getLogger(__name__)


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


def send_after_commit(users, onderwerp, sjabloon, **context):
    """A mail for each, when all is stored: a mail about what was rolled back would be a lie."""
    users = [user for user in users if user.email]
    if users:
        transaction.on_commit(partial(_send, users, onderwerp, sjabloon, context))


def _send(users, onderwerp, sjabloon, context):
    tekst = render_to_string(f"home/mails/{sjabloon}.txt", context)
    try:
        with get_connection() as connection:
            for user in users:
                _send_one(connection, user, onderwerp, tekst)
    except OSError as error:
        report_failure(sjabloon, error)


def _send_one(connection, user, onderwerp, tekst):
    try:
        mail = EmailMessage(onderwerp, tekst, None, [user.email], connection=connection)
        mail.extra_headers["Auto-Submitted"] = "auto-generated"
        mail.send()
    except SMTPException as error:
        # This one was refused; the next may be welcome.
        report_failure(f"user {user.pk}", error)


def report_failure(waar, error):
    """Without a traceback: the words of a mail server often hold an address."""
    logger.error("Mail failed (%s): %s", waar, type(error).__name__)
