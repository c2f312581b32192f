"""Somebody calls who does not want to be seen on a picture any more."""

from django import forms
from django.db.models import Q

from initiatieven.bureau.daad import Daad
from initiatieven.models import Foto
from initiatieven.standen import Melding, Wie
from initiatieven.verantwoording.intrekken import trek_toestemming_in
from initiatieven.verantwoording.verhaal import haal_van_site
from initiatieven.verloop import get_naam, meld

# Somebody whom the applicant did not name.
NIET_GENOEMD = "iemand die hier niet genoemd is"


def find_fotos(aanvraag):
    """The pictures that are still somewhere, with who is on them."""
    fotos = Foto.objects.filter(verantwoording__aanvraag=aanvraag).prefetch_related("toestemmingen")
    return fotos.filter(Q(bijlage__isnull=False) | Q(afbeelding__isnull=False)).select_related("bijlage")


class HaalFotoWeg(Daad):
    naam, titel, knop = "foto-weg", "Foto weghalen", "Haal de foto overal weg"
    uitleg = (
        "Belt iemand die niet meer op een foto wil? Vraag niet waarom. Controleer wel wie het is. De foto gaat meteen "
        "weg: van de site, uit concepten en uit dit dossier. Dat kunt u niet terugdraaien."
    )
    gedaan = "De foto is overal weg."

    welke = forms.ChoiceField(
        label="Wie belt er, over welke foto?",
        widget=forms.RadioSelect,
        error_messages={"required": "Kies wie er belt, over welke foto."},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.keuzes = dict(self._list_choices())
        self.fields["welke"].choices = [(sleutel, label) for sleutel, (label, *_) in self.keuzes.items()]

    def _list_choices(self):
        for foto in find_fotos(self.aanvraag):
            for toestemming in foto.toestemmingen.all():
                if not toestemming.ingetrokken_op:
                    yield f"wie-{toestemming.pk}", (f"{toestemming.naam}: {foto}", foto, toestemming)
            yield f"foto-{foto.pk}", (f"{NIET_GENOEMD.capitalize()}: {foto}", foto, None)

    @classmethod
    def is_in_order(cls, aanvraag):
        return super().is_in_order(aanvraag) and find_fotos(aanvraag).exists()

    def submit(self):
        _, foto, toestemming = self.keuzes[self.cleaned_data["welke"]]
        if toestemming:
            trek_toestemming_in(toestemming, get_naam(self.user))
        else:
            haal_van_site(foto)
        # Without the name: who it was stands with the consent itself.
        meld(self.aanvraag, Melding.FOTO_WEG, Wie.BUREAU, self.user, str(foto), intern=True)
