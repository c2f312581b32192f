"""Is the site well? For the watch of the municipality: red or green, and in words which part it is."""

import os
import shutil
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError
from django.http import JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from home.models import Hartslag, Mail

# Bytes: with less, a few files of residents fill the disk, and then nothing can be stored.
KRAP = 100 * 1024 * 1024


@require_safe
@never_cache
def health(request):
    slecht = list(find_trouble())
    antwoord = {"gezond": not slecht, "uitleg": slecht or ["Alles werkt."]}
    json_options = {"ensure_ascii": False}
    return JsonResponse(antwoord, status=503 if slecht else 200, json_dumps_params=json_options)


def find_trouble():
    try:
        if not Hartslag.get_fresh().exists():
            yield "De planner heeft tien minuten niet gelopen: pagina’s met een datum gaan niet online."
        if Mail.objects.held_up().exists():
            yield "Mail aan inwoners wacht langer dan een uur."
    except DatabaseError:
        yield "De database antwoordt niet."
    media = Path(settings.MEDIA_ROOT)
    if not os.access(media if media.exists() else media.parent, os.W_OK):
        yield "Er kunnen geen bestanden worden bewaard."
    if shutil.disk_usage(settings.DATA_DIR).free < KRAP:
        yield "Er is bijna geen ruimte meer op de schijf."
