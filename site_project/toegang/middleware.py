from datetime import timedelta
from urllib.parse import urlencode

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

# OWASP ASVS 5.0, 7.3: an end after inactivity and an end in any case.
STIL_HOOGSTENS = timedelta(minutes=30)
DUURT_HOOGSTENS = timedelta(hours=12)
# The time of the last click is kept to the minute, so that not every request writes.
BIJHOUDEN_NA = timedelta(minutes=1)
# What the editor of Wagtail asks by itself, also when nobody is there.
VANZELF = {"wagtailadmin_editing_sessions:ping", "wagtailadmin_editing_sessions:release"}

BEGIN, GEZIEN, VERLOPEN, INGESTELD = "sessie_begin", "sessie_gezien", "verlopen_gebruiker", "tweede_factor_ingesteld"


class SessieMiddleware:
    """Ends a session in time. Afterwards `request.verlopen_gebruiker` tells whose session ended in this browser."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, *args):
        if not request.session.session_key:
            return
        if request.user.is_anonymous:
            request.verlopen_gebruiker = request.session.get(VERLOPEN)
            return
        now = timezone.now().timestamp()
        vanzelf = request.resolver_match.view_name in VANZELF
        if BEGIN not in request.session:
            self._begin(request, now)
        elif self._is_over(request.session, now):
            self._end(request, vanzelf)
        elif not vanzelf and now - request.session[GEZIEN] >= BIJHOUDEN_NA.total_seconds():
            request.session[GEZIEN] = now
            UserSession.objects.create_from_request(request)

    def _begin(self, request, now):
        request.session.pop(VERLOPEN, None)
        request.session[BEGIN] = request.session[GEZIEN] = now
        UserSession.objects.create_from_request(request)

    def _is_over(self, session, now):
        still, duurt = now - session[GEZIEN], now - session[BEGIN]
        return still >= STIL_HOOGSTENS.total_seconds() or duurt >= DUURT_HOOGSTENS.total_seconds()

    def _end(self, request, vanzelf):
        if vanzelf:
            # The session itself ends with the next click: that one brings what was typed.
            request.user = AnonymousUser()
            return
        request.verlopen_gebruiker = request.user.pk
        UserSession.objects.filter(session_key=request.session.session_key).delete()
        logout(request)
        request.session[VERLOPEN] = request.verlopen_gebruiker


class TweedeFactorMiddleware:
    """Where the second factor is obligatory nothing of the admin or the regiegroep answers without it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, *args):
        if not settings.TWEEDE_FACTOR or not self._is_guarded(request) or was_second_factor_used(request):
            return None
        if request.headers.get("x-requested-with") == "XMLHttpRequest":
            raise PermissionDenied
        enrolled = is_mfa_enabled(request.user, [Authenticator.Type.TOTP])
        address = reverse("mfa_reauthenticate" if enrolled else "mfa_activate_totp")
        return redirect(f"{address}?{urlencode({'next': request.get_full_path()})}")

    def _is_guarded(self, request):
        if request.path_info.startswith(reverse("regiegroep:start")):
            # Opening an invitation moves its secret out of the address first.
            is_link = request.resolver_match.view_name == "regiegroep:uitnodiging_open"
            return request.user.is_authenticated and not is_link
        if request.resolver_match.view_name == "wagtailadmin_logout":
            return False
        # Whoever is not allowed in gets his answer from Wagtail.
        is_admin = request.path_info.startswith(reverse("wagtailadmin_home"))
        return is_admin and request.user.has_perm("wagtailadmin.access_admin")


def was_second_factor_used(request):
    """In this session, and it still exists. Single sign-on counts when the other side sees to it."""
    methods = {record["method"] for record in get_authentication_records(request, request.user)}
    if settings.OIDC_TWEEDE_FACTOR and "socialaccount" in methods:
        return True
    used = "mfa" in methods or request.session.get(INGESTELD)
    return bool(used) and is_mfa_enabled(request.user, [Authenticator.Type.TOTP])
