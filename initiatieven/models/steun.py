from django.db import models

from .aanvraag import Aanvraag


class Steunbetuiging(models.Model):
    """What a neighbour thinks of a plan, proven by a code in the mail. The regiegroep sees numbers and streets only."""

    class Mening(models.TextChoices):
        STEUN = "steun", "Ik steun dit plan"
        MEEDOEN = "meedoen", "Ik doe mee"
        ZORG = "zorg", "Ik heb zorgen"

    aanvraag = models.ForeignKey(Aanvraag, on_delete=models.CASCADE, related_name="steunbetuigingen")
    mening = models.CharField("wat vindt u van het plan?", max_length=10, choices=Mening)
    straat = models.CharField("uw straat", max_length=80)
    toelichting = models.TextField("wilt u er iets bij zeggen?", max_length=1000, blank=True)
    # Not the address itself: only whether it was used before.
    email_hash = models.CharField(max_length=64)
    bevestigd_op = models.DateTimeField(null=True)
    moment = models.DateTimeField(auto_now_add=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "steunbetuiging"
        verbose_name_plural = "steunbetuigingen"
        ordering = ["moment", "pk"]
        constraints = [models.UniqueConstraint(fields=["aanvraag", "email_hash"], name="steun_een_keer_per_adres")]

    def __str__(self):
        return self.get_mening_display()
