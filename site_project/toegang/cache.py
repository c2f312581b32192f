from pathlib import Path

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.filebased import FileBasedCache
from django.core.files import locks


class GedeeldeCache(FileBasedCache):
    """Files that all processes of one machine share, for the limits on tries."""

    def add(self, key, value, timeout=DEFAULT_TIMEOUT, version=None):
        # Django looks first and writes later, so two at once would both win; allauth uses this as its lock.
        self._createdir()
        with open(Path(self._dir) / "slot", "ab") as file:
            locks.lock(file, locks.LOCK_EX)
            return super().add(key, value, timeout, version)
