"""Whoever sees personal data leaves a line: asked of every screen, export and file that shows them."""

from initiatieven.models import Inzage
from initiatieven.verloop import get_naam


def log_inzage(request, wat, *aanvragen):
    """One line for each application, in one query."""
    Inzage.objects.bulk_create(
        Inzage(
            aanvraag=aanvraag,
            door=request.user,
            door_naam=get_naam(request.user),
            wat=wat,
            herkomst=request.META.get("REMOTE_ADDR") or None,
        )
        for aanvraag in aanvragen
    )
