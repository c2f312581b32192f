from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.formats import date_format

from gebieden.velden import BedragField

from .regiegroep import Regiegroep


class RondeQuerySet(models.QuerySet):
    def open(self, at=None):
        """Those in which a plan may take part at this moment. The second of closing is too late."""
        at = at or timezone.now()
        return self.filter(opent__lte=at, sluit__gt=at)

    def announced(self, at=None):
        """Those that are open or still come, the first to close first."""
        return self.filter(sluit__gt=at or timezone.now()).order_by("sluit", "pk")

    def for_groep(self, *groepen):
        """Those of these groups, and those of all groups."""
        return self.filter(Q(regiegroep__in=groepen) | Q(regiegroep=None)) if groepen else self.none()


class Ronde(models.Model):
    """A contest beside the intake of all year: plans that come before one moment are ranked against each other."""

    naam = models.CharField("naam", max_length=100, help_text="Bijvoorbeeld: Dag van het bewonersinitiatief 2026.")
    regiegroep = models.ForeignKey(
        Regiegroep,
        verbose_name="regiegroep",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="rondes",
        help_text="Leeg: voor alle regiegroepen. Elke groep kiest dan uit de plannen van het eigen gebied.",
    )
    opent = models.DateTimeField("meedoen kan vanaf")
    sluit = models.DateTimeField(
        "meedoen kan tot",
        help_text="Op de seconde. De beslistermijn van een plan begint als het binnenkomt, niet na de sluiting.",
    )
    bedrag = BedragField(
        "te verdelen bedrag",
        help_text="Voor elke regiegroep die meedoet. Het moet in het budget van dat jaar zitten. Leeg: geen grens.",
    )

    objects = RondeQuerySet.as_manager()

    class Meta:
        verbose_name = "ronde"
        verbose_name_plural = "rondes"
        ordering = ["-sluit", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(sluit__gt=F("opent")),
                name="ronde_sluit_na_openen",
                violation_error_message="De ronde sluit voordat zij opengaat.",
            )
        ]

    def __str__(self):
        return self.naam

    def clean(self):
        if self.opent and self.sluit and self.sluit <= self.opent:
            raise ValidationError({"sluit": "Dit ligt voor het begin. Kies een later moment."})

    @classmethod
    def get_next_change(cls, now):
        """When the clock opens or closes the first round."""
        momenten = cls.objects.aggregate(
            opent=models.Min("opent", filter=Q(opent__gt=now)), sluit=models.Min("sluit", filter=Q(sluit__gt=now))
        )
        return min(filter(None, momenten.values()), default=None)

    def is_open(self, at=None):
        return self.opent <= (at or timezone.now()) < self.sluit

    def is_gesloten(self, at=None):
        return self.sluit <= (at or timezone.now())

    @property
    def opent_in_woorden(self):
        return _tell_moment(self.opent)

    @property
    def sluit_in_woorden(self):
        return _tell_moment(self.sluit)

    @property
    def fase(self):
        if self.is_gesloten():
            return "Gesloten"
        return "Open" if self.is_open() else "Gaat nog open"


def _tell_moment(moment):
    return date_format(timezone.localtime(moment), r"l j F Y \o\m H.i \u\u\r")
