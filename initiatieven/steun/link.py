"""The public address of a plan for neighbours, as a link, a QR code and a poster."""

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import mark_safe

from home.laat import qrcode, qrcode_svg
from initiatieven.models import Steunlink


def get_adres(steunlink):
    return settings.SITE_URL + reverse("steun:plan", args=[steunlink.code])


def make_qr(adres):
    """As a drawing in the page: nothing is fetched, and a print stays sharp."""
    return mark_safe(qrcode.make(adres, image_factory=qrcode_svg.SvgPathImage).to_string(encoding="unicode"))  # noqa: S308


def find_open(code):
    """The plan behind a code, as long as what neighbours say can count; or None."""
    links = Steunlink.objects.open().select_related("aanvraag")
    steunlink = links.filter(code=code.lower()).first()
    return steunlink.aanvraag if steunlink and steunlink.aanvraag.titel else None
