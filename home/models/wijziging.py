from django.db import models
from django.db.models import Count, Max

# Each cleaning makes all kept pages anew, so it is not done every minute.
MEESTE = 1000


class WijzigingQuerySet(models.QuerySet):
    def get_stempel(self):
        """Another one as soon as anything was stored that visitors may see."""
        return tuple(self.aggregate(Max("pk"), Count("pk")).values())

    def clean_up(self, meeste=MEESTE):
        """Keeps small what each visitor counts. One line is left, newer than all: so no stamp comes back."""
        if self.count() <= meeste:
            return
        newest = self.create()
        self.filter(pk__lt=newest.pk).delete()


class Wijziging(models.Model):
    """That something changed, written in the transaction of the change, so both are seen or neither."""

    objects = WijzigingQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "wijziging"
        verbose_name_plural = "wijzigingen"

    def __str__(self):
        return f"Wijziging {self.pk}"
