from allauth.account.forms import LoginForm, ResetPasswordForm
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from django.conf import settings
from django.core.cache import cache


class InlogForm(LoginForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs |= {"autocapitalize": "none", "spellcheck": "false"}


class WachtwoordVergetenForm(ResetPasswordForm):
    def clean_email(self):
        """Whoever logs in with single sign-on has no password here and gets none."""
        email = super().clean_email()
        self.users = [user for user in self.users if user.has_usable_password()]
        return email


class EenmaligeCode:
    def clean_code(self):
        """allauth refuses a used code for half a minute, but the tolerance keeps it right for longer."""
        code = super().clean_code()
        window = (2 * settings.MFA_TOTP_TOLERANCE + 1) * 30
        if not cache.add(f"gebruikte-code-{self.user.pk}-{''.join(code.split())}", 1, window):
            raise get_adapter().validation_error("incorrect_code")
        return code


class CodeForm(EenmaligeCode, AuthenticateForm):
    pass


class CodeOpnieuwForm(EenmaligeCode, ReauthenticateForm):
    pass
