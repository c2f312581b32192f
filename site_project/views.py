"""The small files that robots and browsers ask for, and the page for when all else fails."""

import base64
import hashlib
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

from csp.constants import NONE
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views import csrf
from wagtail.models import Page, Site

from home.online import published
from home.redactie import bewaard

NOODSTIJL = (Path(__file__).parent / "templates" / "500.css").read_text()
NOODSTIJL_HASH = base64.b64encode(hashlib.sha256(NOODSTIJL.encode()).digest()).decode()


def csrf_failure(request, reason=""):
    """A form from before the last login has an old token. When the browser vouches that it is ours, nothing is lost."""
    # A wrong origin would have been refused for that, before anyone looked at the token.
    ours = "HTTP_ORIGIN" in request.META and reason.startswith("CSRF token from")
    if ours and request.user.is_authenticated and bewaard.is_written(request):
        return bewaard.set_apart(request, request.user.pk, redirect("bewaard"))
    return csrf.csrf_failure(request, reason)


def server_error(request):
    """Needs nothing else that works: no database, no static files. Its one style is allowed by its hash."""
    response = HttpResponse(render_to_string("500.html", {"stijl": mark_safe(NOODSTIJL)}), status=500)  # noqa: S308
    response._csp_replace = {
        "default-src": [NONE],
        "style-src": [f"'sha256-{NOODSTIJL_HASH}'"],
        "frame-ancestors": [NONE],
    }
    response._csp_replace |= {"base-uri": [NONE], "form-action": [NONE]}
    return response


def robots_txt(request):
    closed = [f"Disallow: /{folder}/" for folder in ("admin", "concept", "zoeken")]
    lines = ["User-agent: *", *closed, f"Sitemap: {settings.SITE_URL}/sitemap.xml"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def sitemap(request):
    """Every page that all may read, as sitemaps.org has it. A template would take seconds for ten thousand."""
    start = Site.find_for_request(request).root_page
    begin = start.get_full_url(request)
    paginas = published(Page.objects.descendant_of(start, inclusive=True)).order_by("path")
    rijen = paginas.values_list("url_path", "last_published_at").iterator()
    regels = (_describe_page(begin + quote(pad.removeprefix(start.url_path)), moment) for pad, moment in rijen)
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    return HttpResponse("\n".join([head, *regels, "</urlset>\n"]), content_type="application/xml; charset=utf-8")


def _describe_page(adres, moment):
    lastmod = f"<lastmod>{moment.isoformat(timespec='seconds')}</lastmod>" if moment else ""
    return f"<url><loc>{adres}</loc>{lastmod}</url>"


def security_txt(request):
    """RFC 9116. The end date moves along, as long as the site is kept up."""
    until = (timezone.now() + timedelta(days=180)).strftime("%Y-%m-%dT00:00:00Z")
    lines = [
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {until}",
        "Preferred-Languages: nl, en",
        f"Canonical: {settings.SITE_URL}/.well-known/security.txt",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def favicon(request):
    return redirect(static("favicon.svg"), permanent=True)
