from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone

# After this long without a run, the scheduler stands still.
STIL = timedelta(minutes=10)
# A run that was killed on its way holds up the next ones no longer than this.
VASTGEHOUDEN = timedelta(minutes=5)


class Hartslag(models.Model):
    """One row: when the work of every minute was done for the last time, and who is at it now."""

    gelukt_op = models.DateTimeField(null=True)
    bezig_sinds = models.DateTimeField(null=True)

    @classmethod
    def claim(cls, at=None):
        """True for one run at a time."""
        at = at or timezone.now()
        cls.objects.get_or_create(pk=1)
        free = cls.objects.filter(Q(bezig_sinds=None) | Q(bezig_sinds__lt=at - VASTGEHOUDEN))
        return free.update(bezig_sinds=at) == 1

    @classmethod
    def release(cls):
        cls.objects.update(bezig_sinds=None)

    @classmethod
    def beat(cls, at=None):
        cls.objects.update_or_create(pk=1, defaults={"gelukt_op": at or timezone.now()})

    @classmethod
    def get_fresh(cls, at=None):
        """The row, when the scheduler has run not long ago."""
        return cls.objects.filter(gelukt_op__gte=(at or timezone.now()) - STIL)
