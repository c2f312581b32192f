"""Sends the mails that wait: one by one, each claimed first, again later when it fails. No address reaches the log."""

import logging
import time
from datetime import timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.files.storage import storages
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import timezone

from home.models import Mail, MailInstellingen

logger = logging.getLogger(__name__)

# Minutes before the next try; the last one again and again.
PAUZES = (1, 5, 15, 60, 180)
# A server that comes back must not find everybody asleep.
PAUZE_SERVER = 15
# The work of every minute has more to do.
HOOGSTENS_SECONDEN = 40

# The answer of a server that closes down, whatever it was asked.
SERVER_STOPT = 421

Fout = Mail.Fout
# What is no use trying again.
BLIJVEND = (Fout.ADRES, Fout.BIJLAGE, Fout.BERICHT)


def verstuur_wachtende():
    """Sends what is due, and gives how many went out. Stops at the first sign that the server takes nothing."""
    Mail.objects.sweep()
    sent, until = 0, time.monotonic() + HOOGSTENS_SECONDEN
    for pk in Mail.objects.due().values_list("pk", flat=True):
        if time.monotonic() > until:
            break
        fout = verstuur(pk)
        if fout == Fout.SERVER:
            break
        sent += fout == ""
    return sent


def verstuur(pk):
    """Sends one mail that waits. Gives what went wrong, "" when it is sent, None when another worker has it."""
    mail = Mail.objects.claim(pk)
    if not mail:
        return None
    fout = _send(mail)
    mine = Mail.objects.filter(pk=pk, stand=Mail.Stand.BEZIG)
    if fout:
        logger.error("Mail %s failed (%s)", pk, fout)
        mine.update(fout=fout, bezig_sinds=None, **_decide_next(mail, fout))
    else:
        mine.update(stand=Mail.Stand.VERSTUURD, verstuurd_op=timezone.now(), bezig_sinds=None, fout="")
    return fout


def _decide_next(mail, fout):
    at = timezone.now()
    probeer = timedelta(hours=MailInstellingen.load_default().probeer_uren)
    if fout in BLIJVEND or mail.wacht_sinds + probeer <= at:
        return {"stand": Mail.Stand.MISLUKT}
    minuten = PAUZES[min(mail.pogingen, len(PAUZES)) - 1]
    if fout == Fout.SERVER:
        minuten = min(minuten, PAUZE_SERVER)
    return {"stand": Mail.Stand.WACHT, "niet_voor": at + timedelta(minutes=minuten)}


def _send(mail):
    try:
        bericht = make_bericht(mail)
    except OSError:
        return Fout.BIJLAGE
    try:
        bericht.send()
    except SMTPRecipientsRefused as error:
        (code, _), *_ = error.recipients.values()
        return Fout.SERVER if code == SERVER_STOPT else Fout.ADRES if code >= 500 else Fout.POSTVAK
    except SMTPDataError:
        return Fout.POSTVAK
    except (OSError, ImproperlyConfigured):
        return Fout.SERVER
    except ValueError:
        # An address or a subject of which no mail can be made.
        return Fout.BERICHT
    return ""


def make_bericht(mail):
    bericht = EmailMultiAlternatives(mail.onderwerp, mail.tekst, None, [mail.aan])
    bericht.extra_headers = {"Message-ID": mail.message_id, "Auto-Submitted": "auto-generated"}
    context = {"mail": mail, "site_naam": settings.WAGTAIL_SITE_NAME}
    bericht.attach_alternative(render_to_string("home/mails/bericht.html", context), "text/html")
    for pad, naam, mimetype in mail.bijlagen:
        with storages["prive"].open(pad) as file:
            bericht.attach(naam, file.read(), mimetype)
    return bericht


def ruim_op(at=None):
    """Deletes what was sent, and later what failed, after the periods in the settings. Gives how many."""
    instellingen = MailInstellingen.load_default()
    expired = Mail.objects.expired(instellingen.bewaar_dagen, instellingen.bewaar_mislukt_dagen, at)
    return expired.delete()[0]
