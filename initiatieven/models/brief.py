from django.conf import settings
from django.db import models

from .aanvraag import Aanvraag, Aanvrager
from .bijlage import Bijlage
from .geschiedenis import Gebeurtenis


class BriefTekst(models.Model):
    """The words of one kind of letter, where the municipality wants others than the ones the site comes with."""

    soort = models.CharField("soort brief", max_length=30, unique=True)
    tekst = models.TextField("tekst", max_length=10000)

    class Meta:
        verbose_name = "tekst van een brief"
        verbose_name_plural = "teksten van brieven"
        ordering = ["soort"]

    def __str__(self):
        return self.soort


class Brief(models.Model):
    """A letter about one event, and whether it reached the applicant. That fact outlives the file."""

    aanvraag = models.ForeignKey(Aanvraag, on_delete=models.PROTECT, related_name="brieven")
    gebeurtenis = models.OneToOneField(Gebeurtenis, on_delete=models.PROTECT, related_name="brief")
    soort = models.CharField("soort", max_length=30)
    bijlage = models.OneToOneField(Bijlage, on_delete=models.SET_NULL, null=True, related_name="brief")
    datum = models.DateField("datum")
    # The last day to object, as the letter says it. Only a decision has one.
    bezwaar_tot = models.DateField(null=True)
    kanaal = models.CharField("hoe bezorgd", max_length=10, choices=Aanvrager.Kanaal, blank=True)
    bezorgd_op = models.DateField("bezorgd op", null=True)
    door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    door_naam = models.CharField("gemaakt door", max_length=200)
    moment = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "brief"
        verbose_name_plural = "brieven"
        ordering = ["moment", "pk"]

    def __str__(self):
        return f"Brief: {self.soort}"
