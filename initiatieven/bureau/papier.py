"""A paper application, keyed in by the desk with its scan. It goes the same way as one that came by the site."""

from datetime import datetime, time, timedelta

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import redirect
from django.utils import timezone

from gebieden.models import GebiedPage
from gebieden.velden import BedragFormField
from home.formulier import tidy_data
from home.velden import DagInput
from initiatieven.aanvragen.extra import Bouwer, make_antwoord
from initiatieven.bestanden import bewaar_bijlage, clean_upload
from initiatieven.bureau.briefmaken import MAIL
from initiatieven.bureau.scherm import ToetsScherm
from initiatieven.mijn.bestandsveld import BestandField
from initiatieven.models import (
    Aanvraag,
    AanvraagPage,
    Aanvrager,
    Bijlage,
    Kostenregel,
    Regiegroep,
)
from initiatieven.regels import Vergunning
from initiatieven.verloop import zet_stap

LANGST_GELEDEN = timedelta(days=365)
REGELS = 8
JA_NEE = [("", "Niet ingevuld"), ("True", "Ja"), ("False", "Nee")]


class AanvragerForm(forms.ModelForm):
    use_required_attribute = False

    class Meta:
        model = Aanvrager
        fields = ["naam", "namens", "organisatie", "adres", "postcode", "woonplaats", "telefoon", "email", "kanaal"]
        fields += ["helper_naam", "helper_email"]
        labels = {
            "naam": "Naam van de aanvrager",
            "namens": "Voor wie",
            "telefoon": "Telefoonnummer",
            "kanaal": "Hoe wil de aanvrager officiële berichten krijgen?",
            "helper_naam": "Naam van wie helpt",
            "helper_email": "E-mailadres van wie helpt",
        }
        help_texts = {"kanaal": "Staat het niet op het formulier? Kies dan per post."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for naam in ("naam", "namens", "adres", "postcode", "woonplaats", "kanaal"):
            self.fields[naam].required = True

    def clean(self):
        data = super().clean()
        if data.get("kanaal") == MAIL and not data.get("email"):
            self.add_error("email", "Vul een e-mailadres in, of kies per post.")
        return data


class PlanForm(forms.ModelForm):
    use_required_attribute = False
    ontvangen = forms.DateField(
        label="Ontvangen op", widget=DagInput, help_text="De dag op de poststempel van het stadhuis."
    )
    scan = forms.FileField(label="Scan van het formulier", help_text="Een PDF of foto van alle bladzijden.")

    class Meta:
        model = Aanvraag
        fields = [
            "gebied",
            "ronde",
            "titel",
            "omschrijving",
            "opbrengst",
            "uitvoering",
            "onderhoud",
            "plek",
            "postcode",
        ]
        fields += ["begin", "eind", "draagvlak", "aantal_voor", "aantal_neutraal", "aantal_tegen"]
        fields += ["eten_drinken", "eigen_voordeel", "vergunning", "gevraagd", "andere_subsidie"]
        labels = {"titel": "Naam van het plan", "gebied": "Gebied", "aantal_voor": "Hoeveel mensen zijn voor?"}
        help_texts = {
            "gebied": "Leeg: de groep voor de rest van de gemeente.",
            "ronde": "Alleen als de aanvrager schreef dat het plan meedoet. De dag van ontvangst telt.",
        }
        widgets = {
            "begin": DagInput,
            "eind": DagInput,
            **dict.fromkeys(("eten_drinken", "eigen_voordeel"), forms.Select),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.order_fields(["ontvangen", "scan"])
        self.fields["gebied"].queryset = GebiedPage.objects.live().order_by("title")
        for naam in ("titel", "omschrijving", "gevraagd"):
            self.fields[naam].required = True
        for naam in ("eten_drinken", "eigen_voordeel"):
            self.fields[naam].widget.choices = JA_NEE
        self.fields["vergunning"].widget = forms.Select(choices=[("", "Niet ingevuld"), *Vergunning.choices])
        for field in self.fields.values():
            if isinstance(field.widget, forms.Textarea):
                field.widget.attrs = {"rows": 4}

    def clean_ontvangen(self):
        dag, vandaag = self.cleaned_data["ontvangen"], timezone.localdate()
        if not vandaag - LANGST_GELEDEN <= dag <= vandaag:
            raise ValidationError("Kies vandaag of een eerdere dag, hoogstens een jaar geleden.")
        return dag

    def clean_scan(self):
        clean_upload(self.cleaned_data["scan"])
        return self.cleaned_data["scan"]

    def clean_vergunning(self):
        gekozen = self.cleaned_data["vergunning"]
        if gekozen and gekozen not in Vergunning.values:
            raise ValidationError("Kies een antwoord uit de lijst.")
        return gekozen

    def clean(self):
        data = super().clean()
        if data.get("begin") and data.get("eind") and data["eind"] < data["begin"]:
            self.add_error("eind", "Het einde ligt voor het begin.")
        if not data.get("gebied") and not Regiegroep.objects.filter(standaard=True).exists():
            self.add_error("gebied", "Kies een gebied: er is geen groep voor de rest van de gemeente.")
        elif data.get("ronde") and data.get("ontvangen"):
            self.check_ronde(data["ronde"], data["ontvangen"], find_regiegroep(data.get("gebied")))
        return data

    def check_ronde(self, ronde, dag, groep):
        """By the day: nobody knows at which second a letter came."""
        if not timezone.localdate(ronde.opent) <= dag <= timezone.localdate(ronde.sluit):
            self.add_error("ronde", f"Op {dag:%d-%m-%Y} was deze ronde niet open.")
        elif ronde.regiegroep and ronde.regiegroep != groep:
            self.add_error("ronde", f"Deze ronde is voor {ronde.regiegroep}. Dit plan hoort bij {groep}.")
        elif ronde.aanvragen.filter(regiegroep=groep, sluiting__isnull=False).exists():
            self.add_error("ronde", "De regiegroep heeft deze ronde al afgerond.")


def find_regiegroep(gebied):
    return Regiegroep.objects.for_gebied(gebied) if gebied else Regiegroep.objects.filter(standaard=True).first()


class VragenForm(forms.Form):
    """The questions that editors added. What does not stand on the paper stays empty."""

    use_required_attribute = False

    def __init__(self, data=None, *, page):
        self.page = page
        self.base_fields = Bouwer(page.extra_vragen.all() if page else ()).formfields
        super().__init__(data, prefix="vragen")
        for field in self.fields.values():
            field.required = False
            if isinstance(field.widget, forms.Textarea):
                field.widget.attrs = {"rows": 4}

    def list_antwoorden(self):
        return [make_antwoord(naam, field, self.cleaned_data[naam]) for naam, field in self.fields.items()]


class RegelForm(forms.Form):
    use_required_attribute = False
    soort = forms.ChoiceField(label="Soort", choices=Kostenregel.Soort.choices)
    omschrijving = forms.CharField(label="Wat", max_length=120, required=False)
    bedrag = BedragFormField(label="Bedrag", required=False)
    offerte = BestandField(label="Offerte", required=False)

    def clean(self):
        data = super().clean()
        if data.get("offerte") and (data.get("soort") != Kostenregel.Soort.KOSTEN or not data.get("omschrijving")):
            self.add_error("offerte", "Een offerte hoort bij kosten met een omschrijving en een bedrag.")
        if "bedrag" in data and bool(data.get("omschrijving")) != (data["bedrag"] is not None):
            raise ValidationError("Vul een omschrijving en een bedrag in, of laat allebei leeg.")
        return data


RegelFormSet = forms.formset_factory(RegelForm, extra=REGELS, max_num=40)


class Papier(ToetsScherm):
    kop = "Aanvraag op papier"
    header_icon = "doc-empty"
    template_name = "initiatieven/bureau/papier.html"

    def get(self, request):
        return self.show(**self.make_forms())

    def post(self, request):
        formulieren = self.make_forms(tidy_data(request.POST), request.FILES)
        # All of them, so that every mistake is shown at once.
        if not all([formulier.is_valid() for formulier in formulieren.values()]):
            return self.show(**formulieren)
        aanvraag = dien_in(**formulieren, door=request.user)
        messages.success(request, f"De aanvraag is ingediend. Het kenmerk is {aanvraag.kenmerk}.")
        return redirect("aanvragen:dossier", aanvraag.pk)

    def make_forms(self, data=None, files=None):
        return {
            "aanvrager": AanvragerForm(data, prefix="aanvrager"),
            "plan": PlanForm(data, files, prefix="plan"),
            "vragen": VragenForm(data, page=AanvraagPage.objects.first()),
            "regels": RegelFormSet(data, files, prefix="regels"),
        }


@transaction.atomic
def dien_in(aanvrager, plan, vragen, regels, door):
    """Stores the application and takes the step of handing in, on the day on which the paper came."""
    aanvraag = plan.save(commit=False)
    aanvraag.bron = Aanvraag.Bron.PAPIER
    aanvraag.formulier = vragen.page
    aanvraag.regiegroep = find_regiegroep(aanvraag.gebied)
    aanvraag.gebied_naam = aanvraag.gebied.title[:100] if aanvraag.gebied else ""
    aanvraag.extra = vragen.list_antwoorden()
    aanvraag.save()
    aanvrager.instance.aanvraag = aanvraag
    aanvrager.save()
    save_regels(aanvraag, regels)
    bewaar_bijlage(aanvraag, plan.cleaned_data["scan"], Bijlage.Soort.SCAN)
    moment = make_moment(plan.cleaned_data["ontvangen"])
    aanvraag.receive(moment)
    aanvraag.save(update_fields=["kenmerk", "ingediend_op", "beslistermijn_weken"])
    zet_stap(aanvraag, "indienen", door, "Op papier ontvangen en ingevoerd door het subsidiebureau.", moment=moment)
    return aanvraag


def save_regels(aanvraag, regels):
    gevuld = [form.cleaned_data for form in regels if form.cleaned_data.get("omschrijving")]
    for nummer, data in enumerate(gevuld):
        offerte = data.pop("offerte")
        regel = Kostenregel.objects.create(aanvraag=aanvraag, volgorde=nummer, **data)
        if offerte:
            bewaar_bijlage(aanvraag, offerte, Bijlage.Soort.OFFERTE, RegelFormSet.max_num, regel)


def make_moment(dag):
    """Noon of that day, or now when it is today."""
    nu = timezone.localtime()
    return nu if dag == nu.date() else timezone.make_aware(datetime.combine(dag, time(12)))
