from .aanvraag import Aanvraag, Aanvrager, Kostenregel
from .bijlage import Bijlage, get_private_storage
from .budget import EFFECT, Boeking, Budget, BudgetFout
from .formulier import AanvraagPage, ExtraVraag, VraagWoorden
from .geschiedenis import Gebeurtenis, Inzage
from .instellingen import InitiatievenInstellingen
from .oordeel import Advies, Belang, Besluit, Oordeel, Reactie, Toets
from .paginas import InitiatievenIndexPage
from .regiegroep import Lidmaatschap, Regiegroep
from .steun import Steunbetuiging

__all__ = [
    "EFFECT",
    "Aanvraag",
    "AanvraagPage",
    "Aanvrager",
    "Advies",
    "Belang",
    "Besluit",
    "Bijlage",
    "Boeking",
    "Budget",
    "BudgetFout",
    "ExtraVraag",
    "Gebeurtenis",
    "InitiatievenIndexPage",
    "InitiatievenInstellingen",
    "Inzage",
    "Kostenregel",
    "Lidmaatschap",
    "Oordeel",
    "Reactie",
    "Regiegroep",
    "Steunbetuiging",
    "Toets",
    "VraagWoorden",
    "get_private_storage",
]
