"""Where the applicant can be reached, and on which account the money comes."""

from datetime import timedelta

from django import forms
from django.db import transaction
from django.db.models import F
from django.shortcuts import redirect
from django.utils import timezone

from home.formulier import FormulierMixin
from home.redactie.gelijktijdig import lock
from initiatieven.iban import clean_iban, hide_iban
from initiatieven.models import Aanvrager, Adreswijziging, Boeking
from initiatieven.models.code import MINUTEN, POGINGEN
from initiatieven.persoonlijk import renew_link
from initiatieven.standen import AFGESLOTEN, TOEGEKEND, Melding, StapFout, Wie
from initiatieven.verloop import describe_stand, meld

from .mails import schrijf
from .scherm import ALLE, FormulierScherm

OPEN = tuple(stand for stand in ALLE if stand not in AFGESLOTEN)


class GegevensForm(FormulierMixin, forms.ModelForm):
    email = forms.EmailField(
        label="E-mailadres",
        required=False,
        help_text="Verandert u dit? Dan sturen wij een code naar het nieuwe adres.",
        widget=forms.EmailInput({"autocomplete": "email"}),
        error_messages={"invalid": "Dit is geen e-mailadres. Kijk het nog eens na."},
    )

    class Meta:
        model = Aanvrager
        fields = ["naam", "adres", "postcode", "woonplaats", "telefoon", "kanaal"]
        widgets = {
            "naam": forms.TextInput({"autocomplete": "name"}),
            "adres": forms.TextInput({"autocomplete": "address-line1"}),
            "postcode": forms.TextInput({"autocomplete": "postal-code", "class": "invoer--kort"}),
            "telefoon": forms.TextInput({"autocomplete": "tel", "type": "tel"}),
            "kanaal": forms.RadioSelect,
        }

    def __init__(self, aanvraag, *args):
        super().__init__(*args, instance=aanvraag.aanvrager, initial={"email": aanvraag.aanvrager.email})
        self.aanvraag = aanvraag
        for naam, fout in (("naam", "Schrijf uw naam."), ("adres", "Schrijf uw straat en huisnummer.")):
            self.fields[naam].required = True
            self.fields[naam].error_messages["required"] = fout
        kanaal = self.fields["kanaal"]
        kanaal.required, kanaal.choices = True, Aanvrager.Kanaal.choices
        kanaal.error_messages["required"] = "Kies hoe u officiële berichten wilt krijgen."

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("kanaal") == Aanvrager.Kanaal.MAIL and "email" not in self.errors and not cleaned["email"]:
            self.add_error("email", "Schrijf uw e-mailadres, of kies berichten per post.")
        return cleaned

    @transaction.atomic
    def submit(self):
        if self.aanvraag.stand not in OPEN:
            raise StapFout(describe_stand(self.aanvraag))
        nieuw = self.cleaned_data["email"]
        Adreswijziging.objects.filter(aanvraag=self.aanvraag).delete()
        if nieuw.lower() != self.instance.email.lower():
            self._ask_code(nieuw)
        veranderd = [str(self.fields[naam].label or naam).lower() for naam in self.changed_data if naam != "email"]
        if veranderd:
            self.save()
            naam, tekst = str(self.aanvraag.aanvrager), f"Gegevens gewijzigd: {', '.join(veranderd)}."
            meld(self.aanvraag, Melding.AANTEKENING, Wie.AANVRAGER, door_naam=naam, toelichting=tekst)

    def _ask_code(self, nieuw):
        """Without an address nothing needs proving; a new one counts when its code comes back."""
        if not nieuw:
            Aanvrager.objects.filter(pk=self.instance.pk).update(email="", email_bevestigd_op=None)
            self.instance.email = ""
            return
        wijziging = Adreswijziging(aanvraag=self.aanvraag, email=nieuw)
        code = wijziging.make_code()
        wijziging.save()
        schrijf(self.aanvraag, "mijn_adrescode", f"adrescode:{wijziging.pk}", aan=nieuw, code=code)


class AdrescodeForm(FormulierMixin, forms.Form):
    code = forms.CharField(
        label="De code uit de mail",
        max_length=10,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "one-time-code", "class": "invoer--kort"}),
        error_messages={"required": "Vul de code in.", "max_length": "De code heeft zes cijfers."},
    )

    def __init__(self, aanvraag, *args):
        super().__init__(*args)
        self.aanvraag = aanvraag

    def clean_code(self):
        """Counts the try before it looks, so that many at once do not get more of them."""
        code = "".join(self.cleaned_data["code"].split())
        sinds = timezone.now() - timedelta(minutes=MINUTEN)
        mogelijk = Adreswijziging.objects.filter(aanvraag=self.aanvraag, moment__gte=sinds, pogingen__lt=POGINGEN)
        if not mogelijk.update(pogingen=F("pogingen") + 1):
            raise forms.ValidationError("Deze code werkt niet meer. Vul uw nieuwe e-mailadres nog een keer in.")
        self.wijziging = Adreswijziging.objects.get(aanvraag=self.aanvraag)
        if not self.wijziging.is_code(code):
            raise forms.ValidationError("Deze code klopt niet. Kijk in de nieuwste mail.")
        return code

    @transaction.atomic
    def submit(self):
        """The old address loses its link: it may have been somebody else's."""
        oud, nieuw = self.aanvraag.aanvrager.email, self.wijziging.email
        schrijf(self.aanvraag, "mijn_adres_veranderd", f"adres_veranderd:{self.wijziging.pk}")
        Aanvrager.objects.filter(aanvraag=self.aanvraag).update(email=nieuw, email_bevestigd_op=timezone.now())
        self.wijziging.delete()
        self.aanvraag.aanvrager.refresh_from_db()
        if oud:
            renew_link(self.aanvraag)
            schrijf(self.aanvraag, "mijn_nieuwe_link", f"nieuwe_link:{self.aanvraag.pk}:{self.aanvraag.linkversie}")


class RekeningForm(FormulierMixin, forms.ModelForm):
    class Meta:
        model = Aanvrager
        fields = ["iban", "iban_naam"]
        help_texts = {"iban": "Bijvoorbeeld NL13 TEST 0123 4567 89. Het staat op uw pas en bij uw bank."}
        error_messages = {"iban": {"required": "Schrijf uw rekeningnummer."}}

    def __init__(self, aanvraag, *args):
        # The number that was given before is never shown again.
        super().__init__(*args, instance=aanvraag.aanvrager, initial={"iban": ""})
        self.aanvraag = aanvraag
        self.fields["iban"].widget = forms.TextInput({"autocomplete": "off", "spellcheck": "false"})
        for naam, fout in (("iban", "Schrijf uw rekeningnummer."), ("iban_naam", "Schrijf op wiens naam het staat.")):
            self.fields[naam].required = True
            self.fields[naam].error_messages["required"] = fout

    def clean_iban(self):
        return clean_iban(self.cleaned_data["iban"])

    @transaction.atomic
    def submit(self):
        lock(self.aanvraag)
        self.aanvraag.refresh_from_db()
        if not needs_account(self.aanvraag):
            raise StapFout("Het geld is al betaald, of er is niets te betalen. Bel ons op 14 072.")
        self.save()
        naam = str(self.aanvraag.aanvrager)
        gebeurtenis = meld(
            self.aanvraag, Melding.AANTEKENING, Wie.AANVRAGER, door_naam=naam, toelichting="Rekeningnummer opgegeven."
        )
        schrijf(
            self.aanvraag, "mijn_rekening", f"rekening:{gebeurtenis.pk}", rekening=hide_iban(self.cleaned_data["iban"])
        )


def needs_account(aanvraag):
    """There is money to pay that was not paid yet."""
    return (
        aanvraag.stand in TOEGEKEND
        and not aanvraag.boekingen.filter(soort=Boeking.Soort.BETALING).exists()
        and not aanvraag.gebeurtenissen.filter(soort=Melding.BETAALD).exists()
    )


class GegevensScherm(FormulierScherm):
    standen = OPEN
    form_class = GegevensForm
    kop = "Uw gegevens"
    inleiding = "Alleen het subsidiebureau ziet deze gegevens."
    knop = "Bewaar"
    gedaan = "gegevens"

    def leave(self, gedaan=""):
        if gedaan and Adreswijziging.objects.filter(aanvraag=self.aanvraag).exists():
            return redirect("mijn:adrescode")
        return super().leave(gedaan)


class AdrescodeScherm(FormulierScherm):
    standen = OPEN
    form_class = AdrescodeForm
    kop = "Vul de code in"
    inleiding = (
        "Wij hebben een code gestuurd naar uw nieuwe e-mailadres. Geen mail gekregen? Kijk bij de ongewenste mail. "
        "Tot u de code invult, blijft uw oude adres staan."
    )
    knop = "Bevestig het nieuwe adres"
    gedaan = "adres"
    vernieuwt_link = True


class RekeningScherm(FormulierScherm):
    standen = TOEGEKEND
    form_class = RekeningForm
    kop = "Op welke rekening mag het geld?"
    inleiding = "Wij gebruiken het nummer alleen om u te betalen. Hierna tonen wij alleen de laatste vier tekens."
    knop = "Bewaar het rekeningnummer"
    gedaan = "rekening"

    def get(self, request, **kwargs):
        return super().get(request, **kwargs) if needs_account(self.aanvraag) else self.leave()
