"""The steps with plain questions: who asks, what the plan is, and what the neighbours think."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from initiatieven.aanvragen.velden import AantalField, BestandenField, DatumField, JaNeeField, StapForm
from initiatieven.models import Aanvraag, Aanvrager, Bijlage
from initiatieven.regels import Vergunning

POSTCODE = re.compile(r"^([1-9]\d{3})\s*([A-Za-z]{2})$", re.ASCII)


def clean_postcode(text):
    match = POSTCODE.match(text.strip())
    if not match:
        raise ValidationError("Schrijf vier cijfers en twee letters, bijvoorbeeld 1811 AB.")
    return f"{match[1]} {match[2].upper()}"


class ContactForm(StapForm):
    naam = "contact"
    verplicht = ("namens", "naam", "adres", "postcode", "woonplaats", "kanaal")
    altijd_verplicht = ("email",)

    class Meta:
        model = Aanvrager
        fields = (
            *("email", "namens", "organisatie", "naam", "adres", "postcode", "woonplaats", "telefoon", "kanaal"),
            *("helper_naam", "helper_email"),
        )
        labels = {
            "helper_naam": "helpt iemand u met invullen? Schrijf hier de naam van die persoon",
            "helper_email": "e-mailadres van die persoon",
        }
        help_texts = {
            "email": "Hier sturen wij de link naar uw aanvraag naartoe. Zo kunt u later verder.",
            "organisatie": "Alleen als u voor een groep of organisatie aanvraagt.",
            "telefoon": "Als wij een vraag hebben, bellen wij u.",
            "kanaal": "Bijvoorbeeld de brief met het besluit. U kunt dit later nog veranderen.",
            "helper_email": "U krijgt allebei bericht als de aanvraag verstuurd is.",
        }
        widgets = {
            "email": forms.EmailInput({"autocomplete": "email"}),
            "namens": forms.RadioSelect,
            "organisatie": forms.TextInput({"autocomplete": "organization"}),
            "naam": forms.TextInput({"autocomplete": "name"}),
            "adres": forms.TextInput({"autocomplete": "address-line1"}),
            "postcode": forms.TextInput({"autocomplete": "postal-code", "class": "invoer--kort"}),
            "woonplaats": forms.TextInput({"autocomplete": "address-level2"}),
            "telefoon": forms.TextInput({"autocomplete": "tel", "inputmode": "tel", "class": "invoer--kort"}),
            "kanaal": forms.RadioSelect,
            "helper_email": forms.EmailInput,
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for naam in ("namens", "kanaal"):
            # Nothing is chosen beforehand, and "none" is no choice.
            self.fields[naam].choices = [keuze for keuze in self.fields[naam].choices if keuze[0]]

    @classmethod
    def get_bron(cls, aanvraag):
        return Aanvrager.objects.filter(aanvraag=aanvraag).first() if aanvraag and aanvraag.pk else None

    def clean_postcode(self):
        return clean_postcode(self.cleaned_data["postcode"]) if self.cleaned_data["postcode"] else ""

    @classmethod
    def find_fouten(cls, waarden):
        groep = waarden.get("namens") in (Aanvrager.Namens.GROEP, Aanvrager.Namens.ORGANISATIE)
        if groep and not waarden.get("organisatie"):
            yield "organisatie", "Schrijf de naam van de groep of organisatie op."
        if waarden.get("helper_naam") and not waarden.get("helper_email"):
            yield "helper_email", "Schrijf ook het e-mailadres op van wie u helpt."
        if waarden.get("helper_email") and not waarden.get("helper_naam"):
            yield "helper_naam", "Schrijf ook de naam op van wie u helpt."
        if waarden.get("helper_email") and waarden["helper_email"] == waarden.get("email"):
            yield "helper_email", "Dit is hetzelfde e-mailadres als dat van u. Laat het leeg of vul een ander in."

    def save_right(self):
        if "email" in self.changed_data and "email" in self.cleaned_data:
            # Another address proves nothing of this one.
            self.instance.email_bevestigd_op = None
        super().save_right()
        self.aanvraag.save(update_fields=["gewijzigd_op"])

    def get_extra_velden(self):
        return ["email_bevestigd_op"]


class PlanForm(StapForm):
    naam = "plan"
    verplicht = (
        "titel",
        "omschrijving",
        "opbrengst",
        "uitvoering",
        "begin",
        "eten_drinken",
        "eigen_voordeel",
        "vergunning",
    )

    vergunning = forms.ChoiceField(
        label="is er een vergunning nodig?",
        help_text="Bijvoorbeeld voor een evenement op straat.",
        choices=Vergunning,
        widget=forms.RadioSelect,
    )

    class Meta:
        model = Aanvraag
        fields = (
            *("titel", "omschrijving", "opbrengst", "uitvoering", "onderhoud", "begin", "eind"),
            *("eten_drinken", "eigen_voordeel", "vergunning"),
        )
        help_texts = {
            "titel": "Kort, bijvoorbeeld: Bloembakken in de straat.",
            "omschrijving": "Wat doet u, voor wie en hoe vaak?",
            "onderhoud": "Alleen als er iets blijft staan dat onderhoud nodig heeft.",
            "eten_drinken": "Dat mag, maar wij betalen het niet.",
            "eigen_voordeel": "Bijvoorbeeld u zelf of een bedrijf.",
        }
        field_classes = {
            "begin": DatumField,
            "eind": DatumField,
            "eten_drinken": JaNeeField,
            "eigen_voordeel": JaNeeField,
        }

    @classmethod
    def find_fouten(cls, waarden):
        begin, eind = waarden.get("begin"), waarden.get("eind")
        if begin and eind and eind < begin:
            yield "eind", "Dit ligt voor het begin. Kies een latere dag."
        if begin and begin < timezone.localdate():
            yield "begin", "Deze dag is al geweest. Kies een latere dag."


class SteunForm(StapForm):
    naam = "steun"
    verplicht = ("draagvlak", "aantal_voor", "aantal_neutraal", "aantal_tegen")
    bestandsoort = Bijlage.Soort.DRAAGVLAK

    bestanden = BestandenField(
        label="lijst met namen, brieven of foto's", help_text="U kunt meer bestanden tegelijk kiezen."
    )

    class Meta:
        model = Aanvraag
        fields = ("draagvlak", "aantal_voor", "aantal_neutraal", "aantal_tegen")
        help_texts = {"draagvlak": "Hoe vroeg u het, en wat zeiden mensen? Wat deed u met wat zij zeiden?"}
        field_classes = dict.fromkeys(("aantal_voor", "aantal_neutraal", "aantal_tegen"), AantalField)
