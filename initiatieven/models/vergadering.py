from django.db import models
from django.utils import timezone

from .aanvraag import Aanvraag
from .regiegroep import Lidmaatschap, Regiegroep


class Sluiting(models.Model):
    """That the chair closed the voting on a plan: from then on no vote changes, and the members see them all."""

    aanvraag = models.OneToOneField(Aanvraag, on_delete=models.PROTECT, related_name="sluiting")
    door = models.ForeignKey(Lidmaatschap, on_delete=models.PROTECT, related_name="+")
    moment = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "sluiting van een stemming"
        verbose_name_plural = "sluitingen van stemmingen"

    def __str__(self):
        return f"Gesloten: {self.aanvraag_id}"


class Vergadering(models.Model):
    """A meeting of a group. Once settled, its minutes are the snapshot `verslag` and change no more."""

    regiegroep = models.ForeignKey(Regiegroep, on_delete=models.PROTECT, related_name="vergaderingen")
    datum = models.DateField("datum", default=timezone.localdate)
    plek = models.CharField("plek", max_length=120)
    aanwezig = models.ManyToManyField(Lidmaatschap, verbose_name="wie is er?", related_name="vergaderingen", blank=True)
    vastgesteld_op = models.DateTimeField(null=True, editable=False)
    vastgesteld_door = models.ForeignKey(
        Lidmaatschap, on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    verslag = models.JSONField(default=dict, editable=False)

    class Meta:
        verbose_name = "vergadering"
        verbose_name_plural = "vergaderingen"
        ordering = ["-datum", "-pk"]

    def __str__(self):
        return f"{self.regiegroep}, {self.datum:%d-%m-%Y}"


class Bespreekpunt(models.Model):
    """A plan on the table of a meeting, and what was said about it."""

    vergadering = models.ForeignKey(Vergadering, on_delete=models.CASCADE, related_name="punten")
    aanvraag = models.ForeignKey(Aanvraag, on_delete=models.PROTECT, related_name="bespreekpunten")
    volgorde = models.PositiveSmallIntegerField("volgorde", default=1)
    besproken = models.TextField("wat is er besproken?", max_length=4000, blank=True)

    class Meta:
        verbose_name = "bespreekpunt"
        verbose_name_plural = "bespreekpunten"
        ordering = ["volgorde", "pk"]
        constraints = [models.UniqueConstraint(fields=["vergadering", "aanvraag"], name="bespreekpunt_een_keer")]

    def __str__(self):
        return f"{self.volgorde}. {self.aanvraag_id}"
