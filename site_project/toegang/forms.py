from allauth.account.forms import LoginForm, ResetPasswordForm
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
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


def ask_for_code(form, label):
    form.fields["code"].label = label
    form.fields["code"].widget.attrs["inputmode"] = "numeric"


class EenmaligeCode:
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        ask_for_code(self, "Code uit de app, of een herstelcode")

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


class InstelForm(ActivateTOTPForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        ask_for_code(self, "Code uit de app")
