"""Files that come with an application: each is kept or refused by itself."""

from django import forms
from django.core.exceptions import ValidationError

from initiatieven.aanvragen.velden import BestandenField, StapMixin
from initiatieven.bestanden import SOORTEN, bewaar_eenmaal, clean_name, delete_bijlage
from initiatieven.models import Bijlage
from initiatieven.offertes import add_offertes

Soort = Bijlage.Soort


class BijlagenForm(StapMixin, forms.Form):
    naam = "bijlagen"

    soort = forms.ChoiceField(
        label="wat stuurt u mee?",
        choices=[(soort.value, soort.label) for soort in (Soort.OFFERTE, Soort.TEKENING, Soort.ANDERS)],
        initial=Soort.OFFERTE,
        required=False,
        widget=forms.RadioSelect,
    )
    bestanden = BestandenField(
        label="kies bestanden",
        help_text=f"Kies {SOORTEN}. Per bestand hoogstens 10 MB. U kunt er meer tegelijk kiezen.",
    )

    def __init__(self, data=None, *, aanvraag, page, later=False):
        self.aanvraag, self.page, self.later = aanvraag, page, later
        super().__init__(data)
        self.offertes = add_offertes(self, aanvraag, BestandenField)

    def save_right(self):
        """The files themselves were kept before this."""
        self.aanvraag.save(update_fields=["gewijzigd_op"])

    @property
    def offertevelden(self):
        return [self[naam] for naam in self.offertes]

    @property
    def bestandsoort(self):
        gekozen = self.data.get("soort")
        return gekozen if gekozen in dict(self.fields["soort"].choices) else Soort.ANDERS


def bewaar_bestanden(aanvraag, form, files):
    """Keeps what can be kept. Gives (field, sentence) for each file that could not."""
    fouten = []
    for naam, soort, regel in _read_fields(form):
        for upload in files.getlist(naam):
            try:
                bewaar_eenmaal(aanvraag, upload, soort, regel)
            except ValidationError as error:
                fouten.append((naam, f"{clean_name(upload.name, '')}: {' '.join(error.messages)}"))
    return fouten


def _read_fields(form):
    """The questions that take files: (name, what it is, which line of the budget)."""
    yield "bestanden", form.bestandsoort, None
    for naam, regel in getattr(form, "offertes", {}).items():
        yield naam, Soort.OFFERTE, regel


def verwijder(aanvraag, nummer):
    """By the number in the button that was pressed."""
    if nummer.isascii() and nummer.isdigit() and len(nummer) < 16:
        for bijlage in aanvraag.bijlagen.filter(pk=nummer):
            delete_bijlage(bijlage)
