"""The items of an agenda as the visitor asks for them: filtered, counted and grouped, by address alone.

A small row of every item is read once and remembered; what is chosen, counted and sorted is done with those. Of the few
items that are shown, one query reads the rest.
"""

from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from math import inf

from django.core.paginator import Paginator
from django.utils.functional import cached_property

from gebieden.kaart import Kaart
from gebieden.models.agendapunt import AgendapuntPage
from gebieden.models.punt_delen import Verantwoordelijke
from gebieden.models.snippets import Thema
from gebieden.stand import Stand
from gebieden.status import AFGEVALLEN, Status
from home.geheugen import remembered
from home.meelezen import read_along

PER_BLADZIJDE = 30


@dataclass
class Filter:
    """One choice for the visitor: what can be chosen, how many items that gives, and what was chosen."""

    naam: str
    label: str
    alles: str
    keuzes: list
    aantallen: Counter
    gekozen: str

    @property
    def opties(self):
        return [(str(waarde), label, self.aantallen[waarde]) for waarde, label in self.keuzes if self.aantallen[waarde]]


@dataclass
class Groep:
    kop: str
    punten: list


@dataclass(frozen=True)
class Rij:
    """What is chosen, counted and sorted by, of one item."""

    pk: int
    path: str
    status: str
    soort: str
    volgorde: int
    # By their keys and their kinds.
    themas: frozenset
    partijen: frozenset
    gebieden: frozenset

    @property
    def is_afgevallen(self):
        return self.status in AFGEVALLEN

    @cached_property
    def thema(self):
        """The first of its themes that visitors see."""
        online = (thema for thema in Thema.get_all().values() if thema.pk in self.themas and thema.is_online)
        return min(online, key=lambda thema: (thema.volgorde, thema.naam), default=None)

    def is_van(self, gebied):
        """Whether it stands on the agenda of this area, or is shared with it."""
        return self.path.startswith(gebied.path) or gebied.pk in self.gebieden


def _read_rijen(agenda):
    punten = read_along(agenda.alle_punten.with_status(), "themas", "verantwoordelijken", "gedeeld")
    velden = ("pk", "path", "status", "soort", "volgorde", "rijen_themas", "rijen_verantwoordelijken", "rijen_gedeeld")

    def collect(rijen, veld):
        return frozenset(deel[veld] for deel in rijen or [])

    return [
        Rij(*eigen, collect(themas, "thema_id"), collect(partijen, "soort"), collect(gedeeld, "gebied_id"))
        for *eigen, themas, partijen, gedeeld in punten.order_by().values_list(*velden)
    ]


def _place_by_thema(rij):
    return rij.thema.volgorde if rij.thema else inf, rij.volgorde, rij.pk


def _place_by_status(rij):
    return Status.values.index(rij.status), rij.volgorde, rij.pk


def _place_as_chosen(rij):
    return rij.volgorde, rij.pk


class AgendaLijst:
    def __init__(self, agenda, parameters):
        self.agenda = agenda
        self.rijen = remembered(("agenda", agenda.path, agenda.afgesloten_op), lambda: _read_rijen(agenda))
        self.parameters = parameters
        self.per_status = parameters.get("groep") == "status"

    @cached_property
    def statussen(self):
        """How many items have each status."""
        return Counter(rij.status for rij in self.rijen)

    @property
    def statuswoorden(self):
        return list(Status)

    @cached_property
    def telling(self):
        return [(status, self.statussen[status]) for status in Status if self.statussen[status]]

    @cached_property
    def filters(self):
        themas = [(thema.pk, thema.naam) for thema in Thema.get_all().values() if thema.is_online]
        partijen = Verantwoordelijke.Soort.choices
        dorpen = [(dorp.slug, dorp.title) for dorp in self.dorpen]
        soorten = AgendapuntPage.Soort.choices
        per_thema = Counter(thema for rij in self.rijen for thema in rij.themas)
        per_partij = Counter(partij for rij in self.rijen for partij in rij.partijen)
        per_soort = Counter(rij.soort for rij in self.rijen)
        per_dorp = Counter({dorp.slug: sum(rij.is_van(dorp) for rij in self.rijen) for dorp in self.dorpen})
        return [
            self._make_filter("thema", "Thema", "Alle thema’s", themas, per_thema),
            self._make_filter("status", "Status", "Elke status", Status.choices, self.statussen),
            self._make_filter("wie", "Verantwoordelijk", "Iedereen", partijen, per_partij),
            self._make_filter("soort", "Soort punt", "Alle soorten", soorten, per_soort),
            self._make_filter("dorp", "Dorp", "Alle dorpen", dorpen, per_dorp),
        ]

    def _make_filter(self, naam, *args):
        keuze = Filter(naam, *args, gekozen=self.parameters.get(naam, ""))
        if keuze.gekozen not in {str(waarde) for waarde, _ in keuze.keuzes}:
            keuze.gekozen = ""
        return keuze

    @cached_property
    def dorpen(self):
        """The villages among which a reader of this agenda may choose."""
        return list(self.agenda.dorpen)

    @cached_property
    def gekozen(self):
        return {keuze.naam: keuze.gekozen for keuze in self.filters if keuze.gekozen}

    @cached_property
    def gekozen_labels(self):
        """What was chosen, in words."""
        return [label for keuze in self.filters for waarde, label, _ in keuze.opties if waarde == keuze.gekozen]

    @cached_property
    def gekozen_dorp(self):
        return next((dorp for dorp in self.dorpen if dorp.slug == self.gekozen.get("dorp")), None)

    @cached_property
    def gevonden(self):
        return [rij for rij in self.rijen if self._is_asked(rij)]

    def _is_asked(self, rij):
        thema, status, wie, soort = (self.gekozen.get(naam) for naam in ("thema", "status", "wie", "soort"))
        return (
            (not thema or int(thema) in rij.themas)
            and (not status or rij.status == status)
            and (not wie or wie in rij.partijen)
            and (not soort or rij.soort == soort)
            and (not self.gekozen_dorp or rij.is_van(self.gekozen_dorp))
        )

    def _sort(self, rijen):
        return sorted(rijen, key=_place_by_status if self.per_status else _place_by_thema)

    @cached_property
    def bladzijde(self):
        return self._shown[0]

    @property
    def afgevallen(self):
        """What did not make it or was stopped, each with the reason."""
        return self._shown[1]

    @cached_property
    def _shown(self):
        """The page that was asked for, and what stands under it. Read together."""
        apart = [] if "status" in self.gekozen else [rij for rij in self.gevonden if rij.is_afgevallen]
        onder = {rij.pk for rij in apart}
        boven = self._sort(rij for rij in self.gevonden if rij.pk not in onder)
        bladzijde = Paginator(boven, PER_BLADZIJDE).get_page(self.parameters.get("bladzijde"))
        rijen = [*bladzijde.object_list, *sorted(apart, key=_place_as_chosen)]
        punten = self._read(rijen, AgendapuntPage.objects.with_reden())
        bladzijde.object_list = [punt for punt in punten if punt.pk not in onder]
        return bladzijde, [punt for punt in punten if punt.pk in onder]

    def _read(self, rijen, punten=AgendapuntPage.objects):
        """The items of these rows in this order, with their state of play and the word of this area about them."""
        per_pk = punten.for_agenda().in_bulk([rij.pk for rij in rijen])
        gebied = self.agenda.gebied or self.gekozen_dorp
        # One that was deleted just now is not there any more.
        found = [(per_pk[rij.pk], rij.thema) for rij in rijen if rij.pk in per_pk]
        for punt, thema in found:
            punt.stand = Stand.for_punt(punt)
            punt.hoofdthema = thema
            notities = {deel.gebied_id: deel.notitie for deel in punt.gedeeld.all()}
            punt.notitie = notities.get(gebied.pk, "") if gebied else ""
            punt.van_elders = punt.gebied_titel if not punt.is_descendant_of(self.agenda) else ""
        return [punt for punt, _ in found]

    @cached_property
    def groepen(self):
        sleutel = (lambda punt: Status(punt.status).label) if self.per_status else (lambda punt: punt.hoofdthema)
        return [
            Groep(str(kop or "Andere punten"), list(punten))
            for kop, punten in groupby(self.bladzijde.object_list, sleutel)
        ]

    def pick(self, indeling, aantal, vast):
        """The items for a part of another page: those with these keys first, then in the order of the name."""
        rijen = self._sort(rij for rij in self.rijen if not rij.is_afgevallen and rij.pk not in vast)
        if indeling == "quick-wins":
            klaar = AgendapuntPage.Soort.QUICK_WIN, Status.AFGEROND
            rijen = [rij for rij in rijen if (rij.soort, rij.status) == klaar]
        per_pk = {rij.pk: rij for rij in self.rijen}
        bovenaan = [per_pk[pk] for pk in vast if pk in per_pk]
        punten = self._read([*bovenaan, *rijen[: max(0, aantal - len(bovenaan))]])
        for punt in punten:
            punt.is_vast = punt.pk in vast
        return punten

    @cached_property
    def alles(self):
        """Every item, for on paper."""
        return self._read(sorted(self.rijen, key=_place_by_thema))

    @cached_property
    def kaart(self):
        """Where the items of this page are, when the area has an outline and an item has a place."""
        punten = [punt for punt in self.bladzijde.object_list if punt.coordinaat]
        gebied = self.agenda.gebied
        return Kaart([gebied], rond=gebied, punten=punten) if gebied and punten else None
