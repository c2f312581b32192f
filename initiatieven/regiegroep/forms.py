from collections import Counter

from django import forms
from django.contrib.auth import get_user_model, password_validation
from django.core.exceptions import ValidationError
from django.utils import timezone

from gebieden.geld import format_bedrag
from home.formulier import FormulierMixin
from initiatieven.models import Advies, Bespreekpunt, Lidmaatschap, Oordeel, Reactie, Uitnodiging, Vergadering
from initiatieven.regiegroep.telling import VOOR

DATUM = forms.DateInput(attrs={"type": "date", "class": "invoer--kort"}, format="%Y-%m-%d")


class BelangForm(FormulierMixin, forms.Form):
    betrokken = forms.TypedChoiceField(
        label="hebt u zelf iets met dit plan te maken?",
        help_text="Bijvoorbeeld omdat u meedoet, er iets aan verdient, of de aanvrager goed kent.",
        choices=[("nee", "Nee, ik heb er niets mee te maken"), ("ja", "Ja, ik ben erbij betrokken")],
        widget=forms.RadioSelect,
        coerce=lambda waarde: waarde == "ja",
        error_messages={"required": "Kies ja of nee."},
    )


class OordeelForm(FormulierMixin, forms.ModelForm):
    class Meta:
        model = Oordeel
        fields = ["stem", "draagvlak", "bedrag", "reden"]
        widgets = {
            "stem": forms.RadioSelect,
            "draagvlak": forms.RadioSelect,
            "bedrag": forms.TextInput(attrs={"class": "invoer--kort", "inputmode": "decimal"}),
            "reden": forms.Textarea(attrs={"rows": 5}),
        }
        error_messages = {
            "stem": {"required": "Kies wat uw stem is."},
            "draagvlak": {"required": "Kies wat u van de steun vindt."},
            "reden": {"required": "Schrijf kort waarom u dat vindt."},
        }

    def __init__(self, *args, gevraagd, **kwargs):
        super().__init__(*args, **kwargs)
        self.gevraagd = gevraagd
        for naam in ("stem", "draagvlak"):
            # Without the empty choice: nothing is chosen beforehand.
            self.fields[naam].choices = [keuze for keuze in self.fields[naam].choices if keuze[0]]
        if gevraagd is not None:
            self.fields["bedrag"].help_text = (
                f"Gevraagd is {format_bedrag(gevraagd)}. Bent u voor, maar mag het minder zijn? Vul dan uw bedrag in. "
                "Laat u dit leeg, dan stelt u het hele bedrag voor."
            )
        self.fields["reden"].help_text = "Bent u voor met een voorwaarde? Schrijf hier dan welke."

    def clean_bedrag(self):
        bedrag = self.cleaned_data["bedrag"]
        if bedrag is None:
            return None
        if bedrag == 0:
            raise ValidationError("Vul meer in dan 0 euro. Vindt u dat er geen geld naartoe moet? Stem dan tegen.")
        if self.gevraagd is not None and bedrag > self.gevraagd:
            raise ValidationError(f"Er is {format_bedrag(self.gevraagd)} gevraagd. U kunt niet meer voorstellen.")
        return bedrag

    def clean(self):
        data = super().clean()
        if data.get("stem") and data["stem"] not in VOOR:
            data["bedrag"] = None
        return data


TEGEN = "tegen"


class RangForm(FormulierMixin, forms.Form):
    """A place for each plan that this member may rank; `zittingen` are those."""

    def __init__(self, data=None, *, zittingen, lid):
        self.zittingen = {self.get_naam(zitting): zitting for zitting in zittingen}
        super().__init__(data)
        plaatsen = [(str(plaats), f"Plaats {plaats}") for plaats in range(1, len(zittingen) + 1)]
        for naam, zitting in self.zittingen.items():
            plan, oordeel = zitting.aanvraag, zitting.get_oordeel(lid)
            self.fields[naam] = forms.ChoiceField(
                label=plan.titel,
                help_text=f"Gevraagd: {format_bedrag(plan.gevraagd)}" if plan.gevraagd is not None else "",
                choices=[("", "Kies een plaats"), *plaatsen, (TEGEN, "Tegen: geen geld voor dit plan")],
                initial=(oordeel.plaats or TEGEN) if oordeel else "",
                error_messages={"required": f"Kies een plaats voor “{plan.titel}”."},
            )

    @staticmethod
    def get_naam(zitting):
        return f"plan{zitting.aanvraag.pk}"

    def clean(self):
        data = super().clean()
        gegeven = Counter(plaats for plaats in data.values() if plaats != TEGEN)
        for naam, plaats in list(data.items()):
            if gegeven[plaats] > 1:
                self.add_error(
                    naam, f"U gaf plaats {plaats} aan meer dan één plan. Kies voor elk plan een andere plaats."
                )
        return data

    @property
    def plaatsen(self):
        return {
            self.zittingen[naam].aanvraag.pk: None if plaats == TEGEN else int(plaats)
            for naam, plaats in self.cleaned_data.items()
        }


class ReactieForm(FormulierMixin, forms.ModelForm):
    class Meta:
        model = Reactie
        fields = ["tekst"]
        labels = {"tekst": "schrijf een bericht aan de andere leden"}
        widgets = {"tekst": forms.Textarea(attrs={"rows": 3})}
        error_messages = {"tekst": {"required": "Schrijf eerst een bericht."}}


class AdviesForm(FormulierMixin, forms.ModelForm):
    # The result that the chair has on the screen.
    gezien = forms.CharField(widget=forms.HiddenInput)

    class Meta:
        model = Advies
        fields = ["toelichting", "voorwaarden"]
        labels = {"toelichting": "waarom is dit het advies?"}
        help_texts = {
            "toelichting": "De aanvrager leest dit later bij het besluit. Noem geen namen van leden.",
            "voorwaarden": "Bijvoorbeeld: de bakken staan niet voor de ingang.",
        }
        widgets = {"toelichting": forms.Textarea(attrs={"rows": 6}), "voorwaarden": forms.Textarea(attrs={"rows": 3})}
        error_messages = {"toelichting": {"required": "Schrijf waarom dit het advies is."}}

    def __init__(self, *args, telling, **kwargs):
        super().__init__(*args, **kwargs)
        self.telling = telling
        self.fields["gezien"].initial = telling.versie
        if telling.bedrag is None:
            del self.fields["voorwaarden"]
        elif telling.vraagt_voorwaarden:
            self.fields["voorwaarden"].required = True
            self.fields["voorwaarden"].error_messages["required"] = (
                "Minstens de helft van de voorstemmers wil een voorwaarde. Schrijf welke."
            )


class VergaderingForm(FormulierMixin, forms.ModelForm):
    class Meta:
        model = Vergadering
        fields = ["datum", "plek"]
        widgets = {"datum": DATUM}
        error_messages = {
            "datum": {"required": "Kies de datum.", "invalid": "Dit is geen datum. Kies er een."},
            "plek": {"required": "Schrijf waar u vergadert, bijvoorbeeld: Wijkcentrum Overdie."},
        }


class AanwezigForm(FormulierMixin, forms.ModelForm):
    class Meta:
        model = Vergadering
        fields = ["aanwezig"]
        labels = {"aanwezig": "wie is er?"}
        help_texts = {"aanwezig": "Wie u niet aankruist, staat in het verslag als afwezig."}
        widgets = {"aanwezig": forms.CheckboxSelectMultiple}

    def __init__(self, *args, leden, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["aanwezig"].queryset = Lidmaatschap.objects.filter(pk__in=[lid.pk for lid in leden]).select_related(
            "gebruiker"
        )


class BespreekpuntForm(FormulierMixin, forms.ModelForm):
    class Meta:
        model = Bespreekpunt
        fields = ["volgorde", "besproken"]
        widgets = {
            "volgorde": forms.NumberInput(attrs={"class": "invoer--kort", "min": 1, "max": 99}),
            "besproken": forms.Textarea(attrs={"rows": 4}),
        }
        error_messages = {"volgorde": dict.fromkeys(("required", "invalid"), "Schrijf een getal, bijvoorbeeld 1.")}

    def __init__(self, *args, mag_ordenen, mag_lezen, **kwargs):
        super().__init__(*args, **kwargs)
        if not mag_ordenen:
            del self.fields["volgorde"]
        if not mag_lezen:
            del self.fields["besproken"]


class UitnodigForm(FormulierMixin, forms.ModelForm):
    """For the desk: `nodig_uit(**form.cleaned_data, door=...)`."""

    class Meta:
        model = Uitnodiging
        fields = ["regiegroep", "naam", "email", "rol", "tot"]
        widgets = {"tot": DATUM, "rol": forms.RadioSelect}
        help_texts = {
            "email": "Hier gaat de uitnodiging naartoe. Zij is 14 dagen geldig.",
            "tot": "Leeg: zonder einddatum.",
        }
        error_messages = {
            "regiegroep": {"required": "Kies de regiegroep."},
            "naam": {"required": "Vul de naam in."},
            "email": {"required": "Vul het e-mailadres in.", "invalid": "Dit is geen e-mailadres."},
            "tot": {"invalid": "Dit is geen datum. Kies er een."},
        }

    def clean_tot(self):
        tot = self.cleaned_data["tot"]
        if tot and tot < timezone.localdate():
            raise ValidationError("Deze datum is voorbij. Kies een dag die nog komt.")
        return tot

    def clean(self):
        data = super().clean()
        leden = Lidmaatschap.objects.current().filter(regiegroep=data.get("regiegroep"))
        if data.get("email") and leden.filter(gebruiker__email__iexact=data["email"]).exists():
            self.add_error("email", "Wie dit adres heeft, zit al in deze groep.")
        return data


class AccountForm(FormulierMixin, forms.Form):
    """A password for the new account. What was typed is taken as it is: a password is not tidied."""

    wachtwoord = forms.CharField(
        label="kies een wachtwoord",
        help_text="Minstens 12 tekens. Een paar woorden achter elkaar is sterk en makkelijk te onthouden.",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": "Kies een wachtwoord."},
    )
    herhaal = forms.CharField(
        label="nog een keer hetzelfde wachtwoord",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": "Typ het wachtwoord nog een keer."},
    )

    def __init__(self, data=None, *args, uitnodiging, **kwargs):
        super().__init__(data, *args, **kwargs)
        self.getypt = (data or {}).get("wachtwoord", "")
        self.uitnodiging = uitnodiging

    def clean_wachtwoord(self):
        adres = self.uitnodiging.email
        user = get_user_model()(username=adres, email=adres, first_name=self.uitnodiging.naam)
        password_validation.validate_password(self.getypt, user)
        return self.getypt

    def clean(self):
        data = super().clean()
        if data.get("wachtwoord") and data.get("herhaal") and self.data["herhaal"] != self.data["wachtwoord"]:
            self.add_error("herhaal", "Dit is niet hetzelfde wachtwoord. Typ het nog een keer.")
        return data
