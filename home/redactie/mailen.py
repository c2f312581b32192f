"""Mails about work that fell due, of which nobody may have the same one twice."""

import logging
from smtplib import SMTPException

from django.db import IntegrityError, transaction

logger = logging.getLogger(__name__)


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
            # The words of a mail server often hold the address, so they stay out of the log.
            logger.error("Mail to user %s failed: %s", user.pk, type(error).__name__)
            failed += 1
        except IntegrityError:
            logger.info("Another run was sending to user %s", user.pk)
    return sent, failed
