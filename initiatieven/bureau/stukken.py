"""A document that came by post or mail: what it is, and of a quote with which line of the budget it belongs."""

from django import forms
from django.utils import timezone

from gebieden.geld import format_bedrag
from home.velden import DagInput
from initiatieven.bestanden import SOORTEN, bewaar_bijlage
from initiatieven.bureau.daad import Daad
from initiatieven.bureau.papier import make_moment
from initiatieven.mijn.bestandsveld import BestandField
from initiatieven.models import Bijlage
from initiatieven.standen import Melding, Stand, Wie
from initiatieven.verloop import meld, zet_stap

Soort = Bijlage.Soort
SOORTKEUZES = (Soort.OFFERTE, Soort.DRAAGVLAK, Soort.TEKENING, Soort.ANDERS)
# Beyond what a resident may send: the desk keeps whatever comes.
MEESTE = 100


class VoegToe(Daad):
    naam, titel, knop = "stuk", "Stuk toevoegen", "Voeg toe"
    uitleg = (
        "Kwam er iets per post of mail, zoals een offerte? Zet het hier bij de aanvraag. Is het al een bijlage? Dan "
        "zegt u hier bij welke regel van de begroting het hoort. De aanvrager en de regiegroep lezen het ook."
    )
    gedaan = "Het stuk staat bij de aanvraag."

    bestand = BestandField(label="Nieuw bestand", required=False, help_text=f"Kies {SOORTEN}. Hoogstens 10 MB.")
    aanwezig = forms.ChoiceField(label="Of een bijlage die er al is", required=False)
    wat = forms.ChoiceField(
        label="Wat is het?", widget=forms.RadioSelect, error_messages={"required": "Kies wat het is."}
    )
    vult_aan = forms.BooleanField(label="De aanvulling is nu binnen: de beslistermijn loopt weer", required=False)
    ontvangen = forms.DateField(
        label="Aanvulling ontvangen op",
        widget=DagInput,
        required=False,
        help_text="De dag op de poststempel of de mail.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.regels = {f"regel-{regel.pk}": regel for regel in self.aanvraag.kostenregels.kosten()}
        # What the desk wrote, a bill and a picture of how it went have their own place.
        los = self.aanvraag.bijlagen.filter(soort__in=SOORTKEUZES, foto=None).select_related("regel")
        self.bijlagen = {str(bijlage.pk): bijlage for bijlage in los}
        self.fields["wat"].choices = [
            *((naam, f"Offerte bij: {regel} ({format_bedrag(regel.bedrag)})") for naam, regel in self.regels.items()),
            *((soort.value, soort.label) for soort in SOORTKEUZES),
        ]
        if self.bijlagen:
            namen = [(pk, f"{bijlage.naam} ({bijlage.wat})") for pk, bijlage in self.bijlagen.items()]
            self.fields["aanwezig"].choices = [("", "Geen"), *namen]
        else:
            del self.fields["aanwezig"]
        self.initial["ontvangen"] = timezone.localdate()
        if self.aanvraag.stand != Stand.AANVULLING:
            del self.fields["vult_aan"], self.fields["ontvangen"]

    def clean_ontvangen(self):
        dag, vandaag = self.cleaned_data["ontvangen"] or timezone.localdate(), timezone.localdate()
        if not timezone.localdate(self.aanvraag.gevraagde_aanvulling.moment) <= dag <= vandaag:
            raise forms.ValidationError("Kies de dag waarop u de aanvulling vroeg of een latere, en niet na vandaag.")
        return dag

    def clean(self):
        data = super().clean()
        if "bestand" in data and bool(data["bestand"]) == bool(data.get("aanwezig")):
            self.add_error("bestand", "Kies een nieuw bestand, of een bijlage die er al is.")
        return data

    def submit(self):
        data = self.cleaned_data
        regel = self.regels.get(data["wat"])
        soort = Soort.OFFERTE if regel else Soort(data["wat"])
        if bijlage := self.bijlagen.get(data.get("aanwezig")):
            bijlage.soort, bijlage.regel = soort, regel
            bijlage.save(update_fields=["soort", "regel"])
        else:
            bijlage = bewaar_bijlage(self.aanvraag, data["bestand"], soort, MEESTE, regel)
        tekst = f"Stuk toegevoegd. {bijlage.wat}: {bijlage.naam}"
        meld(self.aanvraag, Melding.AANTEKENING, Wie.BUREAU, self.user, tekst, intern=True)
        if data.get("vult_aan"):
            # On the same day still after the question.
            moment = max(make_moment(data["ontvangen"]), self.aanvraag.gevraagde_aanvulling.moment)
            zet_stap(self.aanvraag, "vul_aan", self.user, "Ontvangen per post of mail.", moment=moment)
            self.gedaan += " De beslistermijn loopt weer."
