"""How it went: the first screen, the three questions, and handing in."""

from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from home.formulier import FormulierMixin
from home.redactie.gelijktijdig import lock
from initiatieven.mijn.mails import schrijf
from initiatieven.mijn.scherm import FormulierScherm, MijnScherm
from initiatieven.models import Verantwoording
from initiatieven.standen import TOEGEKEND, Stand, StapFout
from initiatieven.verloop import zet_stap

from .verhaal import maak_verhaal

STANDEN = (*TOEGEKEND, Stand.UITGEVOERD, Stand.VERANTWOORD, Stand.VASTGESTELD)


class VerantwoordMixin:
    """The account of this application; it begins when somebody first looks."""

    standen = STANDEN

    def find(self):
        if antwoord := super().find():
            return antwoord
        if self.aanvraag.stand not in self.standen:
            return self.leave()
        self.verantwoording, _ = Verantwoording.objects.get_or_create(aanvraag=self.aanvraag)
        return None

    def show(self, **context):
        context.setdefault("terug", reverse("mijn:verantwoorden"))
        context.setdefault("terug_naar", "het overzicht")
        return super().show(verantwoording=self.verantwoording, **context)


class VerantwoordFormulier(VerantwoordMixin, FormulierScherm):
    def make_form(self, *args):
        return self.form_class(self.verantwoording, *args)

    def leave(self, gedaan=""):
        return redirect("mijn:verantwoorden") if self.aanvraag.stand in STANDEN else super().leave()

    def show(self, form, kan=True, **context):
        """What was sent is only to be read; what somebody typed in another tab stays to be copied."""
        toon = kan and (self.verantwoording.is_open or form.is_bound)
        return super().show(form=form, toon_formulier=toon, **context)


class LijstFormulier(VerantwoordFormulier):
    """Adds to a list, and comes back to it. `hier` is the name of its address."""

    hier = ""

    def leave(self, gedaan=""):
        is_open = self.request.method == "POST" and self.aanvraag.stand in self.standen
        return redirect(self.hier) if is_open else super().leave()


def check_open(verantwoording):
    """Locks it. StapFout when it was sent in the meantime."""
    lock(verantwoording)
    verantwoording.refresh_from_db()
    if not verantwoording.is_open:
        raise StapFout("U hebt dit al verstuurd. Klopt er iets niet? Bel ons op 14 072.")


def find_missing(verantwoording):
    """What must still be filled in before it can be handed in."""
    leeg = [veld for veld in Verantwoording.VRAGEN if not getattr(verantwoording, veld).strip()]
    ontbreekt = ["Beantwoord eerst alle drie de vragen."] if leeg else []
    if not verantwoording.uitgaven.exists():
        ontbreekt.append("Schrijf eerst op wat het kostte. Was het gratis? Bel ons dan op 14 072.")
    return ontbreekt


class Begin(VerantwoordMixin, MijnScherm):
    http_method_names = ["get", "head"]
    template_name = "initiatieven/verantwoording/begin.html"

    def get(self, request):
        besluit = getattr(self.aanvraag, "besluit", None)
        return self.show(
            kop="Hoe ging het?",
            beantwoord=len(list(self.verantwoording.antwoorden)),
            fotos=self.verantwoording.fotos.exclude(bijlage=None).count(),
            totaal=self.verantwoording.totaal,
            uitgaven=self.verantwoording.uitgaven.count(),
            toegekend=besluit.bedrag if besluit else None,
            terug=reverse("mijn:aanvraag"),
            terug_naar="uw aanvraag",
        )


class VragenForm(FormulierMixin, forms.ModelForm):
    class Meta:
        model = Verantwoording
        fields = [*Verantwoording.VRAGEN, "verhaal_mag", "verteller"]
        labels = {"verteller": "Hoe wilt u in dat verhaal heten?"}
        help_texts = {
            "verhaal_mag": "De redactie maakt van uw antwoorden en foto’s een verhaal voor deze site. Zij leest het "
            "eerst goed door. U mag dit later terugnemen.",
            "verteller": "Een voornaam of de naam van uw groep is genoeg.",
        }
        widgets = dict.fromkeys(Verantwoording.VRAGEN, forms.Textarea({"rows": 6})) | {
            "verteller": forms.TextInput({"autocomplete": "off"})
        }

    def __init__(self, verantwoording, *args):
        super().__init__(*args, instance=verantwoording)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("verhaal_mag") and not cleaned.get("verteller"):
            self.add_error("verteller", "Schrijf hoe u in het verhaal wilt heten.")
        return cleaned

    @transaction.atomic
    def submit(self):
        check_open(Verantwoording.objects.get(pk=self.instance.pk))
        self.instance.save(update_fields=self.Meta.fields)


class VragenScherm(VerantwoordFormulier):
    form_class = VragenForm
    kop = "Drie vragen"
    inleiding = "Een paar zinnen is genoeg. U kunt tussendoor bewaren en later verdergaan."
    knop = "Bewaar"


class VerstuurForm(FormulierMixin, forms.Form):
    klopt = forms.BooleanField(
        label="Wat ik heb ingevuld, klopt",
        error_messages={"required": "Zet een vinkje als alles klopt."},
    )

    def __init__(self, verantwoording, *args):
        super().__init__(*args)
        self.verantwoording = verantwoording

    @transaction.atomic
    def submit(self):
        """The account, the step, the mail and the draft of the story are stored together."""
        verantwoording, aanvraag = self.verantwoording, self.verantwoording.aanvraag
        lock(aanvraag)
        verantwoording.refresh_from_db()
        # Pressed twice: it is done.
        if not verantwoording.is_open:
            return
        if ontbreekt := find_missing(verantwoording):
            raise ValidationError(ontbreekt[0])
        zet_stap(aanvraag, "meld_uitgevoerd", door_naam=str(aanvraag.aanvrager))
        verantwoording.ingediend_op = timezone.now()
        verantwoording.save(update_fields=["ingediend_op"])
        schrijf(aanvraag, "verantwoording_ontvangen", f"verantwoording_ontvangen:{aanvraag.pk}")
        maak_verhaal(verantwoording)


class VerstuurScherm(VerantwoordFormulier):
    template_name = "initiatieven/verantwoording/versturen.html"
    form_class = VerstuurForm
    kop = "Kijk het na en verstuur"
    knop = "Verstuur"

    def get(self, request):
        return super().get(request) if self.verantwoording.is_open else self.leave()

    def leave(self, gedaan=""):
        if self.request.method == "POST" and self.aanvraag.stand in STANDEN:
            return MijnScherm.leave(self, "verantwoord")
        return super().leave()

    def show(self, **context):
        besluit = getattr(self.aanvraag, "besluit", None)
        totaal = self.verantwoording.totaal
        over = max(besluit.bedrag - totaal, Decimal(0)) if besluit and besluit.bedrag else None
        fotos = self.verantwoording.fotos.exclude(bijlage=None).prefetch_related("toestemmingen")
        return super().show(
            ontbreekt=find_missing(self.verantwoording),
            totaal=totaal,
            over=over,
            fotos=fotos,
            **context,
        )
