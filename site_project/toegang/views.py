from allauth.mfa.totp.views import ActivateTOTPView
from allauth.socialaccount.providers.openid_connect import views as oidc
from django.shortcuts import render
from requests import RequestException

from site_project.toegang.middleware import INGESTELD


class InstellenView(ActivateTOTPView):
    def form_valid(self, form):
        response = super().form_valid(form)
        # The code was right, so this session has shown the second factor.
        self.request.session[INGESTELD] = True
        return response


def log_in_elsewhere(request, provider_id):
    try:
        return oidc.login(request, provider_id)
    except RequestException:
        waarom = "De andere kant geeft geen antwoord. Probeer het later opnieuw."
        return render(request, "toegang/sso_geweigerd.html", {"waarom": waarom}, status=503)
