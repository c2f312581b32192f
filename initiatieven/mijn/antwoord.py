"""A question of the desk, answered with text and files."""

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction

from home.formulier import FormulierMixin
from home.redactie.gelijktijdig import lock
from initiatieven.bestanden import SOORTEN, bewaar_bijlage
from initiatieven.models import Bijlage
from initiatieven.offertes import add_offertes
from initiatieven.standen import Melding, Wie
from initiatieven.verloop import meld, zet_stap

from .bestandsveld import BestandenField
from .mails import schrijf
from .scherm import FormulierScherm

VRAGEN = ("vraag_aanvulling", Melding.VRAAG)
ANTWOORDEN = ("vul_aan", Melding.ANTWOORD)


def find_vragen(aanvraag):
    """The questions to the applicant that wait for an answer, oldest first."""
    vragen = []
    for gebeurtenis in aanvraag.gebeurtenissen.all():
        if gebeurtenis.soort in VRAGEN and not gebeurtenis.intern and gebeurtenis.wie != Wie.AANVRAGER:
            vragen.append(gebeurtenis)
        elif gebeurtenis.soort in ANTWOORDEN or (gebeurtenis.naar and gebeurtenis.van == "aanvulling"):
            # An answer answers all that was asked before it.
            vragen = []
    return vragen


class AntwoordForm(FormulierMixin, forms.Form):
    # The newest question that was on the screen: the same answer sent twice is one answer.
    vraag = forms.IntegerField(widget=forms.HiddenInput)
    tekst = forms.CharField(
        label="Uw antwoord", max_length=4000, required=False, widget=forms.Textarea({"rows": 8}), strip=True
    )
    bestanden = BestandenField(
        label="Bestanden",
        required=False,
        help_text=f"U kunt er meer tegelijk kiezen: {SOORTEN}. Elk bestand mag 10 MB groot zijn.",
    )

    def __init__(self, aanvraag, *args):
        vragen = find_vragen(aanvraag)
        super().__init__(*args, initial={"vraag": vragen[-1].pk if vragen else 0})
        self.aanvraag = aanvraag
        self.offertes = add_offertes(self, aanvraag, BestandenField)

    def list_uploads(self):
        """What was sent along: (file, what it is, which line of the budget)."""
        uploads = [(upload, Bijlage.Soort.ANDERS, None) for upload in self.cleaned_data["bestanden"]]
        for naam, regel in self.offertes.items():
            uploads += [(upload, Bijlage.Soort.OFFERTE, regel) for upload in self.cleaned_data[naam]]
        return uploads

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not cleaned["tekst"] and not self.list_uploads():
            raise ValidationError("Schrijf een antwoord of kies een bestand.")
        return cleaned

    @transaction.atomic
    def submit(self):
        lock(self.aanvraag)
        self.aanvraag.refresh_from_db()
        vragen = find_vragen(self.aanvraag)
        if not vragen and self._is_answered():
            return
        for upload, soort, regel in self.list_uploads():
            bewaar_bijlage(self.aanvraag, upload, soort, regel=regel)
        gebeurtenis = self._write()
        schrijf(self.aanvraag, "mijn_antwoord", f"antwoord:{gebeurtenis.pk}", antwoord=self.cleaned_data["tekst"])

    def _is_answered(self):
        vraag = self.aanvraag.gebeurtenissen.filter(pk=self.cleaned_data["vraag"], soort__in=VRAGEN).first()
        return vraag and self.aanvraag.gebeurtenissen.filter(pk__gt=vraag.pk, soort__in=ANTWOORDEN).exists()

    def _write(self):
        naam, tekst = str(self.aanvraag.aanvrager), self._describe()
        if self.aanvraag.stand == "aanvulling" or not find_vragen(self.aanvraag):
            # Without a question this refuses, in words, what can no longer be done.
            return zet_stap(self.aanvraag, "vul_aan", door_naam=naam, toelichting=tekst)
        return meld(self.aanvraag, Melding.ANTWOORD, Wie.AANVRAGER, door_naam=naam, toelichting=tekst)

    def _describe(self):
        namen = ", ".join(upload.name for upload, _, _ in self.list_uploads())
        return "\n\n".join(filter(None, [self.cleaned_data["tekst"], namen and f"Meegestuurd: {namen}"]))


class AntwoordScherm(FormulierScherm):
    template_name = "initiatieven/mijn/antwoord.html"
    form_class = AntwoordForm
    kop = "Geef antwoord"
    knop = "Verstuur mijn antwoord"
    gedaan = "antwoord"

    def get(self, request, **kwargs):
        return super().get(request, **kwargs) if find_vragen(self.aanvraag) else self.leave()

    def show(self, **context):
        return super().show(vragen=find_vragen(self.aanvraag), **context)
