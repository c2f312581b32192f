"""The items of an agenda as the visitor asks for them: filtered, counted and grouped, by address alone."""

from collections import Counter
from dataclasses import dataclass
from itertools import groupby

from django.core.paginator import Paginator
from django.utils.functional import cached_property

from gebieden.kaart import Kaart
from gebieden.models.agendapunt import AgendapuntPage
from gebieden.models.punt_delen import Verantwoordelijke
from gebieden.models.snippets import Thema
from gebieden.stand import Stand
from gebieden.status import AFGEVALLEN, Status
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


class AgendaLijst:
    def __init__(self, agenda, parameters):
        self.agenda = agenda
        self.punten = agenda.alle_punten.with_stand()
        self.parameters = parameters
        self.per_status = parameters.get("groep") == "status"

    @cached_property
    def _overzicht(self):
        """What is counted of all items."""
        velden = ("pk", "path", "status", "soort", "rijen_themas", "rijen_verantwoordelijken", "rijen_gedeeld")
        return list(read_along(self.punten, "themas", "verantwoordelijken", "gedeeld").values(*velden))

    @cached_property
    def statussen(self):
        """How many items have each status."""
        return Counter(rij["status"] for rij in self._overzicht)

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
        per_thema = self._count("themas", "thema_id")
        per_partij = self._count("verantwoordelijken", "soort")
        per_soort = Counter(rij["soort"] for rij in self._overzicht)
        return [
            self._make_filter("thema", "Thema", "Alle thema’s", themas, per_thema),
            self._make_filter("status", "Status", "Elke status", Status.choices, self.statussen),
            self._make_filter("wie", "Verantwoordelijk", "Iedereen", partijen, per_partij),
            self._make_filter("soort", "Soort punt", "Alle soorten", soorten, per_soort),
            self._make_filter("dorp", "Dorp", "Alle dorpen", dorpen, self._per_dorp),
        ]

    def _count(self, relatie, veld):
        """How many items there are for each value in their rows. An item counts once."""
        rijen = (rij[f"rijen_{relatie}"] or [] for rij in self._overzicht)
        return Counter(waarde for rij in rijen for waarde in {deel[veld] for deel in rij})

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
    def _per_dorp(self):
        """How many items each village has: on its own agenda or shared with it."""
        aantallen, rijen = Counter(), self._overzicht
        for dorp in self.dorpen:
            gedeeld = (any(deel["gebied_id"] == dorp.pk for deel in rij["rijen_gedeeld"] or []) for rij in rijen)
            aantallen[dorp.slug] = sum(
                rij["path"].startswith(dorp.path) or is_gedeeld for rij, is_gedeeld in zip(rijen, gedeeld, strict=True)
            )
        return aantallen

    @cached_property
    def gekozen(self):
        return {keuze.naam: keuze.gekozen for keuze in self.filters if keuze.gekozen}

    @cached_property
    def gekozen_labels(self):
        """What was chosen, in words."""
        return [label for keuze in self.filters for waarde, label, _ in keuze.opties if waarde == keuze.gekozen]

    @cached_property
    def gevonden(self):
        punten = self.punten
        if thema := self.gekozen.get("thema"):
            punten = punten.filter(themas=thema)
        if status := self.gekozen.get("status"):
            punten = punten.filter(status=status)
        if wie := self.gekozen.get("wie"):
            punten = punten.filter(verantwoordelijken__soort=wie).distinct()
        if soort := self.gekozen.get("soort"):
            punten = punten.filter(soort=soort)
        if slug := self.gekozen.get("dorp"):
            punten = punten.for_gebied(next(dorp for dorp in self.dorpen if dorp.slug == slug))
        return punten

    @cached_property
    def bladzijde(self):
        punten = self.gevonden if "status" in self.gekozen else self.gevonden.exclude(status__in=AFGEVALLEN)
        punten = punten.ordered_by_status() if self.per_status else punten.ordered_by_thema()
        bladzijde = Paginator(punten.for_agenda(), PER_BLADZIJDE).get_page(self.parameters.get("bladzijde"))
        bladzijde.object_list = self._with_stand(bladzijde.object_list)
        return bladzijde

    @cached_property
    def afgevallen(self):
        """What did not make it or was stopped, each with the reason."""
        if "status" in self.gekozen:
            return []
        punten = self.gevonden.filter(status__in=AFGEVALLEN).for_agenda().with_reden()
        return self._with_stand(punten.order_by("volgorde", "pk"))

    def _with_stand(self, punten):
        """The items with their state of play and the word of this area about them."""
        punten = list(punten)
        gebied = self.agenda.gebied or next(
            (dorp for dorp in self.dorpen if dorp.slug == self.gekozen.get("dorp")), None
        )
        for punt in punten:
            punt.stand = Stand.for_punt(punt)
            notities = {deel.gebied_id: deel.notitie for deel in punt.gedeeld.all()}
            punt.notitie = notities.get(gebied.pk, "") if gebied else ""
            punt.van_elders = punt.gebied_titel if not punt.is_descendant_of(self.agenda) else ""
        return punten

    @cached_property
    def groepen(self):
        sleutel = (lambda punt: Status(punt.status).label) if self.per_status else (lambda punt: punt.hoofdthema or "")
        return [
            Groep(kop or "Andere punten", list(punten)) for kop, punten in groupby(self.bladzijde.object_list, sleutel)
        ]

    def pick(self, indeling, aantal, vast):
        """The items for a part of another page: those with these keys first, then in the order of the name."""
        punten = self.punten.exclude(status__in=AFGEVALLEN)
        if indeling == "quick-wins":
            punten = punten.filter(soort=AgendapuntPage.Soort.QUICK_WIN, status=Status.AFGEROND)
        punten = punten.ordered_by_status() if self.per_status else punten.ordered_by_thema()
        bovenaan = self._with_stand(self.punten.filter(pk__in=vast).for_agenda()) if vast else []
        for punt in bovenaan:
            punt.is_vast = True
        return [
            *bovenaan,
            *self._with_stand(punten.exclude(pk__in=vast).for_agenda()[: max(0, aantal - len(bovenaan))]),
        ]

    @cached_property
    def alles(self):
        """Every item, for on paper."""
        return self._with_stand(self.punten.ordered_by_thema().for_agenda())

    @cached_property
    def kaart(self):
        """Where the items of this page are, when the area has an outline and an item has a place."""
        punten = [punt for punt in self.bladzijde.object_list if punt.coordinaat]
        gebied = self.agenda.gebied
        return Kaart([gebied], rond=gebied, punten=punten) if gebied and punten else None
