"""The link is lost, or somebody else has it."""

from allauth.core import ratelimit
from django import forms
from django.db import transaction
from django.shortcuts import render
from django.utils import timezone

from home.formulier import FormulierMixin
from home.post import zet_klaar
from initiatieven.models import Aanvraag
from initiatieven.models.code import make_hash
from initiatieven.persoonlijk import get_link, renew_link

from .mails import schrijf
from .scherm import FormulierScherm, VerborgenScherm

# One mail in this time to one address, however often it is asked.
MINUTEN = 10


class KwijtForm(FormulierMixin, forms.Form):
    email = forms.EmailField(
        label="Uw e-mailadres",
        help_text="Het adres dat u bij uw aanvraag hebt gebruikt.",
        widget=forms.EmailInput({"autocomplete": "email"}),
        error_messages={"required": "Schrijf uw e-mailadres.", "invalid": "Dit is geen e-mailadres. Kijk het na."},
    )

    @transaction.atomic
    def submit(self):
        """Mails the links that are known; the screen says the same when there is none."""
        email = self.cleaned_data["email"]
        aanvragen = Aanvraag.objects.filter(aanvrager__email__iexact=email, geanonimiseerd_op=None)
        if regels := [f"{aanvraag.titel or 'Zonder naam'}\n{get_link(aanvraag)}" for aanvraag in aanvragen]:
            moment = int(timezone.now().timestamp()) // (60 * MINUTEN)
            sleutel = f"mijn_links:{make_hash('adres', email.lower())[:32]}:{moment}"
            zet_klaar("mijn_links", aanvragen[0].aanvrager.email, sleutel, links="\n\n".join(regels))


class KwijtScherm(VerborgenScherm):
    http_method_names = ["get", "head", "post"]

    def get(self, request):
        return self.show(KwijtForm())

    def post(self, request):
        form = KwijtForm(request.POST)
        if form.is_valid() and not ratelimit.consume(request, action="mijn_link"):
            form.add_error(None, "U hebt dit te vaak gevraagd. Wacht een uur, of bel ons op 14 072.")
        if not form.is_valid():
            return self.show(form)
        form.submit()
        return self.show(None)

    def show(self, form):
        context = {"form": form, "minuten": MINUTEN, "kop": "Bent u uw link kwijt?"}
        return render(self.request, "initiatieven/mijn/kwijt.html", context)


class NieuweLinkForm(FormulierMixin, forms.Form):
    def __init__(self, aanvraag, *args):
        super().__init__(*args)
        self.aanvraag = aanvraag

    @transaction.atomic
    def submit(self):
        renew_link(self.aanvraag)
        schrijf(self.aanvraag, "mijn_nieuwe_link", f"nieuwe_link:{self.aanvraag.pk}:{self.aanvraag.linkversie}")


class NieuweLinkScherm(FormulierScherm):
    form_class = NieuweLinkForm
    kop = "Heeft iemand anders uw link?"
    inleiding = (
        "Dan maken wij een nieuwe. De oude link werkt daarna nergens meer. Wij sturen de nieuwe naar uw e-mailadres."
    )
    knop = "Maak een nieuwe link"
    gedaan = "nieuwe-link"
    vernieuwt_link = True
