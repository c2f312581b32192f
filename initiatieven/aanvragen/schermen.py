"""What the screens of the form share: whose application it is, and that nobody keeps the page."""

from functools import wraps

from django.shortcuts import redirect, render
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_http_methods

from home.formulier import tidy_text
from initiatieven.aanvragen.formulier import make_address
from initiatieven.models import Aanvraag
from initiatieven.persoonlijk import find_aanvraag, remember


def persoonlijk(view):
    """For a screen of one person: in no cache and no search engine. Gives the view the application, or None."""

    @wraps(view)
    @require_http_methods(["GET", "HEAD", "POST"])
    def wrapper(request, page, **kwargs):
        aanvraag = find(request)
        response = view(request, page, aanvraag, **kwargs)
        if aanvraag:
            remember(response, aanvraag)
        return keep_private(response)

    return wrapper


def keep_private(response):
    add_never_cache_headers(response)
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def find(request):
    """The application that the page was about. Two windows can be busy with two; the cookie only knows the last."""
    sleutel = request.POST.get("aanvraag")
    return Aanvraag.objects.find(tidy_text(sleutel)) if sleutel else find_aanvraag(request)


def go(page, deel):
    return redirect(make_address(page, deel))


def show(request, page, template, **context):
    context |= {"formulier": page, "start": page.url}
    return render(request, f"initiatieven/aanvragen/{template}.html", context)


def show_unknown(request, page):
    """Nobody knows which application this is: the browser forgot, or the link was replaced."""
    return show(request, page, "onbekend")
