"""Files in the private storage that nothing points to: what is left of a process that died between file and row."""

from datetime import timedelta

from django.apps import apps
from django.core.files.storage import storages
from django.db.models import FileField
from django.utils import timezone

from home.models import Mail
from initiatieven.models.bijlage import PriveOpslag

# Longer than any request or command takes.
MARGE = timedelta(days=1)


def find_orphans(at=None):
    """Their paths. What is younger than a day may still get its row."""
    storage, grens = storages["prive"], (at or timezone.now()) - MARGE
    bestanden = [pad for pad in walk(storage) if storage.get_modified_time(pad) < grens]
    # The rows are read last: a file that got one meanwhile is safe.
    bekend = set(get_known())
    return [pad for pad in bestanden if pad not in bekend]


def walk(storage, begin=""):
    """The paths of all files, deeper ones too. Before the first file there is not even a folder."""
    if not storage.exists(begin):
        return
    mappen, bestanden = storage.listdir(begin)
    yield from (begin + naam for naam in sorted(bestanden))
    for naam in sorted(mappen):
        yield from walk(storage, f"{begin}{naam}/")


def get_known():
    """Whatever any model keeps in this storage, and what goes along with a mail."""
    for model in apps.get_models():
        for field in model._meta.local_fields:
            if isinstance(field, FileField) and isinstance(field.storage, PriveOpslag):
                yield from model._base_manager.values_list(field.name, flat=True)
    for bijlagen in Mail.objects.exclude(bijlagen=[]).values_list("bijlagen", flat=True):
        yield from (pad for pad, *_ in bijlagen)


def delete_files(paden):
    for pad in paden:
        storages["prive"].delete(pad)
