"""The formal decision, and the objection that may follow."""

from django import forms
from django.utils import timezone

from gebieden.geld import format_bedrag
from gebieden.velden import BedragFormField
from home.velden import DagInput
from initiatieven import geld
from initiatieven.bureau.daad import Daad, make_text
from initiatieven.bureau.mails import mail_aanvrager
from initiatieven.bureau.rechten import explain_other_hands
from initiatieven.models import Advies, Besluit, BudgetFout
from initiatieven.standen import STAPPEN, Melding, Stand, Wie
from initiatieven.verloop import get_naam, meld, zet_stap

Soort, Uitkomst = Besluit.Soort, Advies.Uitkomst
VOLGT = {
    Uitkomst.TOEKENNEN: Soort.TOEGEKEND,
    Uitkomst.GEDEELTELIJK: Soort.GEDEELTELIJK,
    Uitkomst.AFWIJZEN: Soort.AFGEWEZEN,
}
GEEFT = (Soort.TOEGEKEND, Soort.GEDEELTELIJK)


def get_advies(aanvraag):
    return Advies.objects.filter(aanvraag=aanvraag).first()


def is_deviating(advies, soort, bedrag):
    """Another outcome, or another amount than the group proposed."""
    if not advies or advies.uitkomst == Uitkomst.GEEN or soort == Soort.BUITEN_BEHANDELING:
        return False
    if VOLGT[advies.uitkomst] != soort:
        return True
    return soort in GEEFT and advies.bedrag is not None and advies.bedrag != bedrag


class Besluiten(Daad):
    naam, titel, knop = "besluit", "Besluit nemen", "Neem dit besluit"
    uitleg = "U besluit namens het college. Een besluit is er één keer: daarna volgt de brief."
    gedaan = "Het besluit is genomen. Maak nu de brief."
    stappen, wie = tuple(Soort.values), Wie.BESLISSER

    soort = forms.ChoiceField(label="Besluit", widget=forms.RadioSelect)
    bedrag = BedragFormField(label="Bedrag", required=False, help_text="Alleen bij toekennen.")
    voorwaarden = make_text("Voorwaarden", required=False, help_text="Eén per regel.")
    motivering = make_text("Waarom?", help_text="Dit komt letterlijk in de brief.")
    afwijking = make_text(
        "Waarom anders dan het advies?", required=False, help_text="Verplicht als u afwijkt. Ook dit komt in de brief."
    )
    verantwoorden = forms.BooleanField(label="De aanvrager moet laten zien hoe het ging", required=False, initial=True)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["soort"].choices = [
            (soort.value, soort.label) for soort in Soort if self.aanvraag.stand in STAPPEN[soort].van
        ]
        self.advies = get_advies(self.aanvraag)
        if not any(soort in GEEFT for soort, _ in self.fields["soort"].choices):
            for naam in ("bedrag", "voorwaarden", "verantwoorden"):
                del self.fields[naam]
        if not self.advies:
            del self.fields["afwijking"]
        if self.advies and self.advies.uitkomst != Uitkomst.GEEN:
            self.initial |= {
                "soort": VOLGT[self.advies.uitkomst].value,
                "bedrag": self.advies.bedrag,
                "voorwaarden": self.advies.voorwaarden,
            }

    @classmethod
    def explain(cls, aanvraag, user):
        if aanvraag.stand == Stand.AANVULLING and timezone.localdate() <= aanvraag.gevraagde_aanvulling.uiterlijk:
            return "De aanvrager mag nog aanvullen. Daarna kunt u de aanvraag buiten behandeling stellen."
        return explain_other_hands(aanvraag, user)

    def clean(self):
        data = super().clean()
        soort = data.get("soort")
        if soort and "bedrag" not in self.errors:
            self._check_bedrag(soort, data)
            if is_deviating(self.advies, soort, data.get("bedrag")) and not data.get("afwijking"):
                self.add_error("afwijking", "U wijkt af van het advies van de regiegroep. Leg uit waarom.")
        return data

    def _check_bedrag(self, soort, data):
        gevraagd = self.aanvraag.gevraagd or 0
        bedrag = data.get("bedrag")
        if soort == Soort.TOEGEKEND:
            data["bedrag"] = gevraagd if bedrag is None else bedrag
            if data["bedrag"] != gevraagd or not gevraagd:
                self.add_error(
                    "bedrag", f"Gevraagd is {format_bedrag(gevraagd)}. Kies anders: voor een deel toekennen."
                )
        elif soort == Soort.GEDEELTELIJK:
            if not bedrag or bedrag >= gevraagd:
                self.add_error("bedrag", f"Vul een bedrag in dat lager is dan {format_bedrag(gevraagd)}.")
        else:
            data["bedrag"] = None

    def submit(self):
        data = self.cleaned_data
        Besluit.objects.create(
            aanvraag=self.aanvraag,
            soort=data["soort"],
            bedrag=data["bedrag"],
            voorwaarden=data.get("voorwaarden", "") if data["soort"] in GEEFT else "",
            motivering=data["motivering"],
            afwijking=data.get("afwijking", ""),
            verantwoorden=data.get("verantwoorden", False),
            door=self.user,
            door_naam=get_naam(self.user),
        )
        gebeurtenis = zet_stap(self.aanvraag, data["soort"], self.user)
        self._book()
        mail_aanvrager("nieuws", gebeurtenis)

    def _book(self):
        try:
            if self.cleaned_data["soort"] in GEEFT:
                geld.ken_toe(self.aanvraag, self.cleaned_data["bedrag"], self.user)
            else:
                geld.geef_vrij(self.aanvraag, f"Besluit genomen over {self.aanvraag.kenmerk}", self.user)
        except BudgetFout as error:
            raise BudgetFout(f"{error} U kunt een lager bedrag toekennen, of het budget laten aanvullen.") from error


class Bezwaar(Daad):
    naam, titel, knop = "bezwaar", "Bezwaar ontvangen", "Noteer het bezwaar"
    uitleg = "De behandeling van een bezwaar gaat buiten deze site om. Hier blijft staan dat het er is."
    gedaan = "Het bezwaar is genoteerd."

    ontvangen = forms.DateField(label="Ontvangen op", widget=DagInput, initial=timezone.localdate)
    tekst = make_text("Toelichting", hoogstens=2000, required=False)

    @classmethod
    def is_in_order(cls, aanvraag):
        return Besluit.objects.filter(aanvraag=aanvraag).exists()

    def clean_ontvangen(self):
        dag = self.cleaned_data["ontvangen"]
        # Without a decision the whole form is refused.
        besluit = Besluit.objects.filter(aanvraag=self.aanvraag).first()
        if besluit and not timezone.localdate(besluit.moment) <= dag <= timezone.localdate():
            raise forms.ValidationError("Kies een dag na het besluit, en niet na vandaag.")
        return dag

    def submit(self):
        data = self.cleaned_data
        tekst = f"Ontvangen op {data['ontvangen']:%d-%m-%Y}. {data['tekst']}".strip()
        mail_aanvrager("nieuws", meld(self.aanvraag, Melding.BEZWAAR, Wie.BUREAU, self.user, tekst))
