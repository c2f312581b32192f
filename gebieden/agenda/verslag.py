"""Promise beside outcome: the report of an edition, and what changed between two of them."""

from collections import Counter
from dataclasses import dataclass

from django.db import models
from django.db.models import Exists, OuterRef, Subquery

from gebieden.geld import format_bedrag
from gebieden.models.punt_delen import Voorganger
from gebieden.models.voortgang import VoortgangPage
from gebieden.stand import Stand
from gebieden.status import AFGEVALLEN, Status
from gebieden.velden import format_periode
from home.online import is_online


class Uitkomst(models.TextChoices):
    KLAAR = "klaar", "Klaar"
    LOOPT = "loopt", "Loopt nog"
    ANDERS = "anders", "Anders geworden"
    GESTOPT = "gestopt", "Gestopt"
    VERDER = "verder", "Gaat verder in de volgende editie"
    OPGEGAAN = "opgegaan", "Opgegaan in een ander punt"


@dataclass
class Regel:
    """One promise and what came of it."""

    punt: object
    uitkomst: Uitkomst

    @property
    def is_uitleg_nodig(self):
        return self.uitkomst in (Uitkomst.ANDERS, Uitkomst.GESTOPT)


class Verslag:
    def __init__(self, agenda):
        self.agenda = agenda
        self.regels = [Regel(punt, get_uitkomst(punt)) for punt in self._read_punten()]

    def _read_punten(self):
        berichten = VoortgangPage.objects.filter(is_online(), punt=OuterRef("pk")).newest_first()
        anders = berichten.exclude(nieuwe_belofte="")
        schakels = Voorganger.objects.filter(is_online("punt__"), eerder=OuterRef("pk"))
        verder = schakels.filter(soort=Voorganger.Soort.VERVOLG).exclude(punt__path__startswith=self.agenda.path)
        punten = self.agenda.punten.published().for_lijst().with_reden().order_by("volgorde", "pk")
        punten = punten.annotate(
            nieuwe_belofte=Subquery(anders.values("nieuwe_belofte")[:1]),
            gaat_verder=Exists(verder),
            is_opgegaan=Exists(schakels.filter(soort=Voorganger.Soort.SAMENVOEGING)),
        )
        for punt in punten:
            punt.stand = Stand.for_punt(punt)
            yield punt

    @property
    def totalen(self):
        aantallen = Counter(regel.uitkomst for regel in self.regels)
        return [(uitkomst, aantallen[uitkomst]) for uitkomst in Uitkomst]


def get_uitkomst(punt):
    if punt.is_opgegaan:
        return Uitkomst.OPGEGAAN
    if punt.status in AFGEVALLEN:
        return Uitkomst.GESTOPT
    if punt.nieuwe_belofte and not punt.gaat_verder:
        return Uitkomst.ANDERS
    if punt.status == Status.AFGEROND:
        return Uitkomst.KLAAR
    return Uitkomst.VERDER if punt.gaat_verder else Uitkomst.LOOPT


VERGELEKEN = [
    ("Titel", lambda punt: punt.title),
    ("Belofte", lambda punt: punt.samenvatting),
    ("Klaar in", lambda punt: format_periode(punt.eind) if punt.eind else "niet bekend"),
    ("Geld", lambda punt: punt.get_dekking_display() or "niet bekend"),
    ("Kosten", lambda punt: "niet bekend" if punt.kosten is None else format_bedrag(punt.kosten)),
    ("Verantwoordelijk", lambda punt: ", ".join(map(str, punt.verantwoordelijken.all())) or "niemand"),
]


class Vergelijking:
    """Two editions beside each other. An item is the same when it continues the other or has the same number."""

    def __init__(self, eerder, later):
        self.eerder, self.later = eerder, later
        oud = {punt.pk: punt for punt in self._read(eerder)}
        per_nummer = {punt.nummer: punt for punt in oud.values()}
        nieuw = self._read(later)
        schakels = dict(Voorganger.objects.filter(eerder__in=oud, punt__in=nieuw).values_list("punt", "eerder"))
        paren = [(punt, oud.get(schakels.get(punt.pk)) or per_nummer.get(punt.nummer)) for punt in nieuw]
        gevonden = {vorige.pk for _, vorige in paren if vorige}
        self.toegevoegd = [punt for punt, vorige in paren if not vorige]
        self.vervallen = [punt for punt in oud.values() if punt.pk not in gevonden]
        verschillen = [(punt, self._compare(vorige, punt)) for punt, vorige in paren if vorige]
        self.veranderd = [(punt, verschil) for punt, verschil in verschillen if verschil]
        self.gelijk = [punt for punt, verschil in verschillen if not verschil]

    def _read(self, agenda):
        return list(agenda.punten.published().for_lijst().order_by("volgorde", "pk"))

    def _compare(self, was, wordt):
        waarden = [(label, get(was), get(wordt)) for label, get in VERGELEKEN]
        return [(label, oud, nieuw) for label, oud, nieuw in waarden if oud != nieuw]
