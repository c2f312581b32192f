"""A few questions before the form, with an answer from the real rules. Nothing is stored or stands in an address."""

from dataclasses import dataclass

from django import forms
from django.utils import timezone

from home.formulier import FormulierMixin
from initiatieven.aanvragen.plek import find_gebieden
from initiatieven.aanvragen.schermen import keep_private, show
from initiatieven.aanvragen.stappen import clean_postcode
from initiatieven.aanvragen.velden import DatumField, JaNeeField, set_vraag
from initiatieven.models import Budget, InitiatievenInstellingen, Regiegroep, Ronde
from initiatieven.regels import Ernst, Plan, Regels, Vergunning

# What the form has a place for.
NAAR_FORMULIER = ("begin", "eten_drinken", "eigen_voordeel", "vergunning", "postcode")


class KanIkForm(FormulierMixin, forms.Form):
    begin = DatumField(label="wanneer wilt u beginnen?")
    postcode = forms.CharField(
        label="wat is de postcode van de plek?",
        help_text="Dan ziet u of er nog geld is in uw gebied.",
        max_length=7,
        required=False,
        widget=forms.TextInput({"class": "invoer--kort", "autocomplete": "off"}),
    )
    eten_drinken = JaNeeField(label="vraagt u geld voor eten of drinken?")
    eigen_voordeel = JaNeeField(label="verdient iemand aan het plan?", help_text="Bijvoorbeeld u zelf of een bedrijf.")
    vergunning = forms.ChoiceField(
        label="is er een vergunning nodig?",
        help_text="Bijvoorbeeld voor een evenement op straat.",
        choices=Vergunning,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            set_vraag(field)

    def clean_postcode(self):
        return clean_postcode(self.cleaned_data["postcode"]) if self.cleaned_data["postcode"] else ""


@dataclass(frozen=True)
class Uitslag:
    """The answer, in one sentence and in findings."""

    bevindingen: list
    budgetten: list
    rondes: list

    @property
    def ernst(self):
        ernsten = [bevinding.ernst for bevinding in self.bevindingen]
        return next((ernst for ernst in (Ernst.STOP, Ernst.LET_OP) if ernst in ernsten), Ernst.GOED)


def judge(antwoorden, vandaag=None):
    vandaag = vandaag or timezone.localdate()
    instellingen = InitiatievenInstellingen.load_default()
    plan = Plan(antwoorden["begin"], antwoorden["eten_drinken"], antwoorden["eigen_voordeel"], antwoorden["vergunning"])
    groepen = _find_groepen(antwoorden["postcode"]) if antwoorden["postcode"] else set()
    budgetten = Budget.objects.filter(regiegroep__in=groepen, jaar=vandaag.year).select_related("regiegroep")
    # Without a postcode only what every area may take part in is certain.
    rondes = Ronde.objects.announced().for_groep(*groepen or [None]).select_related("regiegroep")
    return Uitslag(Regels.make(instellingen).check(plan, vandaag), list(budgetten), list(rondes))


def _find_groepen(postcode):
    """Those of this postcode; that of the rest of the municipality when it belongs to none."""
    groepen = {Regiegroep.objects.for_gebied(gebied) for gebied in find_gebieden(postcode)} - {None}
    return groepen or set(Regiegroep.objects.filter(standaard=True))


def show_kan_ik(request, page):
    form = KanIkForm(request.POST if request.method == "POST" else None, prefix="kan")
    uitslag = judge(form.cleaned_data) if form.is_bound and form.is_valid() else None
    return keep_private(show(request, page, "kan_ik", form=form, uitslag=uitslag))


def read_antwoorden(data):
    """The answers as the page of the answer sends them on; nothing when they are not all there."""
    form = KanIkForm(data, prefix="kan")
    return {naam: form.cleaned_data[naam] for naam in NAAR_FORMULIER} if form.is_valid() else {}
