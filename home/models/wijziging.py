from django.db import connections, models

# Each cleaning makes all kept pages anew, so it is not done every minute.
MEESTE = 1000


class WijzigingQuerySet(models.QuerySet):
    def get_stempel(self):
        """Another one as soon as anything was stored that visitors may see."""
        # By hand: `aggregate` takes longer than all else that a kept page costs.
        with connections[self.db].cursor() as cursor:
            cursor.execute("SELECT MAX(id), COUNT(*) FROM home_wijziging")
            return cursor.fetchone()

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
