from django.core.exceptions import ValidationError
from django.db import models

from home.schrijven.lezen import LANGSTE_UITDRUKKING, get_niveau
from home.schrijven.woorden import get_woordenboek


class MoeilijkWoordQuerySet(models.QuerySet):
    def as_woordenboek(self):
        return get_woordenboek(self.values_list("woord", "eenvoudiger", "vormen"))


class MoeilijkWoord(models.Model):
    """A long or official word, with the one that the editor reads as advice."""

    woord = models.CharField("moeilijk woord", max_length=80, unique=True, help_text="Eén woord, of hoogstens vijf.")
    eenvoudiger = models.CharField("eenvoudiger", max_length=80, help_text="Dit raden wij aan.")
    vormen = models.CharField(
        "andere vormen",
        max_length=200,
        blank=True,
        help_text="Met een komma ertussen, bijvoorbeeld: toont aan, aangetoond. "
        "Gewone vormen zoals ‘gerealiseerd’ en ‘adequate’ vinden wij zelf.",
    )

    objects = MoeilijkWoordQuerySet.as_manager()

    class Meta:
        verbose_name = "moeilijk woord"
        verbose_name_plural = "moeilijke woorden"
        ordering = ["woord"]

    def __str__(self):
        return self.woord

    def clean(self):
        self.woord = " ".join(self.woord.lower().split())
        if len(self.woord.split()) > LANGSTE_UITDRUKKING:
            raise ValidationError({"woord": "Kies een uitdrukking van hoogstens vijf woorden."})


class Leesbaarheid(models.Model):
    """How easy a published page is to read, as it was measured last: a report must be able to sort by it."""

    page = models.OneToOneField(
        "wagtailcore.Page", verbose_name="pagina", on_delete=models.CASCADE, related_name="leesbaarheid"
    )
    gemeten_op = models.DateTimeField("gemeten op")
    woorden = models.PositiveIntegerField("woorden")
    cijfer = models.PositiveSmallIntegerField("cijfer", null=True, help_text="Leeg als de tekst te kort is.")
    lange_zinnen = models.PositiveSmallIntegerField("lange zinnen")
    langste_zin = models.TextField("langste zin", blank=True)
    moeilijke_woorden = models.TextField("moeilijke woorden", blank=True)

    class Meta:
        verbose_name = "leesbaarheid"
        verbose_name_plural = "leesbaarheid"

    @property
    def niveau(self):
        return get_niveau(self.cijfer)
