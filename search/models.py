from django.core.exceptions import ValidationError
from django.db import models

from .nederlands import LONGEST, tokens


class Document(models.Model):
    """One public page as search knows it. Only `indexeren` writes these; they can be made again at any time."""

    page = models.OneToOneField("wagtailcore.Page", on_delete=models.CASCADE, related_name="zoekdocument")
    titel = models.CharField(max_length=255)
    samenvatting = models.TextField()
    tekst = models.TextField()
    soort = models.CharField(max_length=40)
    gewicht = models.PositiveSmallIntegerField(default=100)
    datum = models.DateField(null=True)
    actueel_tot = models.DateTimeField(null=True)
    # The keys of the areas where it belongs, in one field: a search reads them for every page that it finds.
    plekken = models.CharField(max_length=255, blank=True)
    pad = models.CharField(max_length=255)
    # The same number for what has the same name: ten areas may have the same item on their agenda.
    groep = models.BigIntegerField(default=0)
    # Empty when something above it changed: then it is read again.
    gelezen_op = models.DateTimeField(null=True, db_index=True)

    class Meta:
        verbose_name = "document"
        verbose_name_plural = "documenten"

    def __str__(self):
        return self.titel


class Woord(models.Model):
    """A word as it stands in public pages."""

    woord = models.CharField(max_length=LONGEST, unique=True)

    def __str__(self):
        return self.woord


class Stam(models.Model):
    """A stem by which a word is found: its own, that of a part, or that of a word that means the same."""

    woord = models.ForeignKey(Woord, on_delete=models.CASCADE, related_name="stammen")
    stam = models.CharField(max_length=LONGEST, db_index=True)
    zekerheid = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["woord", "stam"], name="stam_een_keer_per_woord")]

    def __str__(self):
        return self.stam


class Vermelding(models.Model):
    """A word in a document, with how much it says about it."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="vermeldingen", db_index=False)
    woord = models.ForeignKey(Woord, on_delete=models.CASCADE, related_name="vermeldingen", db_index=False)
    gewicht = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "woord"], name="woord_een_keer_per_document")]
        # Answers a search without a look at the table itself.
        indexes = [models.Index(fields=["woord", "document", "gewicht"], name="vermelding_van_woord")]

    def __str__(self):
        return f"{self.woord_id} in {self.document_id}"


class Synoniem(models.Model):
    """Words that residents and the site use for the same thing."""

    woorden = models.CharField(
        "woorden met dezelfde betekenis",
        max_length=200,
        unique=True,
        help_text="Met een komma ertussen, bijvoorbeeld: speeltuin, speelplaats, speelplek. "
        "Wie op één van deze woorden zoekt, vindt ook pagina’s met de andere.",
    )

    class Meta:
        verbose_name = "synoniem"
        verbose_name_plural = "synoniemen"
        ordering = ["woorden"]

    def __str__(self):
        return self.woorden

    def clean(self):
        delen = [deel.strip().lower() for deel in self.woorden.split(",") if deel.strip()]
        if len(delen) < 2:
            raise ValidationError({"woorden": "Schrijf minstens twee woorden op, met een komma ertussen."})
        if any(len(tokens(deel)) != 1 for deel in delen):
            raise ValidationError({"woorden": "Schrijf tussen de komma’s steeds één woord."})
        self.woorden = ", ".join(delen)


class Misser(models.Model):
    """What people searched for on a day without finding anything. Never who."""

    term = models.CharField("gezocht", max_length=200)
    dag = models.DateField("dag")
    aantal = models.PositiveIntegerField("aantal keer", default=0)

    class Meta:
        verbose_name = "zoekterm zonder resultaat"
        verbose_name_plural = "zoektermen zonder resultaat"
        constraints = [models.UniqueConstraint(fields=["term", "dag"], name="misser_een_keer_per_dag")]
        indexes = [models.Index(fields=["dag"], name="misser_van_dag")]

    def __str__(self):
        return self.term
