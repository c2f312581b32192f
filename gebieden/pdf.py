"""A page as a tagged PDF on A4, made on the server from HTML."""

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.text import slugify
from PIL import ImageFile

from home.laat import weasyprint

GEEN_PANGO = "Een PDF maken kan nu niet. Druk {wat} af vanuit uw browser: dat geeft hetzelfde."


class PdfFout(Exception):
    """This machine cannot make a PDF."""


def make_pdf(template, context):
    """PDF/UA: a screen reader can read it. Nothing is fetched: a picture or font from outside is left out."""
    html = _get_html()(string=render_to_string(template, context), url_fetcher=_fetch_nothing)
    return html.write_pdf(pdf_variant="pdf/ua-1")


def _get_html():
    try:
        return weasyprint.HTML
    except OSError as error:
        # The library for letters, Pango, is not on this machine.
        raise PdfFout from error
    finally:
        # It lets all of Pillow accept pictures that were cut off; an upload must not.
        ImageFile.LOAD_TRUNCATED_IMAGES = False


def make_pdf_response(template, context, naam, wat="deze bladzijde"):
    """`wat` is how it is called when it cannot be made."""
    try:
        pdf = make_pdf(template, context)
    except PdfFout:
        return HttpResponse(GEEN_PANGO.format(wat=wat), status=503, content_type="text/plain; charset=utf-8")
    headers = {"Content-Disposition": f'inline; filename="{slugify(naam)}.pdf"'}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)


def _fetch_nothing(url, *args, **kwargs):
    raise ValueError(f"Not fetched: {url}")
