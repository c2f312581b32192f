"""At review, author and approver read how easy the text is. It never holds anybody up."""

from django.template.loader import render_to_string
from wagtail.admin import messages

from home.models import MoeilijkWoord
from home.schrijven.lezen import measure
from home.schrijven.proza import get_prose

HOOGSTENS = 3


def tell_author(request, page):
    """After handing in."""
    if "action-submit" in request.POST:
        _tell(request, page)


def tell_approver(request, page):
    """On opening what waits for approval: author and approver see the same."""
    if request.method == "GET" and page.workflow_in_progress:
        _tell(request, page)


def _tell(request, page):
    meting = measure(get_prose(page), MoeilijkWoord.objects.as_woordenboek())
    moeilijk = list(meting.moeilijk.items())[:HOOGSTENS]
    context = {"meting": meting, "zinnen": meting.lange_zinnen[:HOOGSTENS], "moeilijk": moeilijk}
    text = render_to_string("home/beheer/leeswaarschuwing.html", context)
    tell = messages.success if meting.is_goed else messages.warning
    tell(request, text, extra_tags="leesadvies")
