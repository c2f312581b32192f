from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Case, F, Q, When
from django.utils import timezone

from gebieden.models import GebiedPage
from gebieden.velden import BedragField


class RegiegroepQuerySet(models.QuerySet):
    def for_gebied(self, gebied):
        """The group of this area or of the area it lies in; for anywhere else the default group."""
        paden = [gebied.path[:einde] for einde in range(gebied.steplen, len(gebied.path) + 1, gebied.steplen)]
        is_van_hier = Q(actief=True, gebied__path__in=paden)
        groepen = self.filter(is_van_hier | Q(standaard=True))
        return groepen.order_by(Case(When(is_van_hier, then=0), default=1), "-gebied__depth").first()

    def for_user(self, user, at=None):
        """The groups of which this person is a member today."""
        return self.filter(leden__in=Lidmaatschap.objects.current(at).filter(gebruiker=user)).distinct()


class Regiegroep(models.Model):
    """Residents who judge the plans of their area."""

    naam = models.CharField("naam", max_length=100, unique=True)
    # The group outlives the page of its area.
    gebied = models.OneToOneField(
        GebiedPage, verbose_name="gebied", on_delete=models.SET_NULL, null=True, blank=True, related_name="regiegroep"
    )
    standaard = models.BooleanField(
        "voor de rest van de gemeente",
        default=False,
        help_text="Deze groep krijgt de aanvragen waar geen andere groep voor is. Dat kan er één zijn.",
    )
    actief = models.BooleanField("krijgt nieuwe aanvragen", default=True)
    quorum = models.PositiveSmallIntegerField(
        "zoveel leden moeten een stem uitbrengen", default=3, validators=[MinValueValidator(1), MaxValueValidator(25)]
    )
    twee_derde = models.BooleanField(
        "twee derde moet voor zijn", default=False, help_text="Anders is meer voor dan tegen genoeg."
    )
    maximum = BedragField("hoogste bedrag per initiatief", help_text="Leeg: het bedrag dat overal geldt.")
    voorwaarden = models.TextField(
        "eigen voorwaarden", blank=True, help_text="Eén per regel. Ze staan bij de aanvraag en bij het beoordelen."
    )

    objects = RegiegroepQuerySet.as_manager()

    class Meta:
        verbose_name = "regiegroep"
        verbose_name_plural = "regiegroepen"
        ordering = ["naam"]
        constraints = [
            models.UniqueConstraint(
                fields=["standaard"],
                condition=Q(standaard=True),
                name="regiegroep_een_standaard",
                violation_error_message="Er is al een groep voor de rest van de gemeente.",
            )
        ]

    def __str__(self):
        return self.naam

    @property
    def voorwaardenlijst(self):
        return [regel.strip() for regel in self.voorwaarden.splitlines() if regel.strip()]


class LidmaatschapQuerySet(models.QuerySet):
    def current(self, at=None):
        """Who sits in a group on this day. Somebody whose account is switched off does not."""
        at = at or timezone.localdate()
        return self.filter(Q(tot__isnull=True) | Q(tot__gte=at), vanaf__lte=at, gebruiker__is_active=True)


class Lidmaatschap(models.Model):
    """A term of somebody in a group. It is ended, not deleted: an old advice still shows who sat then."""

    class Rol(models.TextChoices):
        LID = "lid", "Lid"
        VOORZITTER = "voorzitter", "Voorzitter"

    regiegroep = models.ForeignKey(
        Regiegroep, verbose_name="regiegroep", on_delete=models.PROTECT, related_name="leden"
    )
    gebruiker = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="account", on_delete=models.PROTECT, related_name="lidmaatschappen"
    )
    rol = models.CharField("rol", max_length=20, choices=Rol, default=Rol.LID)
    vanaf = models.DateField("vanaf", default=timezone.localdate)
    tot = models.DateField("tot en met", null=True, blank=True)

    objects = LidmaatschapQuerySet.as_manager()

    class Meta:
        verbose_name = "lidmaatschap"
        verbose_name_plural = "lidmaatschappen"
        ordering = ["regiegroep", "-vanaf", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(tot__isnull=True) | Q(tot__gte=F("vanaf")),
                name="lidmaatschap_eindigt_na_begin",
                violation_error_message="Het einde ligt voor het begin.",
            ),
            models.UniqueConstraint(
                fields=["regiegroep", "gebruiker"],
                condition=Q(tot__isnull=True),
                name="lidmaatschap_een_lopend",
                violation_error_message="Dit lid zit al in deze groep.",
            ),
        ]

    def __str__(self):
        return f"{self.gebruiker.get_full_name() or self.gebruiker.username}, {self.get_rol_display().lower()}"

    @property
    def is_voorzitter(self):
        return self.rol == self.Rol.VOORZITTER

    def clean(self):
        if self.tot and self.vanaf and self.tot < self.vanaf:
            raise ValidationError({"tot": "Het einde ligt voor het begin."})
