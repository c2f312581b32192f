from .bijeenkomst import BijeenkomstPage
from .gebied import GebiedenIndexPage, GebiedPage, Postcode, TeamVanGebied
from .nieuws import NieuwsPage
from .overzicht import BijeenkomstenIndexPage, NieuwsIndexPage, VerhalenIndexPage
from .snippets import Partner, Teamlid, Thema, WieBelIkWaarvoor
from .verhaal import VerhaalPage

__all__ = [
    "BijeenkomstPage",
    "BijeenkomstenIndexPage",
    "GebiedPage",
    "GebiedenIndexPage",
    "NieuwsIndexPage",
    "NieuwsPage",
    "Partner",
    "Postcode",
    "TeamVanGebied",
    "Teamlid",
    "Thema",
    "VerhaalPage",
    "VerhalenIndexPage",
    "WieBelIkWaarvoor",
]
