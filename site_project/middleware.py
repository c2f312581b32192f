from csp.constants import SELF
from csp.middleware import CSPMiddleware
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db.models import ProtectedError
from django.http import JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Page

from home.redactie import bewaard
from home.redactie.rechten import RedactieFout, get_visible, may_see_all_areas


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
ALLES_BEKIJKEN = {
    f"wagtailadmin_reports:{naam}{deel}" for naam in ("page_types_usage", "site_history") for deel in ("", "_results")
}

# Screens of Wagtail's that name any page whose number is in the address.
PAGINAS_OP_NUMMER = {"wagtail_bulk_action", "wagtailadmin_choose_page_chosen_multiple"}


class RedactieMiddleware:
    """Keeps reports over all areas for Communicatie, and tells editors in words what cannot be done."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, *args):
        if request.resolver_match.view_name in PAGINAS_OP_NUMMER:
            numbers = [number for number in request.GET.getlist("id") if number.isdigit()]
            if Page.objects.filter(pk__in=numbers).exclude(pk__in=get_visible(request.user).values("pk")).exists():
                raise PermissionDenied
        if request.resolver_match.view_name in ALLES_BEKIJKEN and not may_see_all_areas(request.user):
            messages.error(request, "Dit overzicht is voor Communicatie.")
            return redirect("wagtailadmin_home")
        return None

    def process_exception(self, request, exception):
        if isinstance(exception, ProtectedError) and request.path.startswith("/admin/"):
            messages.error(request, "Dit kan niet weg: er hangt nog iets aan vast.")
            return redirect(request.path)
        if not isinstance(exception, RedactieFout):
            return None
        # What was typed stands in a draft by now.
        messages.error(request, str(exception))
        address = AdminURLFinder(request.user).get_edit_url(exception.item) or reverse("wagtailadmin_home")
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
            login = redirect_to_login(reverse("bewaard"))
            return bewaard.set_apart(request, gebruiker, login)
        return None
