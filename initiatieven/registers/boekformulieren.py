"""The lines that the desk adds to a ledger by hand. What is not there is not booked, and nothing is booked unseen."""

from decimal import Decimal

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import transaction
from django.db.models import Case, When
from django.utils import timezone

from gebieden.geld import format_bedrag
from gebieden.velden import BedragFormField
from home.formulier import tidy_text
from initiatieven.models import Aanvraag, Boeking, Budget, BudgetFout
from initiatieven.registers.grootboek import Grootboek

Soort = Boeking.Soort
# Room is left in the line for the name of the other budget.
REDEN_HOOGSTENS = 150


def make_bedrag_field(label="Bedrag", **kwargs):
    grenzen = [
        MinValueValidator(Decimal("0.01"), "Schrijf een bedrag van meer dan nul."),
        MaxValueValidator(Decimal(10_000_000), "Dit bedrag is te hoog. Klopt het?"),
    ]
    return BedragFormField(label=label, validators=grenzen, help_text="Bijvoorbeeld 1250 of 1.250,50.", **kwargs)


class BoekForm(forms.Form):
    """`gezien` is the newest line that the screen showed: so a double click, or two people, never book twice."""

    bedrag = make_bedrag_field()
    reden = forms.CharField(
        label="Waarom", max_length=REDEN_HOOGSTENS, help_text="Schrijf hier geen namen van aanvragers."
    )
    gezien = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data=None, *, budget):
        self.budget = budget
        self.grootboek = Grootboek(budget)
        super().__init__(data, initial={"gezien": self.grootboek.laatste})

    @property
    def is_leeg(self):
        """Nothing to choose from."""
        return False

    def clean_reden(self):
        return tidy_text(self.cleaned_data["reden"])

    def get_budgetten(self):
        return [self.budget]

    @transaction.atomic
    def submit(self, door):
        """Whether it was booked. If not, the form says why."""
        Budget.lock(*self.get_budgetten())
        self.grootboek = Grootboek(self.budget)
        if self.cleaned_data["gezien"] != str(self.grootboek.laatste):
            self._tell_who_was_first()
            return False
        hoogstens = self.get_hoogstens()
        if hoogstens is not None and self.cleaned_data["bedrag"] > hoogstens:
            self.add_error("bedrag", f"Bij deze aanvraag kan hoogstens {format_bedrag(hoogstens)}.")
            return False
        try:
            self.book(door)
        except BudgetFout as fout:
            self.add_error("bedrag", str(fout))
            return False
        return True

    def get_hoogstens(self):
        return None

    def _tell_who_was_first(self):
        self.data = {**self.data.dict(), "gezien": self.grootboek.laatste}
        regel = self.grootboek.regels[-1] if self.grootboek.regels else None
        intussen = ""
        if regel:
            wanneer = timezone.localtime(regel.moment).strftime("%H:%M")
            intussen = f" Het laatste is: {regel.get_soort_display().lower()}, {format_bedrag(regel.bedrag)}, door "
            intussen += f"{regel.door_naam} om {wanneer}."
        self.add_error(
            None,
            f"Er is intussen iets geboekt.{intussen} Kijk of uw boeking nog nodig is. Zo ja, verstuur hem dan nog een "
            "keer.",
        )


class CorrectieForm(BoekForm):
    richting = forms.ChoiceField(
        label="Erbij of eraf?",
        choices=[(Soort.CORRECTIE_BIJ, "Erbij"), (Soort.CORRECTIE_AF, "Eraf")],
        widget=forms.RadioSelect,
    )
    field_order = ["richting"]

    def book(self, door):
        self.budget.book(self.cleaned_data["richting"], self.cleaned_data["bedrag"], self.cleaned_data["reden"], door)


class AanvraagKeuze(forms.ModelChoiceField):
    def label_from_instance(self, aanvraag):
        return f"{aanvraag.kenmerk}: {aanvraag.titel} (hoogstens {format_bedrag(self.bedragen[aanvraag])})"


class PerAanvraagForm(BoekForm):
    """About the money of one application."""

    aanvraag = AanvraagKeuze(label="Aanvraag", queryset=Aanvraag.objects.none(), empty_label="Kies een aanvraag")
    field_order = ["aanvraag"]
    soort = None

    def __init__(self, data=None, *, budget):
        super().__init__(data, budget=budget)
        self.fields["aanvraag"].bedragen = self.get_bedragen()
        keys = [aanvraag.pk for aanvraag in self.get_bedragen()]
        self.fields["aanvraag"].queryset = Aanvraag.objects.filter(pk__in=keys)

    @property
    def is_leeg(self):
        return not self.get_bedragen()

    def get_hoogstens(self):
        return self.get_bedragen().get(self.cleaned_data["aanvraag"], Decimal(0))

    def book(self, door):
        gegevens = self.cleaned_data
        self.budget.book(self.soort, gegevens["bedrag"], gegevens["reden"], door, gegevens["aanvraag"])


class TerugForm(PerAanvraagForm):
    soort = Soort.TERUG

    def get_bedragen(self):
        return self.grootboek.terug_te_krijgen


class VrijvalForm(PerAanvraagForm):
    soort = Soort.VRIJVAL

    def get_bedragen(self):
        return self.grootboek.vrij_te_vallen


class BudgetKeuze(forms.ModelChoiceField):
    def label_from_instance(self, budget):
        return f"{budget} (nu {format_bedrag(budget.over)})"


class VerplaatsForm(BoekForm):
    naar = BudgetKeuze(label="Naar welk budget?", queryset=Budget.objects.none(), empty_label="Kies een budget")
    field_order = ["naar"]

    def __init__(self, data=None, *, budget):
        super().__init__(data, budget=budget)
        # The other years of the same group come first.
        eigen = Case(When(regiegroep=budget.regiegroep_id, then=0), default=1)
        anderen = Budget.objects.exclude(pk=budget.pk).select_related("regiegroep")
        self.fields["naar"].queryset = anderen.order_by(eigen, "-jaar", "regiegroep__naam")

    @property
    def is_leeg(self):
        return not self.fields["naar"].queryset.exists()

    def get_budgetten(self):
        return [self.budget, self.cleaned_data["naar"]]

    def book(self, door):
        gegevens = self.cleaned_data
        self.budget.move_to(gegevens["naar"], gegevens["bedrag"], gegevens["reden"], door)
