"""The step with the questions that editors added, made by the form builder of Wagtail."""

import re
from datetime import date

from django import forms
from django.utils.formats import date_format
from wagtail.contrib.forms.forms import FormBuilder

from initiatieven.aanvragen.velden import DatumField, StapMixin, set_vraag

DAG = re.compile(r"\d{4}-\d\d-\d\d")


class Bouwer(FormBuilder):
    """Two questions with the same words are two questions."""

    @property
    def formfields(self):
        fields = {}
        for vraag in self.fields:
            naam = vraag.clean_name or vraag.get_field_clean_name()
            while naam in fields:
                naam += "_2"
            options = self.get_field_options(vraag)
            field = self.get_create_field_function(vraag.field_type)(vraag, options)
            set_vraag(field)
            fields[naam] = field
        return fields

    def create_multiline_field(self, field, options):
        return forms.CharField(**options, widget=forms.Textarea, max_length=2000)

    def create_date_field(self, field, options):
        return DatumField(**options)

    def get_formatted_field_choices(self, field):
        """A line that was left empty is no answer."""
        return [keuze for keuze in super().get_formatted_field_choices(field) if keuze[0]]


class ExtraForm(StapMixin, forms.Form):
    """The answers are stored with the words of the questions as they were then."""

    naam = "vragen"

    def __init__(self, data=None, *, aanvraag, page, later=False):
        self.aanvraag, self.page, self.later = aanvraag, page, later
        self.base_fields = Bouwer(page.extra_vragen.all()).formfields
        super().__init__(data, initial={antwoord["naam"]: self.read_waarde(**antwoord) for antwoord in aanvraag.extra})

    def read_waarde(self, naam, waarde, **_):
        """A day is stored as text, and shown as a day. Editors may have made another kind of question of it since."""
        if isinstance(self.base_fields.get(naam), DatumField) and DAG.fullmatch(str(waarde)):
            return date.fromisoformat(waarde)
        return waarde

    def is_open(self, veld):
        """A tick that is obligatory and not there was not given."""
        return super().is_open(veld) or (veld.is_vinkje and not self.initial[veld.name])

    def save_right(self):
        oud = {antwoord["naam"]: antwoord for antwoord in self.aanvraag.extra}
        self.aanvraag.extra = [
            make_antwoord(naam, field, self.cleaned_data[naam]) if naam in self.cleaned_data else oud[naam]
            for naam, field in self.fields.items()
            if naam in self.cleaned_data or naam in oud
        ]
        self.aanvraag.save(update_fields=["extra", "gewijzigd_op"])


def make_antwoord(naam, field, waarde):
    if isinstance(waarde, list):
        tekst = ", ".join(waarde)
    elif isinstance(waarde, bool):
        tekst = "Ja" if waarde else "Nee"
    else:
        tekst = date_format(waarde, "j F Y") if isinstance(waarde, date) else waarde or ""
    kaal = waarde.isoformat() if isinstance(waarde, date) else waarde
    return {"naam": naam, "vraag": str(field.label), "antwoord": tekst, "waarde": kaal}
