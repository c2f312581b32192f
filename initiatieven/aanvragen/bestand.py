"""A file that was sent along with an application that is not handed in yet, for who has it in this browser."""

from django.shortcuts import get_object_or_404

from initiatieven.aanvragen.schermen import go, persoonlijk, show_unknown
from initiatieven.bestanden import serve_bijlage


@persoonlijk
def show_bestand(request, page, aanvraag, pk):
    if not aanvraag:
        return show_unknown(request, page)
    if not aanvraag.is_concept:
        return go(page, "verzonden")
    return serve_bijlage(get_object_or_404(aanvraag.bijlagen, pk=pk))
