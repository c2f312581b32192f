"""Mails to residents: stored in the transaction of what they are about, sent by a worker, never twice for one event."""

import re
from dataclasses import dataclass, field
from email.utils import make_msgid
from functools import partial

from django.conf import settings
from django.db import transaction
from wagtail import hooks

from home.models import Mail, MailTekst
from home.verzending import verstuur

# What only the reader of this one mail may have, and needs.
GEHEIM = ("code", "link", "links")
PLEK = re.compile(r"\[([a-z_]+)\]")


@dataclass(frozen=True)
class MailSoort:
    """A kind of mail with one purpose. `velden` are the places in its text, with what stands there: [kenmerk].

    An app brings its kinds with the hook `mailsoorten`, a function that gives a list.
    """

    sleutel: str
    naam: str
    onderwerp: str
    tekst: str
    velden: dict = field(default_factory=dict)

    @property
    def nodig(self):
        """The places without which the mail is of no use: those of a code or a link in the text of the site."""
        return [naam for naam in GEHEIM if f"[{naam}]" in self.tekst]

    def is_whole(self, tekst):
        return all(f"[{naam}]" in tekst for naam in self.nodig)


def get_soorten():
    return {soort.sleutel: soort for give in hooks.get_hooks("mailsoorten") for soort in give()}


def fill(tekst, velden):
    """The text with each known place filled in."""
    return PLEK.sub(lambda plek: str(velden.get(plek[1], plek[0])), tekst)


def zet_klaar(soort, aan, sleutel, bijlagen=(), **velden):
    """Stores a mail, in the transaction of the caller. `sleutel` names the event: a second mail for it is not made.

    Who has no address gets none.
    """
    if not aan:
        return None
    van_site, eigen = get_soorten()[soort], MailTekst.objects.filter(soort=soort).first()
    if not eigen or not van_site.is_whole(eigen.tekst):
        eigen = van_site
    mail, is_new = Mail.objects.get_or_create(
        sleutel=sleutel,
        defaults={
            "soort": soort,
            "aan": aan,
            # No personal data: what stands in a subject is seen by everyone who carries the mail.
            "onderwerp": fill(eigen.onderwerp, {"kenmerk": velden.get("kenmerk", "")})[:78],
            "tekst": fill(eigen.tekst, velden),
            "bijlagen": list(bijlagen),
            "message_id": make_msgid(domain=settings.SITE_URL.split("/")[2].split(":")[0]),
        },
    )
    if is_new and settings.MAIL_METEEN:
        # Robust: what goes wrong here must not break what the visitor did. The mail stays queued.
        transaction.on_commit(partial(verstuur, mail.pk), robust=True)
    return mail
