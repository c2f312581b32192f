from .agenda import AgendaPage
from .agendapunt import AgendapuntPage
from .bijeenkomst import BijeenkomstPage
from .gebied import GebiedenIndexPage, GebiedPage, Postcode, TeamVanGebied
from .herinnering import Herinnering
from .nieuws import NieuwsPage
from .overzicht import BijeenkomstenIndexPage, NieuwsIndexPage, VerhalenIndexPage
from .punt_delen import Bijdrage, GedeeldMet, Verantwoordelijke, Voorganger
from .redactie import Redactie
from .snippets import Partner, Teamlid, Thema, WieBelIkWaarvoor
from .verhaal import VerhaalPage
from .voortgang import VoortgangPage

__all__ = [
    "AgendaPage",
    "AgendapuntPage",
    "Bijdrage",
    "BijeenkomstPage",
    "BijeenkomstenIndexPage",
    "GebiedPage",
    "GebiedenIndexPage",
    "GedeeldMet",
    "Herinnering",
    "NieuwsIndexPage",
    "NieuwsPage",
    "Partner",
    "Postcode",
    "Redactie",
    "TeamVanGebied",
    "Teamlid",
    "Thema",
    "Verantwoordelijke",
    "VerhaalPage",
    "VerhalenIndexPage",
    "Voorganger",
    "VoortgangPage",
    "WieBelIkWaarvoor",
]
