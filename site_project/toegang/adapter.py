import logging
import time
from urllib.parse import urlsplit

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.core.mail import send_mail
from django.shortcuts import resolve_url
from django.template.loader import render_to_string

from initiatieven.models import Lidmaatschap

logger = logging.getLogger(__name__)

VERKEERDE_CODE = "Deze code klopt niet, of is al gebruikt. Neem de nieuwste code uit de app."

# What is told to the person by mail, in case somebody else did it.
MELDINGEN = {
    "account/email/password_changed": "Uw wachtwoord is veranderd",
    "account/email/password_reset": "Uw wachtwoord is veranderd",
    "mfa/email/totp_activated": "Uw tweede factor is ingesteld",
    "mfa/email/totp_deactivated": "Uw tweede factor is uitgezet",
    "mfa/email/recovery_codes_generated": "U hebt nieuwe herstelcodes",
}


def send_notice(user, wat):
    if user.email:
        send_mail(wat, render_to_string("toegang/mails/melding.txt", {"wat": wat}), None, [user.email], True)


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": "Deze gebruikersnaam en dit wachtwoord horen niet bij elkaar.",
        "incorrect_password": "Dit wachtwoord klopt niet.",
        "enter_current_password": "Dit is niet uw wachtwoord van nu.",
        "too_many_login_attempts": (
            "U hebt het te vaak geprobeerd. Over 15 minuten kunt u het weer proberen. Wachtwoord kwijt? "
            "Kies dan “Wachtwoord vergeten”."
        ),
        "rate_limited": "U hebt het te vaak geprobeerd. Over 15 minuten kunt u het weer proberen.",
    }

    def is_open_for_signup(self, request):
        return False

    def get_login_redirect_url(self, request):
        if request.user.has_perm("wagtailadmin.access_admin"):
            return resolve_url("wagtailadmin_home")
        is_member = Lidmaatschap.objects.current().filter(gebruiker=request.user).exists()
        return resolve_url("regiegroep:start" if is_member else "/")

    def get_signup_redirect_url(self, request):
        """Single sign-on makes an account at the first visit."""
        return self.get_login_redirect_url(request)

    def get_password_change_redirect_url(self, request):
        return resolve_url("mfa_index")

    def get_reset_password_from_key_url(self, key):
        """With the address of the site from the settings, whatever the browser said."""
        return settings.SITE_URL + urlsplit(super().get_reset_password_from_key_url(key)).path

    def send_mail(self, template_prefix, email, context):
        """A mail server that is down tells nobody who has an account."""
        try:
            super().send_mail(template_prefix, email, context)
        except OSError as error:
            logger.error("A mail about logging in was not sent: %s", type(error).__name__)

    def send_notification_mail(self, template_prefix, user, context=None, email=None):
        if wat := MELDINGEN.get(template_prefix):
            send_notice(user, wat)

    def _get_login_attempts_cache_key(self, request, **credentials):
        # With the address: who tries the name of a colleague elsewhere does not lock that colleague out.
        return f"{super()._get_login_attempts_cache_key(request, **credentials)}|{self.get_client_ip(request)}"

    def is_reauthentication_required(self, *, app, **kwargs):
        """Who has just logged in is not asked for the password again."""
        records = get_authentication_records(self.request, self.request.user)
        if records and time.time() - records[-1]["at"] < app_settings.REAUTHENTICATION_TIMEOUT:
            return False
        return super().is_reauthentication_required(app=app, **kwargs)


class MFAAdapter(DefaultMFAAdapter):
    error_messages = {**DefaultMFAAdapter.error_messages, "incorrect_code": VERKEERDE_CODE}

    def build_totp_svg(self, url):
        """Without the XML heading the drawing may stand in the page, where the strict policy allows it."""
        svg = super().build_totp_svg(url)
        return svg[svg.index("<svg") :]
