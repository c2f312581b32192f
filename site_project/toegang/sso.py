"""Single sign-on by OpenID Connect: who may come in, and in which groups, is what the other side says."""

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.contrib.auth.models import Group
from django.shortcuts import render

GEEN_GROEP = "Uw account heeft geen rol op deze site. Vraag de beheerder om een rol."
GEEN_MAIL = "Uw e-mailadres is niet bevestigd. Daardoor weten wij niet zeker wie u bent."
ANDERS = "Het antwoord van de andere kant klopt niet. Begin opnieuw bij inloggen."


class SsoAdapter(DefaultSocialAccountAdapter):
    def pre_social_login(self, request, sociallogin):
        """Nobody comes in, new or known, before this has said yes."""
        claims = sociallogin.account.extra_data
        subs = {part["sub"] for part in claims.values() if part.get("sub")}
        if sociallogin.state.get("process") != "login" or len(subs) != 1:
            self._refuse(request, ANDERS)
        groepen = find_groups(claims)
        if sociallogin.is_existing:
            set_groups(sociallogin.user, groepen)
        elif not any(address.verified for address in sociallogin.email_addresses):
            self._refuse(request, GEEN_MAIL)
        if not groepen:
            self._refuse(request, GEEN_GROEP)

    def _refuse(self, request, waarom):
        raise ImmediateHttpResponse(render(request, "toegang/sso_geweigerd.html", {"waarom": waarom}, status=403))

    def is_open_for_signup(self, request, sociallogin):
        return True

    def save_user(self, request, sociallogin, form=None):
        user = super().save_user(request, sociallogin, form)
        set_groups(user, find_groups(sociallogin.account.extra_data))
        return user


def find_groups(claims):
    """The groups of this site that the claims name, in the token or in what the server tells about the user."""
    genoemd = set()
    for part in claims.values():
        waarde = part.get(settings.OIDC_GROEPCLAIM) or []
        genoemd |= {claim for claim in (waarde if isinstance(waarde, list) else [waarde]) if isinstance(claim, str)}
    namen = [naam for claim, naam in settings.OIDC_GROEPEN.items() if claim in genoemd]
    return list(Group.objects.filter(name__in=namen))


def set_groups(user, groepen):
    """Exactly these, among the groups that claims decide about; other groups stay as they are."""
    over = user.groups.filter(name__in=settings.OIDC_GROEPEN.values()).exclude(pk__in=[groep.pk for groep in groepen])
    user.groups.remove(*over)
    user.groups.add(*groepen)
