"""What the money went to, line by line, with a receipt."""

import uuid

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponseRedirect
from django.urls import reverse

from home.formulier import FormulierMixin
from initiatieven.bestanden import bewaar_bijlage, delete_bijlage
from initiatieven.mijn.bestandsveld import BestandField
from initiatieven.mijn.scherm import MijnScherm
from initiatieven.models import Bijlage, Uitgave
from initiatieven.standen import StapFout

from .fotos import MEESTE_BESTANDEN
from .schermen import LijstFormulier, VerantwoordMixin, check_open

MEESTE_REGELS = 60


class UitgaveForm(FormulierMixin, forms.ModelForm):
    keer = forms.UUIDField(widget=forms.HiddenInput)
    bon = BestandField(
        label="Bon of rekening",
        required=False,
        help_text="Maak er een foto van, of kies een PDF.",
        error_messages={"empty": "Dit bestand is leeg. Kies een ander."},
    )

    class Meta:
        model = Uitgave
        fields = ["omschrijving", "bedrag"]
        labels = {"omschrijving": "Waaraan?", "bedrag": "Hoeveel kostte het?"}
        help_texts = {"omschrijving": "Bijvoorbeeld: hout en schroeven.", "bedrag": "In euro’s, bijvoorbeeld 47,50."}
        error_messages = {
            "omschrijving": {"required": "Schrijf waaraan het geld is uitgegeven."},
            "bedrag": {"required": "Schrijf het bedrag."},
        }

    def __init__(self, verantwoording, *args):
        super().__init__(*args, initial={"keer": uuid.uuid4()})
        self.verantwoording = verantwoording
        self.fields["bedrag"].widget.attrs |= {"inputmode": "decimal", "class": "invoer--kort"}

    def clean_bedrag(self):
        bedrag = self.cleaned_data["bedrag"]
        if bedrag is not None and bedrag <= 0:
            raise ValidationError("Schrijf een bedrag boven nul.")
        return bedrag

    @transaction.atomic
    def submit(self):
        check_open(self.verantwoording)
        if Uitgave.objects.filter(keer=self.cleaned_data["keer"]).exists():
            return
        if self.verantwoording.uitgaven.count() >= MEESTE_REGELS:
            raise ValidationError(f"U kunt {MEESTE_REGELS} regels opschrijven. Neem kleine uitgaven samen.")
        uitgave = self.save(commit=False)
        uitgave.verantwoording, uitgave.keer = self.verantwoording, self.cleaned_data["keer"]
        if bon := self.cleaned_data["bon"]:
            aanvraag = self.verantwoording.aanvraag
            uitgave.bon = bewaar_bijlage(aanvraag, bon, Bijlage.Soort.BON, MEESTE_BESTANDEN)
        uitgave.save()


class KostenScherm(LijstFormulier):
    template_name = "initiatieven/verantwoording/kosten.html"
    hier = "mijn:kosten"
    form_class = UitgaveForm
    kop = "Wat kostte het?"
    inleiding = "Schrijf alles op wat u van het geld kocht of huurde, met een bon erbij."
    knop = "Voeg toe"

    def show(self, **context):
        uitgaven = self.verantwoording.uitgaven.select_related("bon")
        return super().show(uitgaven=uitgaven, totaal=self.verantwoording.totaal, **context)


class UitgaveWeg(VerantwoordMixin, MijnScherm):
    http_method_names = ["post"]

    def post(self, request, pk):
        terug = HttpResponseRedirect(reverse("mijn:kosten"))
        try:
            self._delete(pk)
        except StapFout:
            # Sent in another tab: the list shows that it stands.
            return terug
        return terug

    @transaction.atomic
    def _delete(self, pk):
        check_open(self.verantwoording)
        if uitgave := self.verantwoording.uitgaven.filter(pk=pk).first():
            bon = uitgave.bon
            uitgave.delete()
            if bon:
                delete_bijlage(bon)
