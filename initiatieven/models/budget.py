from decimal import Decimal

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import IntegrityError, models, transaction
from django.db.models import Q

from gebieden.geld import format_bedrag
from gebieden.velden import BedragField

from .aanvraag import Aanvraag
from .regiegroep import Regiegroep


class BudgetFout(Exception):
    """There is not enough money left; the text is for whoever tried."""


class BoekingSoort(models.TextChoices):
    PLAFOND = "plafond", "Subsidieplafond"
    RESERVERING = "reservering", "Gereserveerd"
    VRIJGAVE = "vrijgave", "Reservering vrijgegeven"
    TOEKENNING = "toekenning", "Toegekend"
    BETALING = "betaling", "Betaald"
    TERUG = "terug", "Terugbetaald"
    VRIJVAL = "vrijval", "Vrijgevallen"
    CORRECTIE_BIJ = "correctie_bij", "Correctie erbij"
    CORRECTIE_AF = "correctie_af", "Correctie eraf"
    ERBIJ = "erbij", "Erbij van een ander budget"
    ERAF = "eraf", "Naar een ander budget"


MEER = [BoekingSoort.PLAFOND, BoekingSoort.VRIJGAVE, BoekingSoort.TERUG, BoekingSoort.VRIJVAL]
MEER += [BoekingSoort.CORRECTIE_BIJ, BoekingSoort.ERBIJ]
MINDER = [BoekingSoort.RESERVERING, BoekingSoort.TOEKENNING, BoekingSoort.CORRECTIE_AF, BoekingSoort.ERAF]
# What a line does to what is left of the budget.
EFFECT = {soort: (soort in MEER) - (soort in MINDER) for soort in BoekingSoort}


class Budget(models.Model):
    """What one group may grant in one year. How it came about stands in its ledger."""

    regiegroep = models.ForeignKey(
        Regiegroep, verbose_name="regiegroep", on_delete=models.PROTECT, related_name="budgetten"
    )
    jaar = models.PositiveSmallIntegerField("jaar", validators=[MinValueValidator(2020), MaxValueValidator(2100)])
    # Kept by the database itself at each line of the ledger (migration 0002_grootboek); it cannot go below zero.
    over = BedragField("nog te verdelen", default=Decimal(0), null=False, editable=False)

    class Meta:
        verbose_name = "budget"
        verbose_name_plural = "budgetten"
        ordering = ["-jaar", "regiegroep__naam"]
        constraints = [
            models.UniqueConstraint(
                fields=["regiegroep", "jaar"],
                name="budget_per_jaar",
                violation_error_message="Deze groep heeft al een budget voor dit jaar.",
            ),
            models.CheckConstraint(condition=Q(over__gte=0), name="budget_nooit_onder_nul"),
        ]

    def __str__(self):
        return f"{self.regiegroep} {self.jaar}"

    @classmethod
    def lock(cls, *budgetten):
        """Until the end of the transaction, in one order: two who move money crosswise must not block each other."""
        keys = [budget.pk for budget in budgetten]
        list(cls.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk").values_list("pk"))

    def book(self, soort, bedrag, reden, door=None, aanvraag=None):
        """A line in the ledger. BudgetFout when that much is not left."""
        if bedrag <= 0:
            raise ValueError(f"A line of the ledger is more than zero: {bedrag}")
        try:
            with transaction.atomic():
                return self.boekingen.create(
                    soort=soort,
                    effect=EFFECT[soort],
                    bedrag=bedrag,
                    reden=reden,
                    aanvraag=aanvraag,
                    door=door,
                    door_naam=door.get_full_name() or door.username if door else "de site",
                )
        except IntegrityError as error:
            self.refresh_from_db()
            raise BudgetFout(
                f"Er is niet genoeg geld over. {self.regiegroep} heeft in {self.jaar} nog {format_bedrag(self.over)}."
            ) from error

    @transaction.atomic
    def move_to(self, ander, bedrag, reden, door):
        """Moves money that was not spent to another budget."""
        Budget.lock(self, ander)
        self.book(BoekingSoort.ERAF, bedrag, f"Naar {ander}. {reden}", door)
        ander.book(BoekingSoort.ERBIJ, bedrag, f"Van {self}. {reden}", door)


class Boeking(models.Model):
    """A line of the ledger. It is never changed or deleted: a mistake is corrected by another line."""

    Soort = BoekingSoort

    budget = models.ForeignKey(Budget, verbose_name="budget", on_delete=models.PROTECT, related_name="boekingen")
    soort = models.CharField("soort", max_length=20, choices=BoekingSoort)
    # Of the amount on what is left: more, the same or less.
    effect = models.SmallIntegerField()
    bedrag = BedragField("bedrag", null=False, blank=False)
    reden = models.CharField("reden", max_length=300)
    aanvraag = models.ForeignKey(
        Aanvraag, verbose_name="aanvraag", on_delete=models.PROTECT, null=True, blank=True, related_name="boekingen"
    )
    door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    door_naam = models.CharField("door", max_length=200)
    moment = models.DateTimeField("moment", auto_now_add=True)

    class Meta:
        verbose_name = "boeking"
        verbose_name_plural = "boekingen"
        ordering = ["moment", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(bedrag__gt=0), name="boeking_meer_dan_nul"),
            models.CheckConstraint(
                condition=Q(effect=1, soort__in=MEER)
                | Q(effect=-1, soort__in=MINDER)
                | Q(effect=0, soort=BoekingSoort.BETALING),
                name="boeking_effect_volgt_soort",
            ),
        ]

    def __str__(self):
        return f"{self.get_soort_display()}: {format_bedrag(self.bedrag)}"
