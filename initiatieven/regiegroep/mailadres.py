"""The right address of a member, or of who was invited, once the desk found out that the old one takes no mail."""

import re

from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model
from wagtail.log_actions import log

from initiatieven.models import Lidmaatschap, Uitnodiging

VAN_LID = re.compile(r"^regiegroep-(?:nieuw:\d+:|wacht:lid-)(\d{1,15})(?::|$)")
VAN_UITNODIGING = re.compile(r"^regiegroep-uitnodiging:nr-(\d{1,15})$")
VERBETERD = "initiatieven.lid_mailadres"
MEE = "Het account van dit lid heeft nu ook dit adres. Inloggen gaat met dezelfde naam als eerst. Vertel dat erbij."
NIET_MEE = "Het account van dit lid heeft nog het oude adres. Vraag een beheerder om dat te veranderen."


def correct_member(mails, oud, nieuw, user):
    """Where these mails went to a member, that account follows; where they invited somebody, the invitation. Tells
    what became of the account."""
    if user.has_perm("initiatieven.add_lidmaatschap"):
        gevraagd = Uitnodiging.objects.waiting().filter(pk__in=_find(VAN_UITNODIGING, mails), email__iexact=oud)
        gevraagd.update(email=nieuw)
    # One may have several seats, and two may share an address.
    accounts = get_user_model().objects.filter(pk__in=_find(VAN_LID, mails), email__iexact=oud)
    gelukt = [_correct_account(account, oud, nieuw, user) for account in accounts.order_by("pk")]
    return " ".join(zin for zin, is_zo in ((MEE, any(gelukt)), (NIET_MEE, not all(gelukt))) if is_zo)


def _find(patroon, mails):
    return {int(match[1]) for mail in mails if (match := patroon.match(mail.sleutel))}


def _correct_account(account, oud, nieuw, user):
    """False when it is not for the desk: who has the address can ask for a new password, so no account that reaches
    the admin gets another one here."""
    lid = Lidmaatschap.objects.current().filter(gebruiker=account).first()
    if (
        not lid
        or account.has_perm("wagtailadmin.access_admin")
        or not user.has_perm("initiatieven.change_lidmaatschap")
    ):
        return False
    account.email = nieuw
    account.save(update_fields=["email"])
    adressen = EmailAddress.objects.filter(user=account)
    if adressen.filter(email__iexact=oud).exists():
        # Nobody proved the new one.
        adressen.delete()
        EmailAddress.objects.create(user=account, email=nieuw.lower(), primary=True)
    # Not the address: who reads the log may not know it.
    log(instance=lid, action=VERBETERD, user=user)
    return True


def register_log_actions(actions):
    actions.register_action(
        VERBETERD, "Mailadres van een lid", "Verbeterde het e-mailadres van het account van dit lid na een mail"
    )
