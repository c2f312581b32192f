import re
from datetime import timedelta

from django import forms
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from home.formulier import FormulierMixin
from home.post import zet_klaar
from home.redactie.gelijktijdig import lock
from initiatieven.models import Steunbetuiging, Steunpoging
from initiatieven.models.code import MINUTEN, POGINGEN, make_hash

from .link import find_open

# Four figures are a year: there are squares with one in their name.
HUISNUMMER = re.compile(r"\s\d{1,3}(?:\s?[a-zA-Z]{1,2}|\s?[-/]\s?[a-zA-Z0-9]{1,3})?$", re.ASCII)


def make_email_hash(email):
    return make_hash("steun", email.strip().lower())


class SteunForm(FormulierMixin, forms.ModelForm):
    email = forms.EmailField(
        label="Uw e-mailadres",
        help_text="Wij sturen u een code, zodat ieder mens één keer telt. Uw adres bewaren wij niet bij het plan.",
        widget=forms.EmailInput({"autocomplete": "email"}),
        error_messages={"required": "Schrijf uw e-mailadres.", "invalid": "Dit is geen e-mailadres. Kijk het na."},
    )

    class Meta:
        model = Steunpoging
        fields = ["mening", "straat", "toelichting"]
        labels = {
            "mening": "Wat vindt u van het plan?",
            "straat": "In welke straat woont u?",
            "toelichting": "Wilt u er iets bij zeggen?",
        }
        help_texts = {
            "straat": "Alleen de straat, zonder huisnummer.",
            "toelichting": "De bewoners van de regiegroep lezen dit. Schrijf geen namen op.",
        }
        widgets = {
            "mening": forms.RadioSelect,
            "straat": forms.TextInput({"autocomplete": "off"}),
            "toelichting": forms.Textarea({"rows": 4}),
        }
        error_messages = {
            "mening": {"required": "Kies wat u van het plan vindt."},
            "straat": {"required": "Schrijf uw straat."},
        }

    def __init__(self, aanvraag, *args):
        super().__init__(*args)
        self.aanvraag = aanvraag
        self.fields["mening"].choices = Steunbetuiging.Mening.choices

    def clean_straat(self):
        straat = self.cleaned_data["straat"].strip()
        if HUISNUMMER.search(straat):
            raise forms.ValidationError("Schrijf alleen de straat, zonder huisnummer.")
        return straat

    @transaction.atomic
    def submit(self):
        """Nothing counts yet: that begins when the code comes back."""
        poging = self.save(commit=False)
        poging.aanvraag, poging.email_hash = self.aanvraag, make_email_hash(self.cleaned_data["email"])
        code = poging.make_code()
        poging.save()
        drop_old()
        sleutel = f"steun_code:{self.aanvraag.pk}:{poging.pk}"
        zet_klaar("steun_code", self.cleaned_data["email"], sleutel, plan=self.aanvraag.titel, code=code)
        return poging


class SteuncodeForm(FormulierMixin, forms.Form):
    code = forms.CharField(
        label="De code uit de mail",
        max_length=10,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "one-time-code", "class": "invoer--kort"}),
        error_messages={"required": "Vul de code in.", "max_length": "De code heeft zes cijfers."},
    )

    def __init__(self, poging, *args):
        super().__init__(*args)
        self.poging = poging

    def clean_code(self):
        """Counts the try before it looks, so that many at once do not get more of them."""
        mogelijk = Steunpoging.objects.filter(pk=self.poging.pk, pogingen__lt=POGINGEN, moment__gte=get_oldest())
        if not mogelijk.update(pogingen=F("pogingen") + 1):
            raise forms.ValidationError("Deze code werkt niet meer. Begin opnieuw: dan krijgt u een nieuwe.")
        if not self.poging.is_code("".join(self.cleaned_data["code"].split())):
            raise forms.ValidationError("Deze code klopt niet. Kijk in de nieuwste mail.")
        return self.cleaned_data["code"]

    @transaction.atomic
    def submit(self):
        """Once for each address: who says it again, changes it. False when the plan is past the advice by now."""
        poging = self.poging
        lock(poging.aanvraag)
        if not find_open(poging.aanvraag.steunlink.code):
            return False
        Steunbetuiging.objects.update_or_create(
            aanvraag=poging.aanvraag,
            email_hash=poging.email_hash,
            defaults={
                "mening": poging.mening,
                "straat": poging.straat,
                "toelichting": poging.toelichting,
                "bevestigd_op": timezone.now(),
            },
        )
        Steunpoging.objects.filter(aanvraag=poging.aanvraag, email_hash=poging.email_hash).delete()
        return True


def get_oldest():
    return timezone.now() - timedelta(minutes=MINUTEN)


def drop_old():
    """What was not proven in time is thrown away by whoever comes next."""
    Steunpoging.objects.filter(moment__lt=get_oldest()).delete()
