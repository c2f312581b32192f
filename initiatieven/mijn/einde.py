"""A plan that is taken back before the decision, or that does not happen after it."""

from django import forms
from django.db import transaction

from home.formulier import FormulierMixin
from home.redactie.gelijktijdig import lock
from initiatieven import geld
from initiatieven.models import InitiatievenInstellingen
from initiatieven.standen import ONBESLIST, TOEGEKEND, Melding, Stand, StapFout, Wie
from initiatieven.verloop import describe_stand, is_cancelled, meld, zet_stap

from .mails import schrijf
from .scherm import FormulierScherm


class RedenForm(FormulierMixin, forms.Form):
    reden = forms.CharField(
        label="Waarom?",
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 4}),
        help_text="Daar leren wij van.",
    )

    def __init__(self, aanvraag, *args):
        super().__init__(*args)
        self.aanvraag = aanvraag


class TrekInForm(RedenForm):
    @transaction.atomic
    def submit(self):
        lock(self.aanvraag)
        self.aanvraag.refresh_from_db()
        # Pressed twice, or in two tabs: it is done.
        if self.aanvraag.stand == Stand.INGETROKKEN:
            return
        zet_stap(
            self.aanvraag,
            "trek_in",
            door_naam=str(self.aanvraag.aanvrager),
            toelichting=self.cleaned_data["reden"],
        )
        geld.geef_vrij(self.aanvraag, "Aanvraag ingetrokken")
        schrijf(self.aanvraag, "mijn_ingetrokken", f"ingetrokken:{self.aanvraag.pk}")


class NietDoorForm(RedenForm):
    reden = forms.CharField(
        label="Waarom gaat het niet door?",
        max_length=1000,
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": "Schrijf kort waarom het niet doorgaat."},
    )

    @transaction.atomic
    def submit(self):
        lock(self.aanvraag)
        self.aanvraag.refresh_from_db()
        if is_cancelled(self.aanvraag):
            return
        if self.aanvraag.stand not in TOEGEKEND:
            raise StapFout(describe_stand(self.aanvraag))
        meld(
            self.aanvraag,
            Melding.GAAT_NIET_DOOR,
            Wie.AANVRAGER,
            door_naam=str(self.aanvraag.aanvrager),
            toelichting=self.cleaned_data["reden"],
        )
        schrijf(self.aanvraag, "mijn_gaat_niet_door", f"gaat_niet_door:{self.aanvraag.pk}")


class TrekInScherm(FormulierScherm):
    standen = ONBESLIST
    form_class = TrekInForm
    kop = "Trek uw aanvraag in"
    inleiding = "Wij stoppen dan met uw aanvraag. U kunt dit niet terugdraaien. U mag later wel opnieuw aanvragen."
    knop = "Ja, trek mijn aanvraag in"
    gedaan = "ingetrokken"


class NietDoorScherm(FormulierScherm):
    standen = TOEGEKEND
    form_class = NietDoorForm
    kop = "Het gaat niet door"
    knop = "Meld dat het niet doorgaat"
    gedaan = "niet-door"

    @property
    def inleiding(self):
        dagen = InitiatievenInstellingen.load_default().melden_dagen
        return (
            f"Gaat uw plan niet door? Laat het ons binnen {dagen} dagen weten. Hebt u het geld al? Dan betaalt u terug "
            "wat u niet gebruikt. Wij nemen daarover contact met u op."
        )

    def get(self, request, **kwargs):
        return self.leave() if is_cancelled(self.aanvraag) else super().get(request, **kwargs)
