from django.conf import settings
from django.db import models
from django.utils import timezone

from initiatieven.standen import STAPPEN, Melding, Stand, Wie

from .aanvraag import Aanvraag


class Gebeurtenis(models.Model):
    """One line of the history of an application: a step in `STAPPEN`, or a `Melding` beside it. Never changed."""

    aanvraag = models.ForeignKey(Aanvraag, on_delete=models.PROTECT, related_name="gebeurtenissen")
    soort = models.CharField("wat", max_length=30)
    van = models.CharField(max_length=20, choices=Stand, blank=True)
    naar = models.CharField(max_length=20, choices=Stand, blank=True)
    wie = models.CharField("namens", max_length=20, choices=Wie)
    door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    door_naam = models.CharField("door", max_length=200, blank=True)
    toelichting = models.TextField("toelichting", blank=True)
    # Not for the applicant to read.
    intern = models.BooleanField(default=False)
    # The date by which completion was asked.
    uiterlijk = models.DateField(null=True)
    # By how many days the term was made longer.
    dagen = models.PositiveSmallIntegerField(null=True)
    moment = models.DateTimeField("moment", default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "gebeurtenis"
        verbose_name_plural = "gebeurtenissen"
        ordering = ["moment", "pk"]

    def __str__(self):
        return self.titel

    @property
    def titel(self):
        return STAPPEN[self.soort].titel if self.soort in STAPPEN else Melding(self.soort).label


class Inzage(models.Model):
    """That somebody saw personal data of an application: who, what, when and from where (BIO2 8.15.01)."""

    aanvraag = models.ForeignKey(Aanvraag, on_delete=models.PROTECT, related_name="inzages")
    door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    door_naam = models.CharField("door", max_length=200)
    wat = models.CharField("wat", max_length=120)
    herkomst = models.GenericIPAddressField("vanaf", null=True)
    moment = models.DateTimeField("moment", auto_now_add=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "inzage"
        verbose_name_plural = "inzages"
        ordering = ["-moment", "-pk"]

    def __str__(self):
        return f"{self.door_naam}: {self.wat}"
