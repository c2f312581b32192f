"""What the desk does before the decision: ask for completion, check, ask advice, and write down."""

from datetime import timedelta

from django import forms
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from gebieden.geld import format_bedrag
from home.velden import DagInput
from initiatieven import geld
from initiatieven.bureau.bevindingen import find_bevindingen
from initiatieven.bureau.daad import Daad, make_text
from initiatieven.bureau.mails import mail_aanvrager
from initiatieven.models import InitiatievenInstellingen, Toets
from initiatieven.regiegroep.mailen import mail_nieuw_plan
from initiatieven.regiegroep.zitting import Zitting
from initiatieven.regiegroep.zonder_groep import get_wachtdag, record_no_advice
from initiatieven.standen import ONBESLIST, Melding, Wie
from initiatieven.verloop import get_naam, meld, zet_stap

LANGST_AANVULLEN = timedelta(days=91)
JA_NEE = [("ja", "Ja"), ("nee", "Nee")]


@transaction.atomic
def vraag_advies(aanvraag, door):
    """Hands the plan to the regiegroep, tells its members and sets the money apart. False when that is not there."""
    zet_stap(aanvraag, "vraag_advies", door)
    mail_nieuw_plan(aanvraag)
    # Of a round the money is set apart once the order tells for which plans it is.
    return bool(aanvraag.ronde) or geld.reserveer(aanvraag, door)


class VraagAanvulling(Daad):
    naam, titel, knop = "aanvulling", "Aanvulling vragen", "Vraag aanvulling"
    uitleg = "De beslistermijn staat stil tot de aanvulling er is, of tot de dag die u hier kiest (Awb 4:15)."
    gedaan = "De aanvulling is gevraagd. De termijn staat stil."
    stappen = ("vraag_aanvulling",)

    tekst = make_text("Wat mist u?", help_text="De aanvrager leest dit letterlijk. Noem elk stuk apart.")
    uiterlijk = forms.DateField(label="Uiterlijk op", widget=DagInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        dagen = InitiatievenInstellingen.load_default().aanvullen_dagen
        self.initial["uiterlijk"] = timezone.localdate() + timedelta(days=dagen)

    def clean_uiterlijk(self):
        uiterlijk, vandaag = self.cleaned_data["uiterlijk"], timezone.localdate()
        if not vandaag < uiterlijk <= vandaag + LANGST_AANVULLEN:
            raise forms.ValidationError("Kies een dag na vandaag, hoogstens 13 weken vooruit.")
        return uiterlijk

    def submit(self):
        data = self.cleaned_data
        gebeurtenis = zet_stap(self.aanvraag, "vraag_aanvulling", self.user, data["tekst"], uiterlijk=data["uiterlijk"])
        mail_aanvrager("aanvulling", gebeurtenis)


class Compleet(Daad):
    naam, titel, knop = "toets", "Compleet en getoetst", "Neem in behandeling"
    uitleg = (
        "De aanvraag is compleet. Zeg of het plan in de regels past. Wat de regels vandaag zeggen, bewaren wij erbij."
    )
    gedaan = "De aanvraag is in behandeling."
    stappen = ("neem_in_behandeling",)

    past = forms.ChoiceField(label="Past het plan in de regels?", choices=JA_NEE, widget=forms.RadioSelect)
    toelichting = make_text("Toelichting", required=False, help_text="Verplicht als het plan niet past.")

    def clean(self):
        data = super().clean()
        if data.get("past") == "nee" and not data.get("toelichting"):
            self.add_error("toelichting", "Schrijf op waarom het plan niet in de regels past.")
        return data

    def submit(self):
        data = self.cleaned_data
        Toets.objects.create(
            aanvraag=self.aanvraag,
            compleet=True,
            past=data["past"] == "ja",
            bevindingen=[
                {"veld": bevinding.veld, "ernst": bevinding.ernst.value, "tekst": bevinding.tekst}
                for bevinding in find_bevindingen(self.aanvraag)
            ],
            toelichting=data["toelichting"],
            door=self.user,
            door_naam=get_naam(self.user),
        )
        zet_stap(self.aanvraag, "neem_in_behandeling", self.user)


class VraagAdvies(Daad):
    naam, titel, knop = "advies", "Advies vragen aan de regiegroep", "Vraag advies"
    stappen = ("vraag_advies",)

    @classmethod
    def explain(cls, aanvraag, user):
        ronde = aanvraag.ronde
        if ronde and not ronde.is_gesloten():
            return f"Dit plan doet mee aan {ronde}. Vraag advies na de sluiting: {ronde.sluit_in_woorden}."
        return ""

    @property
    def uitleg(self):
        if self.aanvraag.ronde:
            return (
                f"{self.aanvraag.regiegroep} zet dit plan op volgorde met de andere plannen van {self.aanvraag.ronde}."
            )
        over, gevraagd = geld.get_over(self.aanvraag), self.aanvraag.gevraagd
        if over is None:
            return f"Let op: {self.aanvraag.regiegroep} heeft dit jaar nog geen budget. Er wordt niets gereserveerd."
        if gevraagd and over < gevraagd:
            nodig = f"er is nog {format_bedrag(over)} en gevraagd is {format_bedrag(gevraagd)}"
            return f"Let op: {nodig}. Er wordt niets gereserveerd."
        return f"{self.aanvraag.regiegroep} gaat het plan beoordelen. Wij reserveren {format_bedrag(gevraagd or 0)}."

    def submit(self):
        if vraag_advies(self.aanvraag, self.user):
            self.gedaan = "Het plan ligt bij de regiegroep."
            if not self.aanvraag.ronde:
                self.gedaan += " Het geld is gereserveerd."
        else:
            self.gedaan = "Het plan ligt bij de regiegroep. Let op: er is niet genoeg geld om te reserveren."


class GeenAdvies(Daad):
    naam, titel, knop = "geen-advies", "Verder zonder advies", "Ga verder zonder advies"
    uitleg = "De regiegroep kan niet of niet op tijd adviseren. De beslisser leest waarom er geen advies is."
    gedaan = "Vastgelegd dat er geen advies is. De beslisser kan nu besluiten."
    stappen = ("geef_advies",)

    @classmethod
    def explain(cls, aanvraag, user):
        kunnen, dag = len(Zitting.load(aanvraag.pk).gerechtigd), get_wachtdag(aanvraag)
        if not kunnen or timezone.localdate() >= dag:
            return ""
        leden = "is nog een lid dat dit plan kan" if kunnen == 1 else f"zijn {kunnen} leden die dit plan kunnen"
        return f"Er {leden} beoordelen. Is er op {date_format(dag, 'j F Y')} nog geen advies? Dan kunt u zonder verder."

    def submit(self):
        record_no_advice(self.aanvraag, self.user)


class Verdaag(Daad):
    naam, titel, knop = "verdagen", "Termijn verdagen", "Verdaag"
    gedaan = "De termijn is verdaagd. Stuur de aanvrager de brief."
    standen = ONBESLIST

    dagen = forms.IntegerField(label="Met hoeveel dagen?", min_value=1, max_value=91, initial=28)
    tekst = make_text("Waarom duurt het langer?", help_text="De aanvrager leest dit letterlijk.")

    @property
    def uitleg(self):
        dag = date_format(self.aanvraag.klok.get_uiterlijk(timezone.localdate()), "j F Y")
        return f"Nu moet het besluit er zijn op {dag}. Verdagen kan één keer, zo kort mogelijk (Awb 4:14)."

    @classmethod
    def explain(cls, aanvraag, user):
        vorige = aanvraag.gebeurtenissen.filter(soort=Melding.VERDAAGD).last()
        return f"De termijn is al verdaagd met {vorige.dagen} dagen, door {vorige.door_naam}." if vorige else ""

    def submit(self):
        data = self.cleaned_data
        gebeurtenis = meld(self.aanvraag, Melding.VERDAAGD, Wie.BUREAU, self.user, data["tekst"], dagen=data["dagen"])
        mail_aanvrager("nieuws", gebeurtenis)


class Vraag(Daad):
    naam, titel, knop = "vraag", "Vraag stellen aan de aanvrager", "Stel de vraag"
    uitleg = "De beslistermijn loopt door. Mist er een stuk? Vraag dan een aanvulling."
    gedaan = "De vraag is gesteld."

    tekst = make_text("Uw vraag", hoogstens=2000)

    def submit(self):
        gebeurtenis = meld(self.aanvraag, Melding.VRAAG, Wie.BUREAU, self.user, self.cleaned_data["tekst"])
        mail_aanvrager("vraag", gebeurtenis)


class Aantekening(Daad):
    naam, titel, knop = "aantekening", "Aantekening", "Bewaar"
    uitleg = "Alleen voor collega’s. De aanvrager kan het wel opvragen: schrijf zakelijk."

    tekst = make_text("Aantekening", hoogstens=2000)

    def submit(self):
        tekst = self.cleaned_data["tekst"]
        meld(self.aanvraag, Melding.AANTEKENING, Wie.BUREAU, self.user, tekst, intern=True)
