from csp.constants import SELF
from csp.middleware import CSPMiddleware
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from wagtail.permission_policies.pages import PagePermissionPolicy

from home.redactie import bewaard
from home.redactie.rechten import RedactieFout


class ContentSecurityPolicyMiddleware(CSPMiddleware):
    """The strict policy for every page, the wider one for the Wagtail admin."""

    def process_response(self, request, response):
        if request.path.startswith("/admin/") and not hasattr(response, "_csp_replace"):
            response._csp_replace = settings.ADMIN_CONTENT_SECURITY_POLICY
        elif getattr(request, "is_preview", False):
            # A preview is made as a request for the page itself, but stands in a frame of the editor.
            response._csp_replace = {"frame-ancestors": [SELF]}
        return super().process_response(request, response)


# Reports of Wagtail's that name pages of every area, drafts too.
ALLES_BEKIJKEN = {"wagtailadmin_reports:page_types_usage", "wagtailadmin_reports:page_types_usage_results"}


class RedactieMiddleware:
    """Keeps reports over all areas for Communicatie, and tells editors in words what cannot be done."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, *args):
        if request.resolver_match.view_name in ALLES_BEKIJKEN:
            policy = PagePermissionPolicy()
            if not policy.user_has_permission(request.user, "publish"):
                messages.error(request, "Dit overzicht is voor Communicatie.")
                return redirect("wagtailadmin_home")
        return None

    def process_exception(self, request, exception):
        if not isinstance(exception, RedactieFout):
            return None
        # What was typed stands in a draft by now.
        messages.error(request, str(exception))
        address = reverse("wagtailadmin_pages:edit", args=[exception.page.pk])
        if request.headers.get("x-requested-with") == "XMLHttpRequest":
            return JsonResponse({"step": "success", "redirect": address})
        return redirect(address)


class BewaarMiddleware:
    """Keeps what somebody wrote while the session ended. `verlopen_gebruiker` tells whose session that was."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.method == "POST" and bewaard.SLEUTEL in request.POST and response.status_code < 400:
            bewaard.drop(request, request.get_full_path())
        return response

    def process_view(self, request, *args):
        gebruiker = getattr(request, "verlopen_gebruiker", None)
        if gebruiker and request.user.is_anonymous and bewaard.is_written(request):
            login = redirect_to_login(reverse("bewaard"), reverse("wagtailadmin_login"))
            return bewaard.set_apart(request, gebruiker, login)
        return None
