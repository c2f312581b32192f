"""The rows that belong to one agenda item."""

from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from gebieden.geld import format_bedrag
from gebieden.velden import BedragField


class Verantwoordelijke(Orderable):
    """Who carries an item. The first one leads."""

    class Soort(models.TextChoices):
        GEMEENTE = "gemeente", "Gemeente"
        PROVINCIE = "provincie", "Provincie"
        WATERSCHAP = "waterschap", "Waterschap"
        CORPORATIE = "corporatie", "Woningcorporatie"
        POLITIE = "politie", "Politie"
        ONDERNEMERS = "ondernemers", "Ondernemers"
        BEWONERS = "bewoners", "Bewoners"
        ANDERS = "anders", "Anderen"

    punt = ParentalKey("gebieden.AgendapuntPage", on_delete=models.CASCADE, related_name="verantwoordelijken")
    soort = models.CharField("wie", max_length=12, choices=Soort)
    naam = models.CharField("naam", max_length=100, blank=True, help_text="Bijvoorbeeld: dorpsraad Graft-De Rijp")

    panels = [FieldRowPanel([FieldPanel("soort"), FieldPanel("naam")])]

    class Meta(Orderable.Meta):
        verbose_name = "verantwoordelijke"
        verbose_name_plural = "verantwoordelijken"

    def __str__(self):
        return f"{self.get_soort_display()} ({self.naam})" if self.naam else self.get_soort_display()


class Bijdrage(Orderable):
    """What one contributor brings: money, hours, material or a room."""

    class Soort(models.TextChoices):
        GELD = "geld", "Geld"
        UREN = "uren", "Uren"
        MATERIAAL = "materiaal", "Materiaal"
        RUIMTE = "ruimte", "Ruimte"

    class Zekerheid(models.TextChoices):
        TOEGEZEGD = "toegezegd", "Toegezegd"
        BEVESTIGD = "bevestigd", "Bevestigd"
        GELEVERD = "geleverd", "Geleverd"

    punt = ParentalKey("gebieden.AgendapuntPage", on_delete=models.CASCADE, related_name="bijdragen")
    wie = models.CharField("wie", max_length=100)
    soort = models.CharField("wat", max_length=10, choices=Soort, default=Soort.GELD)
    hoeveel = BedragField("hoeveel", help_text="Euro’s of uren, in cijfers")
    uitleg = models.CharField("uitleg", max_length=150, blank=True)
    zekerheid = models.CharField("hoe zeker", max_length=10, choices=Zekerheid, default=Zekerheid.TOEGEZEGD)

    panels = [
        FieldRowPanel([FieldPanel("wie"), FieldPanel("soort"), FieldPanel("hoeveel")]),
        FieldRowPanel([FieldPanel("uitleg"), FieldPanel("zekerheid")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = "bijdrage"
        verbose_name_plural = "bijdragen"

    def __str__(self):
        return f"{self.wie}: {self.wat}"

    @property
    def is_geld(self):
        return self.soort == self.Soort.GELD

    @property
    def wat(self):
        """The contribution in words: "€ 1.250", "40 uur" or "Materiaal"."""
        if self.hoeveel is None:
            return self.get_soort_display()
        bedrag = format_bedrag(self.hoeveel)
        if self.soort == self.Soort.UREN:
            return f"{bedrag.removeprefix('€ ')} uur"
        return bedrag if self.is_geld else f"{self.get_soort_display()}, waarde {bedrag}"


class GedeeldMet(Orderable):
    """Another area on whose agenda the item stands too, with a word about what it means there."""

    punt = ParentalKey("gebieden.AgendapuntPage", on_delete=models.CASCADE, related_name="gedeeld")
    gebied = models.ForeignKey(
        "gebieden.GebiedPage", verbose_name="gebied", on_delete=models.CASCADE, related_name="gedeelde_punten"
    )
    notitie = models.CharField(
        "wat betekent het hier", max_length=250, blank=True, help_text="Staat alleen op de agenda van dit gebied."
    )

    class Meta(Orderable.Meta):
        verbose_name = "gedeeld met"
        verbose_name_plural = "gedeeld met"
        constraints = [models.UniqueConstraint(fields=["punt", "gebied"], name="punt_een_keer_per_gebied")]

    def __str__(self):
        return str(self.gebied)


class Voorganger(Orderable):
    """The item from which this one goes on: its history belongs to this one too."""

    class Soort(models.TextChoices):
        VERVOLG = "vervolg", "gaat verder in de nieuwe editie"
        AFSPLITSING = "afsplitsing", "is afgesplitst"
        SAMENVOEGING = "samenvoeging", "is samengevoegd"

    punt = ParentalKey("gebieden.AgendapuntPage", on_delete=models.CASCADE, related_name="voorgangers")
    eerder = models.ForeignKey(
        "gebieden.AgendapuntPage", verbose_name="eerder punt", on_delete=models.CASCADE, related_name="opvolgers"
    )
    soort = models.CharField("hoe", max_length=12, choices=Soort, default=Soort.VERVOLG)
    notitie = models.CharField("waarom", max_length=250, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = "voorganger"
        verbose_name_plural = "voorgangers"
        constraints = [models.UniqueConstraint(fields=["punt", "eerder"], name="voorganger_een_keer")]

    def __str__(self):
        return str(self.eerder)
