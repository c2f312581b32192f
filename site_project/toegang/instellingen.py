"""Settings of logging in, most of them for django-allauth."""

from django.core.exceptions import ImproperlyConfigured

TOEGANG = "site_project.toegang"
LOGIN = "account_login"


def read_login_settings(env, *, https, proxies, second_factor):
    return {
        "AUTHENTICATION_BACKENDS": ["allauth.account.auth_backends.AuthenticationBackend"],
        "LOGIN_URL": LOGIN,
        "WAGTAILADMIN_LOGIN_URL": LOGIN,
        "WAGTAIL_FRONTEND_LOGIN_URL": LOGIN,
        "WAGTAIL_PASSWORD_MANAGEMENT_ENABLED": False,
        "SESSION_COOKIE_AGE": 12 * 60 * 60,
        "SESSION_EXPIRE_AT_BROWSER_CLOSE": True,
        "ALLAUTH_TRUSTED_PROXY_COUNT": proxies,
        **_read_account(https),
        **_read_second_factor(env, second_factor),
        **_read_single_sign_on(env, https),
    }


def _read_account(https):
    return {
        "ACCOUNT_ADAPTER": f"{TOEGANG}.adapter.AccountAdapter",
        # By name and not by mail: with both, the time of an answer tells which mail is known.
        "ACCOUNT_LOGIN_METHODS": {"username"},
        "ACCOUNT_FORMS": {
            "login": f"{TOEGANG}.forms.InlogForm",
            "reset_password": f"{TOEGANG}.forms.WachtwoordVergetenForm",
        },
        "ACCOUNT_DEFAULT_HTTP_PROTOCOL": "https" if https else "http",
        "ACCOUNT_LOGOUT_REDIRECT_URL": LOGIN,
        # Wagtail sends a member without rights to the login; being sent back from there would never end.
        "ACCOUNT_AUTHENTICATED_LOGIN_REDIRECTS": False,
        "ACCOUNT_SESSION_REMEMBER": False,
        "ACCOUNT_EMAIL_VERIFICATION": "none",
        "ACCOUNT_EMAIL_SUBJECT_PREFIX": "",
        "ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS": False,
        # `key` is a name at an address for passwords (see the adapter), and a person for codes.
        "ACCOUNT_RATE_LIMITS": {
            "login": "60/m/ip",
            "login_failed": "5/15m/key,20/15m/ip",
            "reset_password": "20/h/ip,5/h/key",
            # Of residents: asking for a lost link, and support of neighbours, who may all sit in one community centre.
            "mijn_link": "10/h/ip",
            "steun": "60/h/ip,3/h/key",
            # Applications of residents, who have no account: `key` is a mail address, or the application.
            "aanvraag_begin": "30/h/ip,6/d/key",
            "aanvraag_code": "30/h/ip,5/h/key",
            "aanvraag_probeer": "10/15m/key",
        },
    }


def _read_second_factor(env, default):
    return {
        "TWEEDE_FACTOR": env.bool("TWEEDE_FACTOR", default),
        "MFA_ADAPTER": f"{TOEGANG}.adapter.MFAAdapter",
        "MFA_FORMS": {
            "activate_totp": f"{TOEGANG}.forms.InstelForm",
            "authenticate": f"{TOEGANG}.forms.CodeForm",
            "reauthenticate": f"{TOEGANG}.forms.CodeOpnieuwForm",
        },
        "MFA_TOTP_ISSUER": "Samen maken we Alkmaar",
        "MFA_TOTP_TOLERANCE": 1,
        "MFA_ALLOW_UNVERIFIED_EMAIL": True,
        "MFA_RECOVERY_CODES_SHOW_ONCE": True,
    }


def _read_single_sign_on(env, https):
    server = env.str("OIDC_SERVER", "")
    if server and https and not server.startswith("https://"):
        # Its tokens are believed because of who sent them, so that must be certain.
        raise ImproperlyConfigured("OIDC_SERVER must be an https address.")
    return {
        "OIDC_TWEEDE_FACTOR": env.bool("OIDC_TWEEDE_FACTOR", False),
        "OIDC_GROEPCLAIM": env.str("OIDC_GROEPCLAIM", "groups"),
        "OIDC_GROEPEN": env.dict("OIDC_GROEPEN", default={}),
        "SOCIALACCOUNT_ADAPTER": f"{TOEGANG}.sso.SsoAdapter",
        "SOCIALACCOUNT_LOGIN_ON_GET": True,
        "SOCIALACCOUNT_EMAIL_AUTHENTICATION": True,
        "SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT": True,
        "SOCIALACCOUNT_PROVIDERS": {"openid_connect": _read_provider(env, server)} if server else {},
    }


def _read_provider(env, server):
    return {
        "OAUTH_PKCE_ENABLED": True,
        "APP": {
            "provider_id": "sso",
            "name": env.str("OIDC_NAAM", "uw account van de gemeente"),
            "client_id": env.str("OIDC_CLIENT_ID"),
            "secret": env.str("OIDC_SECRET"),
            "settings": {"server_url": server, "verified_email": env.list("OIDC_MAILDOMEINEN", default=[])},
        },
    }
