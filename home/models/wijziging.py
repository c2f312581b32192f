from django.db import models
from django.db.models import Count, Max


class WijzigingQuerySet(models.QuerySet):
    def get_stempel(self):
        """Another one as soon as anything was stored that visitors may see."""
        return tuple(self.aggregate(Max("pk"), Count("pk")).values())

    def clean_up(self):
        """Leaves one line, the newest there ever was: so no stamp comes back."""
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
