"""Tells who writes, approves and publishes which links in a page lead nowhere."""

from django.contrib import messages
from django.utils.html import format_html, format_html_join
from wagtail.models import Page

from home.redactie.links import find_broken, find_incoming, get_broken

HOOGSTENS = 10


def warn(request, page):
    _tell(request, page, list(find_broken(page)))


def _tell(request, page, kapot):
    if not kapot:
        return
    regels = format_html_join("", "<li>{}: {}</li>", kapot[:HOOGSTENS])
    rest = format_html("<p>En nog {}.</p>", len(kapot) - HOOGSTENS) if len(kapot) > HOOGSTENS else ""
    aantal = "1 link werkt" if len(kapot) == 1 else f"{len(kapot)} links werken"
    kop = f"{aantal} niet in “{page.get_admin_display_title()}”:"
    messages.warning(request, format_html("{}<ul>{}</ul>{}", kop, regels, rest))


def warn_in_editor(request, page):
    """Each time that somebody opens the page."""
    if request.method == "GET" and "_w_hydrate_create_view" not in request.GET:
        _tell(request, page, get_broken(page))


def warn_on_submit(request, page):
    """Who hands a page in leaves the editor at once."""
    if "action-submit" in request.POST or "action-restart-workflow" in request.POST:
        warn(request, page)


def warn_on_bulk_publish(request, action_type, objects, action):
    if action_type == "publish" and issubclass(action.model, Page):
        for page in objects:
            warn(request, page)


def warn_before_delete(request, page):
    """Which public pages will have a dead link. Wagtail asks whether to go on after it."""
    if request.method == "GET" and (paginas := find_incoming([page], request.user)):
        regels = format_html_join("", "<li>{}</li>", ((pagina.title,) for pagina in paginas))
        messages.warning(request, format_html("Deze pagina’s krijgen een kapotte link:<ul>{}</ul>", regels))
