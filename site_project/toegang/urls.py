"""Only what is needed of allauth: no sign-up and no addresses to manage. Names are those that allauth asks for."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp.views import deactivate_totp
from allauth.socialaccount.providers.openid_connect.views import callback
from allauth.usersessions.views import list_usersessions
from django.contrib.auth.decorators import login_required
from django.urls import path, re_path
from django.views.generic import RedirectView, TemplateView

from site_project.toegang.views import InstellenView, log_in_elsewhere

to_login = RedirectView.as_view(pattern_name="account_login", query_string=True)
elders = login_required(TemplateView.as_view(template_name="toegang/wachtwoord_elders.html"))

urlpatterns = [
    path("inloggen/", account.login, name="account_login"),
    path("inloggen/uit/", account.logout, name="account_logout"),
    path("inloggen/gesloten/", account.account_inactive, name="account_inactive"),
    path("inloggen/bevestigen/", account.reauthenticate, name="account_reauthenticate"),
    path("inloggen/wachtwoord/", account.password_change, name="account_change_password"),
    path("inloggen/wachtwoord/elders/", elders, name="account_set_password"),
    path("inloggen/vergeten/", account.password_reset, name="account_reset_password"),
    path("inloggen/vergeten/gedaan/", account.password_reset_done, name="account_reset_password_done"),
    path(
        "inloggen/vergeten/klaar/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^inloggen/vergeten/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("inloggen/code/", mfa.authenticate, name="mfa_authenticate"),
    path("inloggen/code/bevestigen/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("inloggen/beveiliging/", mfa.index, name="mfa_index"),
    path("inloggen/beveiliging/aan/", InstellenView.as_view(), name="mfa_activate_totp"),
    path("inloggen/beveiliging/uit/", deactivate_totp, name="mfa_deactivate_totp"),
    path("inloggen/beveiliging/herstelcodes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("inloggen/beveiliging/herstelcodes/nieuw/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("inloggen/sessies/", list_usersessions, name="usersessions_list"),
    path("inloggen/afgebroken/", to_login, name="socialaccount_login_cancelled"),
    path("inloggen/met/<slug:provider_id>/", log_in_elsewhere, name="openid_connect_login"),
    path("inloggen/met/<slug:provider_id>/terug/", callback, name="openid_connect_callback"),
    # Other ways in, which would pass by the limits and the second factor.
    path("admin/login/", to_login),
    path("admin/password_reset/", RedirectView.as_view(pattern_name="account_reset_password")),
    path("_util/login/", to_login),
]
