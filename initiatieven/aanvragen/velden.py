"""Fields and a form that the steps share."""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.html import conditional_escape

from home.formulier import FormulierMixin
from home.velden import DagInput

LANGST_VOORUIT = timedelta(days=5 * 366)


class JaNeeField(forms.TypedChoiceField):
    """Nobody is helped by a third button for "unknown"; not answered yet is None."""

    def __init__(self, **kwargs):
        super().__init__(
            choices=[("ja", "Ja"), ("nee", "Nee")],
            coerce=lambda antwoord: antwoord == "ja",
            empty_value=None,
            widget=forms.RadioSelect,
            **kwargs,
        )

    def prepare_value(self, value):
        return {True: "ja", False: "nee"}.get(value, value) if isinstance(value, bool) else value


class DatumField(forms.DateField):
    """A day, at most some years ahead."""

    def __init__(self, **kwargs):
        kwargs["widget"] = DagInput({"class": "invoer--kort"})
        super().__init__(**kwargs, error_messages={"invalid": "Schrijf een datum, bijvoorbeeld 1-6-2027."})

    def validate(self, value):
        super().validate(value)
        if value and value > timezone.localdate() + LANGST_VOORUIT:
            raise ValidationError("Dit is meer dan vijf jaar vooruit. Kies een eerdere dag.")


class AantalField(forms.IntegerField):
    """A number of people."""

    def __init__(self, **kwargs):
        kwargs |= {"max_value": 200_000, "widget": forms.TextInput({"inputmode": "numeric", "class": "invoer--kort"})}
        super().__init__(
            **kwargs,
            error_messages={
                "invalid": "Schrijf een getal in cijfers, bijvoorbeeld 12.",
                "min_value": "Schrijf een getal van 0 of meer.",
                "max_value": "Dit zijn meer mensen dan er in Alkmaar wonen.",
            },
        )


class BestandenInput(forms.FileInput):
    allow_multiple_selected = True


class BestandenField(forms.Field):
    """Files, of which each is looked at when it is stored (`bestanden.py`)."""

    widget = BestandenInput

    def __init__(self, **kwargs):
        kwargs["widget"] = BestandenInput({"accept": ".pdf,.jpg,.jpeg,.png,.heic,.docx,.odt"})
        super().__init__(**kwargs | {"required": False})

    def clean(self, value):
        return value


class StapMixin(FormulierMixin):
    """To save is always possible; to go on asks what is obligatory."""

    altijd_verplicht = ()

    def full_clean(self):
        if not self.later:
            return super().full_clean()
        asked = {naam: field.required for naam, field in self.fields.items()}
        for naam, field in self.fields.items():
            field.required = naam in self.altijd_verplicht
        super().full_clean()
        for naam, required in asked.items():
            self.fields[naam].required = required
        return None

    def find_open(self):
        """What is missing or does not go together in what is stored, in sentences."""
        leeg = [veld for veld in self if veld.field.required and self.is_open(veld)]
        return [veld.field.error_messages["required"] for veld in leeg]

    def is_open(self, veld):
        return self.get_initial_for_field(veld.field, veld.name) in (None, "", [])

    @property
    def gelezen(self):
        """A mark of what is stored now, so that an older tab is noticed."""
        return make_merk({naam: self.get_initial_for_field(field, naam) for naam, field in self.fields.items()})


class StapForm(StapMixin, forms.ModelForm):
    """A step with the questions of the procedure: `verplicht` is what it needs. What is right is kept, also when
    something else is wrong."""

    verplicht = ()

    def __init__(self, data=None, *, aanvraag, page, later=False):
        self.aanvraag, self.page, self.later = aanvraag, page, later
        super().__init__(data, instance=self.get_bron(aanvraag))
        self.set_woorden()
        for naam in (*self.verplicht, *self.altijd_verplicht):
            self.fields[naam].required = True
        for field in self.fields.values():
            set_vraag(field)
            if isinstance(field.widget, forms.Textarea):
                # An empty field as tall as the phone frightens.
                field.widget.attrs["rows"] = 5

    @classmethod
    def get_bron(cls, aanvraag):
        """The record that holds the answers."""
        return aanvraag

    def set_woorden(self):
        """The words of the editors, where they wrote some."""
        woorden = {woord.vraag: woord for woord in self.page.woorden.all()}
        for naam, field in self.fields.items():
            if woord := woorden.get(f"{self.naam}-{naam}"):
                field.label = woord.label or field.label
                field.help_text = conditional_escape(woord.uitleg) or field.help_text

    def clean(self):
        super().clean()
        for naam, fout in self.find_fouten(self.cleaned_data):
            if naam not in self.errors and not (self.later and not self.cleaned_data.get(naam)):
                self.add_error(naam, fout)

    @classmethod
    def find_fouten(cls, waarden):
        """What does not go together in these answers, as (field, sentence)."""
        return ()

    def find_open(self):
        return super().find_open() + [fout for _, fout in self.find_fouten(self.initial)]

    def save_right(self):
        """Stores every answer that is right."""
        namen = [naam for naam in self._meta.fields if naam in self.cleaned_data]
        self.instance.save(update_fields=[*namen, *self.get_extra_velden()])

    def get_extra_velden(self):
        return ["gewijzigd_op"]


def set_vraag(field):
    """A missing answer is named, so that the list of mistakes tells which one."""
    keuze = isinstance(field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple)
    field.error_messages["required"] = f"{'Kies een antwoord' if keuze else 'Vul in'}: {field.label}"


def make_merk(waarden):
    tekst = repr(sorted((naam, str(waarde)) for naam, waarde in waarden.items()))
    return salted_hmac("gelezen", tekst).hexdigest()[:16]
