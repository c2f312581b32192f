"""After the decision: pay, approve the account, fix the amount, reclaim."""

from django import forms

from gebieden.geld import format_bedrag
from gebieden.velden import BedragFormField
from initiatieven import geld
from initiatieven.bureau.daad import Daad, make_text
from initiatieven.bureau.mails import mail_aanvrager
from initiatieven.bureau.rechten import explain_other_eyes
from initiatieven.iban import clean_iban
from initiatieven.standen import GEHONOREERD, Melding, Stand, Wie
from initiatieven.verloop import is_cancelled, meld, zet_stap


class Betaal(Daad):
    naam, titel, knop = "betaling", "Betalen", "Noteer de betaling"
    gedaan = "De betaling staat in het grootboek."
    standen = GEHONOREERD

    iban = forms.CharField(label="Rekeningnummer (IBAN)", max_length=42)
    iban_naam = forms.CharField(label="Op naam van", max_length=120)
    bedrag = BedragFormField(label="Bedrag")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.te_betalen = geld.get_te_betalen(self.aanvraag)
        self.initial |= {
            "iban": self.aanvraag.aanvrager.iban,
            "iban_naam": self.aanvraag.aanvrager.iban_naam,
            "bedrag": self.te_betalen,
        }

    @property
    def uitleg(self):
        if is_cancelled(self.aanvraag):
            return "Let op: de aanvrager meldde dat het plan niet doorgaat. Overleg eerst met een beslisser."
        return "Geef eerst de opdracht in het systeem van Financiën. Hier staat daarna dat er betaald is."

    @classmethod
    def is_in_order(cls, aanvraag):
        return super().is_in_order(aanvraag) and geld.get_te_betalen(aanvraag) > 0

    def clean_iban(self):
        return clean_iban(self.cleaned_data["iban"])

    def clean_bedrag(self):
        bedrag = self.cleaned_data["bedrag"]
        if not 0 < bedrag <= self.te_betalen:
            raise forms.ValidationError(f"Te betalen is hoogstens {format_bedrag(max(self.te_betalen, 0))}.")
        return bedrag

    def submit(self):
        data, aanvrager = self.cleaned_data, self.aanvraag.aanvrager
        aanvrager.iban, aanvrager.iban_naam = data["iban"], data["iban_naam"]
        aanvrager.save(update_fields=["iban", "iban_naam"])
        geld.betaal(self.aanvraag, data["bedrag"], self.user)
        tekst = f"{format_bedrag(data['bedrag'])} overgemaakt."
        mail_aanvrager("nieuws", meld(self.aanvraag, Melding.BETAALD, Wie.BUREAU, self.user, tekst))


class KeurGoed(Daad):
    naam, titel, knop = "verantwoording", "Verantwoording goedkeuren", "Keur goed"
    uitleg = "U hebt het verhaal, de foto’s en de bonnen gezien. Mist er iets? Stel dan een vraag."
    gedaan = "De verantwoording is goedgekeurd."
    stappen = ("keur_verantwoording_goed",)

    tekst = make_text("Toelichting", hoogstens=2000, required=False)

    def submit(self):
        tekst = self.cleaned_data["tekst"]
        mail_aanvrager("nieuws", zet_stap(self.aanvraag, "keur_verantwoording_goed", self.user, tekst))


class Vaststelling(Daad):
    """Fixes what the applicant may keep; by other eyes than those that decided and paid."""

    wie = Wie.BESLISSER

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.vast, self.betaald = geld.get_vast(self.aanvraag), geld.get_betaald(self.aanvraag)

    @classmethod
    def explain(cls, aanvraag, user):
        return explain_other_eyes(aanvraag, user)

    @property
    def gedaan(self):
        terug = geld.get_nog_terug(self.aanvraag)
        rekening = f" De aanvrager betaalt {format_bedrag(terug)} terug. Dat blijft in het dossier staan."
        return f"{self.klaar} Maak nu de brief.{rekening if terug else ''}"


class StelVast(Vaststelling):
    naam, titel, knop = "vaststellen", "Subsidie vaststellen", "Stel vast"
    klaar = "De subsidie is vastgesteld."
    stappen = ("stel_vast",)

    bedrag = BedragFormField(label="Vastgesteld bedrag")
    tekst = make_text("Waarom dit bedrag?", hoogstens=2000, help_text="Dit komt letterlijk in de brief.")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["bedrag"] = self.vast

    @property
    def uitleg(self):
        return (
            f"Is er minder uitgegeven? Vul dat bedrag in. Betaald is {format_bedrag(self.betaald)}. Wat al te veel "
            "betaald is, moet de aanvrager terugbetalen. Wat nog niet betaald is, komt meteen terug in het budget."
        )

    def clean_bedrag(self):
        bedrag = self.cleaned_data["bedrag"]
        if bedrag > self.vast:
            raise forms.ValidationError(f"Meer dan toegekend is, kan niet: {format_bedrag(self.vast)}.")
        return bedrag

    def submit(self):
        data = self.cleaned_data
        geld.stel_vast(self.aanvraag, data["bedrag"], self.user)
        mail_aanvrager("nieuws", zet_stap(self.aanvraag, "stel_vast", self.user, data["tekst"]))


class VorderTerug(Vaststelling):
    naam, titel, knop = "terugvorderen", "Subsidie terugvorderen", "Vorder terug"
    klaar = "De subsidie is teruggevorderd."
    stappen = ("vorder_terug",)

    bedrag = BedragFormField(label="Terug te betalen")
    tekst = make_text("Waarom?", hoogstens=2000, help_text="Dit komt letterlijk in de brief.")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["bedrag"] = self.betaald

    @property
    def uitleg(self):
        return f"Betaald is {format_bedrag(self.betaald)}. Wat nog niet betaald is, vervalt."

    def clean_bedrag(self):
        bedrag = self.cleaned_data["bedrag"]
        if bedrag > self.betaald:
            raise forms.ValidationError(f"Er is {format_bedrag(self.betaald)} betaald. Meer kan niet terug.")
        return bedrag

    def submit(self):
        data = self.cleaned_data
        geld.vorder_terug(self.aanvraag, data["bedrag"], self.user)
        mail_aanvrager("nieuws", zet_stap(self.aanvraag, "vorder_terug", self.user, data["tekst"]))


class Terugbetaling(Daad):
    naam, titel, knop = "terugbetaling", "Terugbetaling noteren", "Noteer de terugbetaling"
    gedaan = "De terugbetaling staat in het grootboek."
    standen = (Stand.VASTGESTELD, Stand.TERUGGEVORDERD)

    bedrag = BedragFormField(label="Bedrag")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.nog_terug = geld.get_nog_terug(self.aanvraag)
        self.initial["bedrag"] = self.nog_terug

    @property
    def uitleg(self):
        return f"Nog terug te betalen: {format_bedrag(self.nog_terug)}. Noteer wat de gemeente heeft ontvangen."

    @classmethod
    def is_in_order(cls, aanvraag):
        return super().is_in_order(aanvraag) and geld.get_nog_terug(aanvraag) > 0

    def clean_bedrag(self):
        bedrag = self.cleaned_data["bedrag"]
        if not 0 < bedrag <= self.nog_terug:
            raise forms.ValidationError(f"Terug te betalen is hoogstens {format_bedrag(self.nog_terug)}.")
        return bedrag

    def submit(self):
        bedrag = self.cleaned_data["bedrag"]
        geld.boek_terug(self.aanvraag, bedrag, self.user)
        tekst = f"{format_bedrag(bedrag)} ontvangen."
        mail_aanvrager("nieuws", meld(self.aanvraag, Melding.TERUGBETAALD, Wie.BUREAU, self.user, tekst))
