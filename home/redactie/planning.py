"""A date on a page, said in words: what will happen by itself, and what will not."""

from django.contrib import messages
from django.utils import timezone
from django.utils.formats import date_format
from wagtail.admin.panels import PublishingPanel

UITLEG = {
    "go_live_at": (
        "Online vanaf",
        "Dit werkt pas als Communicatie de pagina heeft goedgekeurd. "
        "Is het moment dan al voorbij, dan komt de pagina meteen online.",
    ),
    "expire_at": ("Offline vanaf", "Vanaf deze minuut ziet niemand de pagina meer. Ook dit werkt pas na goedkeuring."),
}


class PlanningPanel(PublishingPanel):
    """Wagtail's dates, in the words of this newsroom."""

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        for panel in self.children:
            panel.heading, panel.help_text = UITLEG[panel.field_name]

    class BoundPanel(PublishingPanel.BoundPanel):
        template_name = "home/beheer/planning.html"


def format_moment(moment):
    return date_format(timezone.localtime(moment), r"j F Y \o\m H.i \u\u\r")


def is_waiting(page):
    """The newest version has not been online: it was written after the last time that the page was published."""
    if not page.latest_revision or page.approved_schedule:
        return False
    return not page.last_published_at or page.latest_revision.created_at > page.last_published_at


def explain_dates(page, at=None):
    """What the dates of a version that is not approved do, in one message, or nothing."""
    at = at or timezone.now()
    if not (page.go_live_at or page.expire_at) or not is_waiting(page):
        return ""
    if page.go_live_at and page.go_live_at > at:
        return (
            f"Deze versie gaat niet vanzelf online op {format_moment(page.go_live_at)}. "
            "Eerst moet Communicatie haar goedkeuren. Gebeurt dat later, dan komt zij meteen bij de goedkeuring online."
        )
    if page.go_live_at:
        return (
            f"Het moment waarop deze versie online zou gaan ({format_moment(page.go_live_at)}) is voorbij. "
            "Zij is nog niet goedgekeurd. Zodra Communicatie haar goedkeurt, komt zij meteen online."
        )
    return f"“Offline vanaf {format_moment(page.expire_at)}” werkt pas als Communicatie deze versie goedkeurt."


def show_dates(request, page):
    """Each time that the page is opened in the editor, also right after it was saved."""
    if request.method == "GET" and (uitleg := explain_dates(page)):
        messages.warning(request, uitleg)
