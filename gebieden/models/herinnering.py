from django.conf import settings
from django.db import models


class Herinnering(models.Model):
    """That someone was told that something fell due: so nobody is told twice."""

    class Reden(models.TextChoices):
        BERICHT = "bericht", "het beloofde bericht"
        STIL = "stil", "lang geen nieuws"
        TE_LAAT = "te-laat", "de geplande datum is voorbij"

    punt = models.ForeignKey("gebieden.AgendapuntPage", on_delete=models.CASCADE, related_name="herinneringen")
    gebruiker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    reden = models.CharField(max_length=10, choices=Reden)
    dag = models.DateField()

    class Meta:
        verbose_name = "herinnering"
        verbose_name_plural = "herinneringen"
        constraints = [
            models.UniqueConstraint(fields=["punt", "gebruiker", "reden", "dag"], name="herinnering_een_keer")
        ]

    def __str__(self):
        return f"{self.punt}: {self.get_reden_display()}"
