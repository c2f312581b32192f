"""The step in which the place is found, and with it the group of residents who will judge the plan."""

from django import forms

from gebieden.models import GebiedPage
from initiatieven.aanvragen.stappen import clean_postcode
from initiatieven.aanvragen.velden import StapForm
from initiatieven.models import Aanvraag, Regiegroep, Ronde

# For a plan in the whole municipality, and for who does not know.
OVERAL = "overal"


class PlekForm(StapForm):
    """The postcode gives the areas to choose from; the resident says which one it is."""

    naam = "plek"
    verplicht = ("plek", "postcode")

    gebied = forms.ChoiceField(
        label="in welk gebied is uw plan?", widget=forms.RadioSelect, help_text="Kies wat klopt."
    )

    class Meta:
        model = Aanvraag
        fields = ("plek", "postcode")
        help_texts = {
            "plek": "Bijvoorbeeld: het plein aan de Voorbeeldstraat.",
            "postcode": "Van de plek zelf of van een adres ernaast.",
        }
        widgets = {"postcode": forms.TextInput({"class": "invoer--kort", "autocomplete": "off"})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Whether the areas of this postcode must still be shown.
        self.vraagt_gebied = False
        self.getypt = (self.data.get("postcode", "") if self.is_bound else self.instance.postcode).strip()
        self.gebieden = find_gebieden(self.getypt)
        self.is_gevonden = bool(self.gebieden)
        self.gebieden = self.gebieden or get_wijken()
        if not self.getypt:
            # First the postcode: it tells what there is to choose.
            del self.fields["gebied"]
            return
        gebieden = [(str(gebied.pk), gebied.title) for gebied in self.gebieden]
        self.fields["gebied"].choices = [*gebieden, (OVERAL, "Heel Alkmaar, of een andere plek")]
        if self.instance.regiegroep_id:
            self.initial["gebied"] = str(self.instance.gebied_id or OVERAL)

    @property
    def rondes(self):
        """The open rounds of the areas of this postcode, to be told of early."""
        groepen = [Regiegroep.objects.for_gebied(gebied) for gebied in self.gebieden] if self.is_gevonden else []
        return Ronde.objects.open().for_groep(*filter(None, groepen))

    def clean_postcode(self):
        return clean_postcode(self.cleaned_data["postcode"]) if self.cleaned_data["postcode"] else ""

    def clean_gebied(self):
        keuze = self.cleaned_data["gebied"]
        if self.data.get("gebied_bij", "").strip() != self.getypt:
            # What was chosen belongs to another postcode.
            self.vraagt_gebied = True
            return ""
        if not keuze and not self.later:
            raise forms.ValidationError("Kies een antwoord: in welk gebied is uw plan?")
        if keuze and not self.find_regiegroep(keuze):
            raise forms.ValidationError("Voor deze plek is nog geen regiegroep. Bel ons op 14 072.")
        return keuze

    def full_clean(self):
        """An unanswered area is told in its own words, and only when it was shown."""
        if veld := self.fields.get("gebied"):
            veld.required = False
        super().full_clean()
        if veld:
            veld.required = True

    def find_gebied(self, keuze):
        return next((gebied for gebied in self.gebieden if str(gebied.pk) == keuze), None)

    def find_regiegroep(self, keuze):
        gebied = self.find_gebied(keuze)
        return Regiegroep.objects.for_gebied(gebied) if gebied else Regiegroep.objects.filter(standaard=True).first()

    def save_right(self):
        keuze = self.cleaned_data.get("gebied")
        # With another postcode the choice that was made before says nothing any more.
        gebied = self.find_gebied(keuze) if keuze else None
        self.instance.gebied, self.instance.gebied_naam = gebied, gebied.title[:100] if gebied else ""
        self.instance.regiegroep = self.find_regiegroep(keuze) if keuze else None
        super().save_right()

    def get_extra_velden(self):
        return ["gebied", "gebied_naam", "regiegroep", *super().get_extra_velden()]


def find_gebieden(postcode):
    """The areas of this postcode."""
    return list(GebiedPage.objects.for_postcode(postcode))


def get_wijken():
    """To choose from where the register does not know the postcode."""
    return list(GebiedPage.objects.for_kaart().filter(soort=GebiedPage.Soort.WIJK))
