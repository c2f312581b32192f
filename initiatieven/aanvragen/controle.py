"""The whole application looked at again: what was answered, what is missing, and what the rules say."""

from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property

from gebieden.geld import format_bedrag
from initiatieven.aanvragen.begroting import TITELS, BegrotingForm, Som
from initiatieven.aanvragen.bijlagen import BijlagenForm
from initiatieven.aanvragen.formulier import Stap, get_stappen
from initiatieven.aanvragen.plek import PlekForm
from initiatieven.models import Budget, InitiatievenInstellingen, Ronde
from initiatieven.regels import Ernst, Plan, Regels

NIETS = "niet ingevuld"


@dataclass
class Onderdeel:
    """One step: its questions with what was answered, and what is still open."""

    stap: Stap
    rijen: list
    open: list = field(default_factory=list)


class Controle:
    def __init__(self, aanvraag, page, vandaag=None, moment=None):
        self.aanvraag, self.page = aanvraag, page
        self.moment = moment or timezone.now()
        self.vandaag = vandaag or timezone.localdate(self.moment)

    @cached_property
    def onderdelen(self):
        return [self._read(stap) for stap in get_stappen(self.page)]

    def _read(self, stap):
        form = stap.form(aanvraag=self.aanvraag, page=self.page)
        return Onderdeel(stap, list(self._get_rows(form)), form.find_open())

    def _get_rows(self, form):
        if isinstance(form, BegrotingForm):
            yield from _get_lines(self.aanvraag)
        if isinstance(form, BijlagenForm):
            namen = [f"{bijlage.naam} ({bijlage.wat[0].lower()}{bijlage.wat[1:]})" for bijlage in self.bijlagen]
            yield "Bestanden", "\n".join(namen) or "geen"
            return
        for veld in form:
            if veld.name in form._meta.fields if hasattr(form, "_meta") else True:
                yield veld.label, show_antwoord(veld)
        if isinstance(form, PlekForm):
            yield "Regiegroep", str(self.aanvraag.regiegroep or NIETS)

    @cached_property
    def bijlagen(self):
        return list(self.aanvraag.bijlagen.select_related("regel"))

    @property
    def is_compleet(self):
        return not any(onderdeel.open for onderdeel in self.onderdelen)

    @cached_property
    def som(self):
        return Som(self.aanvraag.kostenregels.all())

    @cached_property
    def bevindingen(self):
        """What the rules say that somebody must know."""
        aanvraag, groep = self.aanvraag, self.aanvraag.regiegroep
        regels = Regels.make(InitiatievenInstellingen.load_default(), groep)
        budget = Budget.objects.filter(regiegroep=groep, jaar=self.vandaag.year).first() if groep else None
        plan = Plan.of(
            aanvraag, gevraagd=self.som.gevraagd, dekking=self.som.dekking, over=budget.over if budget else None
        )
        return [bevinding for bevinding in regels.check(plan, self.vandaag) if bevinding.ernst != Ernst.GOED]

    @cached_property
    def rondes(self):
        """In which the plan may take part now."""
        groep = self.aanvraag.regiegroep
        return list(Ronde.objects.open(self.moment).for_groep(groep)) if groep else []

    @property
    def te_laat(self):
        """The round that was chosen, when the plan cannot take part any more."""
        ronde = self.aanvraag.ronde
        return ronde if ronde and ronde not in self.rondes else None

    @property
    def kan_niet(self):
        return [bevinding for bevinding in self.bevindingen if bevinding.ernst == Ernst.STOP]

    def as_text(self):
        """For the mail with a copy."""
        delen = []
        for onderdeel in self.onderdelen:
            regels = "\n".join(f"{vraag}: {antwoord}" for vraag, antwoord in onderdeel.rijen)
            delen.append(f"{onderdeel.stap.titel.upper()}\n{regels}")
        if self.aanvraag.ronde:
            delen.append(f"RONDE\nUw plan doet mee aan: {self.aanvraag.ronde}")
        return "\n\n".join(delen)


def show_antwoord(veld):
    """An answer as it is read, not as it is stored."""
    waarde = veld.form.get_initial_for_field(veld.field, veld.name)
    if waarde in (None, "", []):
        return NIETS
    if isinstance(waarde, list):
        return ", ".join(waarde)
    if keuzes := getattr(veld.field, "choices", None):
        return dict(keuzes).get(veld.field.prepare_value(waarde), str(waarde))
    if isinstance(waarde, bool):
        return "Ja" if waarde else "Nee"
    return date_format(waarde, "j F Y") if hasattr(waarde, "year") else str(waarde)


def _get_lines(aanvraag):
    regels = list(aanvraag.kostenregels.all())
    for soort, (titel, _) in TITELS.items():
        eigen = [f"{regel.omschrijving}: {format_bedrag(regel.bedrag)}" for regel in regels if regel.soort == soort]
        yield titel, "\n".join(eigen) or NIETS
    gevraagd = Som(regels).gevraagd
    yield "Zoveel vraagt u", format_bedrag(gevraagd) if gevraagd else NIETS
