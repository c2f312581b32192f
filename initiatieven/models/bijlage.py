from django.core.files.storage import Storage, storages
from django.db import models

from .aanvraag import Aanvraag, Kostenregel


class PriveOpslag(Storage):
    """The storage for files of residents, as it is set now. It gives no address: only a view reads from it."""

    def save(self, name, content, max_length=None):
        return storages["prive"].save(name, content, max_length)

    def open(self, name, mode="rb"):
        return storages["prive"].open(name, mode)

    def delete(self, name):
        storages["prive"].delete(name)

    def exists(self, name):
        return storages["prive"].exists(name)

    def size(self, name):
        return storages["prive"].size(name)

    def listdir(self, path):
        return storages["prive"].listdir(path)


def get_private_storage():
    return PriveOpslag()


class Bijlage(models.Model):
    """A file with an application. It stands outside every served folder; only a view that asks for rights opens it."""

    class Soort(models.TextChoices):
        OFFERTE = "offerte", "Offerte of prijs"
        DRAAGVLAK = "draagvlak", "Steun uit de buurt"
        TEKENING = "tekening", "Foto of tekening"
        ANDERS = "anders", "Iets anders"
        BON = "bon", "Bon of rekening"
        SCAN = "scan", "Scan van het papieren formulier"
        BRIEF = "brief", "Brief van de gemeente"

    aanvraag = models.ForeignKey(Aanvraag, on_delete=models.PROTECT, related_name="bijlagen")
    soort = models.CharField("wat is het?", max_length=20, choices=Soort, default=Soort.ANDERS)
    # The line of the budget that this quote is about.
    regel = models.ForeignKey(
        Kostenregel, on_delete=models.SET_NULL, null=True, related_name="offertes", editable=False
    )
    naam = models.CharField("bestandsnaam", max_length=120)
    bestand = models.FileField(storage=get_private_storage, max_length=200)
    mimetype = models.CharField(max_length=100)
    grootte = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    moment = models.DateTimeField(auto_now_add=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "bijlage"
        verbose_name_plural = "bijlagen"
        ordering = ["pk"]

    def __str__(self):
        return self.naam

    @property
    def wat(self):
        """What it is, and of a quote: for which line of the budget."""
        return f"Offerte bij {self.regel}" if self.regel_id else self.get_soort_display()
