"""The step with the budget: lines of what it costs, and of what the residents and others pay or do themselves."""

from decimal import Decimal

from django import forms
from django.utils import timezone
from django.utils.functional import cached_property

from gebieden.velden import BedragFormField
from initiatieven.aanvragen.velden import StapForm, make_merk
from initiatieven.models import Aanvraag, InitiatievenInstellingen, Kostenregel
from initiatieven.regels import Plan, Post, Regels

Soort = Kostenregel.Soort
# How many empty lines there are at first, and how many lines there can be.
LEEG = {Soort.KOSTEN: 3, Soort.EIGEN: 1, Soort.ANDEREN: 1}
MEESTE = 30
HOOGSTE = Decimal(1_000_000)
TITELS = {
    Soort.KOSTEN: ("Wat kost het?", "Kosten"),
    Soort.EIGEN: ("Wat betaalt of doet u zelf?", "Eigen bijdrage"),
    Soort.ANDEREN: ("Wat betalen of geven anderen?", "Bijdrage van anderen"),
}
UITLEG = {
    Soort.KOSTEN: "Bijvoorbeeld: hout en aarde.",
    Soort.EIGEN: "Geld, spullen of uw eigen werk. Bijvoorbeeld: zelf bouwen.",
    Soort.ANDEREN: "Bijvoorbeeld een sponsor of een vereniging.",
}


class BegrotingForm(StapForm):
    """The lines are a fixed number of fields, so that it works without script; a button asks for one more."""

    naam = "begroting"

    class Meta:
        model = Aanvraag
        fields = ("andere_subsidie",)
        help_texts = {"andere_subsidie": "Bij wie, en weet u al of u het krijgt?"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.regels = read_regels(self.instance)
        self.aantal = {soort: self.count_lines(soort) for soort in Soort}
        for soort in Soort:
            self.add_lines(soort)

    def count_lines(self, soort):
        staan = len(self.regels[soort])
        gestuurd = sum(naam.startswith(f"{soort}_") and naam.endswith("_wat") for naam in self.data)
        meer = self.data.get("meer") == soort
        return min(max(staan + 1 if staan else LEEG[soort], gestuurd + meer), MEESTE)

    def add_lines(self, soort):
        bedrag_label = "Bedrag" if soort == Soort.KOSTEN else "Bedrag of waarde"
        for nummer in range(self.aantal[soort]):
            regel = self.regels[soort][nummer] if nummer < len(self.regels[soort]) else None
            naam = f"{soort}_{nummer}"
            self.fields[f"{naam}_wat"] = forms.CharField(label="Omschrijving", max_length=120, required=False)
            self.fields[f"{naam}_bedrag"] = BedragFormField(label=bedrag_label, required=False)
            self.fields[f"{naam}_bedrag"].widget.attrs |= {"inputmode": "decimal", "class": "invoer--kort"}
            if regel:
                self.initial |= {f"{naam}_wat": regel.omschrijving, f"{naam}_bedrag": regel.bedrag}
        if self.data.get("meer") == soort:
            self.fields[f"{soort}_{self.aantal[soort] - 1}_wat"].widget.attrs["data-focus"] = ""

    @property
    def groepen(self):
        """For the template: each kind with its lines, as pairs of fields."""
        for soort in Soort:
            titel, naam = TITELS[soort]
            paren = [(self[f"{soort}_{nr}_wat"], self[f"{soort}_{nr}_bedrag"]) for nr in range(self.aantal[soort])]
            yield {"soort": soort, "titel": titel, "naam": naam, "uitleg": UITLEG[soort], "regels": paren}

    def clean(self):
        super().clean()
        for soort in Soort:
            for nummer in range(self.aantal[soort]):
                self.check_line(f"{soort}_{nummer}")
        if not self.later:
            for fout in find_begrotingsfouten(self.read_lines()):
                self.add_error(None, fout)

    def find_open(self):
        return list(find_begrotingsfouten(self.instance.kostenregels.all()))

    def check_line(self, naam):
        wat, bedrag = self.cleaned_data.get(f"{naam}_wat"), self.cleaned_data.get(f"{naam}_bedrag")
        if wat and bedrag is None and f"{naam}_bedrag" not in self.errors:
            self.add_error(f"{naam}_bedrag", "Schrijf hier ook een bedrag. Weet u het niet zeker? Schat het dan.")
        if bedrag is not None and bedrag > HOOGSTE:
            self.add_error(f"{naam}_bedrag", "Dit is meer dan een miljoen euro. Kijk het bedrag nog eens na.")
        if bedrag is not None and not wat and f"{naam}_wat" not in self.errors:
            self.add_error(f"{naam}_wat", "Schrijf hier ook waarvoor dit bedrag is.")

    def read_lines(self):
        """The lines that are complete."""
        for soort in Soort:
            for nummer in range(self.aantal[soort]):
                wat = self.cleaned_data.get(f"{soort}_{nummer}_wat")
                bedrag = self.cleaned_data.get(f"{soort}_{nummer}_bedrag")
                if wat and bedrag is not None:
                    # The quote stays with the line that it is about.
                    pk = self.regels[soort][nummer].pk if nummer < len(self.regels[soort]) else None
                    yield Kostenregel(pk=pk, aanvraag=self.instance, soort=soort, omschrijving=wat, bedrag=bedrag)

    def save_right(self):
        regels = list(self.read_lines())
        for nummer, regel in enumerate(regels):
            regel.volgorde = nummer
        self.instance.kostenregels.exclude(pk__in=[regel.pk for regel in regels if regel.pk]).delete()
        for regel in regels:
            regel.save()
        self.instance.gevraagd = Som(regels).gevraagd
        super().save_right()

    def get_extra_velden(self):
        return ["gevraagd", *super().get_extra_velden()]

    @property
    def som(self):
        return Som(self.read_lines()) if self.is_bound else Som(self.instance.kostenregels.all())

    @cached_property
    def spelregels(self):
        return Regels.make(InitiatievenInstellingen.load_default())

    @property
    def let_op(self):
        """What the rules say of these lines. A quote is asked for in the step with the files."""
        regels = self.read_lines() if self.is_bound else self.instance.kostenregels.all()
        posten = tuple(Post(regel.omschrijving, regel.bedrag) for regel in regels if regel.soort == Soort.KOSTEN)
        bevindingen = self.spelregels.check(Plan(posten=posten), timezone.localdate())
        return [bevinding for bevinding in bevindingen if bevinding.veld == "begroting"]

    @property
    def gelezen(self):
        lijst = [(regel.soort, regel.omschrijving, regel.bedrag) for regels in self.regels.values() for regel in regels]
        return make_merk({"regels": lijst, "andere_subsidie": self.initial.get("andere_subsidie")})


class Som:
    """What a budget comes to. The amount asked follows from it."""

    def __init__(self, regels):
        self.per_soort = dict.fromkeys(Soort, Decimal(0))
        for regel in regels:
            self.per_soort[regel.soort] += regel.bedrag

    @property
    def kosten(self):
        return self.per_soort[Soort.KOSTEN]

    @property
    def dekking(self):
        return self.per_soort[Soort.EIGEN] + self.per_soort[Soort.ANDEREN]

    @property
    def over(self):
        return self.kosten - self.dekking

    @property
    def gevraagd(self):
        return self.over if self.over > 0 else None


def read_regels(aanvraag):
    regels = {soort: [] for soort in Soort}
    for regel in aanvraag.kostenregels.all() if aanvraag.pk else ():
        regels[regel.soort].append(regel)
    return regels


def find_begrotingsfouten(regels):
    """What is wrong with the whole of a budget, in sentences."""
    som = Som(regels)
    if not som.kosten:
        yield "Schrijf bij de kosten minstens één regel met een bedrag."
    elif som.over <= 0:
        yield "De bijdragen zijn samen even hoog als de kosten of hoger. Dan hebt u geen geld van ons nodig."
