"""The two ways in which a mail goes out: after an act, when all is stored, and about work that fell due, once each.

A mail server that is down holds nobody up, and no address reaches the log.
"""

import logging
from functools import partial
from smtplib import SMTPException

from django.core.mail import EmailMessage, get_connection
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string

logger = logging.getLogger(__name__)


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


def send_to_each(werk, send):
    """Calls `send(user, work)` for each user; it writes down what was told, sends, and says whether there was news.

    Each in a transaction of its own: when a mail fails, what was written down is rolled back and the next run tries
    again. Returns how many were sent and how many failed.
    """
    sent = failed = 0
    for user, deel in werk.items():
        try:
            with transaction.atomic():
                sent += send(user, deel)
        except (SMTPException, OSError) as error:
            report_failure(f"user {user.pk}", error)
            failed += 1
        except IntegrityError:
            logger.info("Another run was sending to user %s", user.pk)
    return sent, failed


def report_failure(waar, error):
    """Without a traceback: the words of a mail server often hold an address."""
    logger.error("Mail failed (%s): %s", waar, type(error).__name__)
