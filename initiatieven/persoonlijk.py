"""The personal link: whoever has it works on that one application, without an account.

The secret comes by mail and stays in a cookie of this browser, so it stands in no address on the way and in no log.
"""

from django.conf import settings
from django.db.models import F
from django.http import Http404
from django.shortcuts import redirect
from django.urls import path, reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from initiatieven.aanvragen.formulier import get_address
from initiatieven.models import Aanvraag

COOKIE = "aanvraag"
# As long as a day of filling in, with a pause for dinner.
BEWAAR_SECONDEN = 12 * 60 * 60


def find_aanvraag(request):
    """The application that this browser works on, in its newest state, or None."""
    return Aanvraag.objects.find(request.COOKIES.get(COOKIE, ""))


def remember(response, aanvraag):
    response.set_cookie(COOKIE, aanvraag.sleutel, BEWAAR_SECONDEN, secure=settings.HTTPS, httponly=True, samesite="Lax")
    return response


def forget(response):
    response.delete_cookie(COOKIE, samesite="Lax")
    return response


def get_link(aanvraag):
    """The whole address, for in a mail."""
    return settings.SITE_URL + reverse("persoonlijk:open", args=[aanvraag.sleutel])


def renew_link(aanvraag):
    """Makes earlier links useless."""
    Aanvraag.objects.filter(pk=aanvraag.pk).update(linkversie=F("linkversie") + 1)
    aanvraag.refresh_from_db(fields=["linkversie"])


@require_GET
@never_cache
def open_link(request, sleutel):
    aanvraag = Aanvraag.objects.find(sleutel)
    if not aanvraag:
        raise Http404
    if not aanvraag.is_concept:
        return remember(redirect("mijn:aanvraag"), aanvraag)
    adres = get_address("verder")
    if not adres:
        raise Http404
    return remember(redirect(adres), aanvraag)


urlpatterns = [path("open/<str:sleutel>/", open_link, name="open")]
