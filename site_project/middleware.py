from csp.constants import SELF
from csp.middleware import CSPMiddleware
from django.conf import settings


class ContentSecurityPolicyMiddleware(CSPMiddleware):
    """The strict policy for every page, the wider one for the Wagtail admin."""

    def process_response(self, request, response):
        if request.path.startswith("/admin/") and not hasattr(response, "_csp_replace"):
            response._csp_replace = settings.ADMIN_CONTENT_SECURITY_POLICY
        elif getattr(request, "is_preview", False):
            # A preview is made as a request for the page itself, but stands in a frame of the editor.
            response._csp_replace = {"frame-ancestors": [SELF]}
        return super().process_response(request, response)
