from .aanvraag import Aanvraag, Aanvrager, Kostenregel
from .adres import Adreswijziging
from .bijlage import Bijlage, get_private_storage
from .budget import EFFECT, Boeking, Budget, BudgetFout
from .geschiedenis import Gebeurtenis, Inzage
from .instellingen import InitiatievenInstellingen
from .oordeel import Advies, Belang, Besluit, Oordeel, Reactie, Toets
from .paginas import AanvraagPage, InitiatievenIndexPage
from .regiegroep import Lidmaatschap, Regiegroep
from .steun import STEUN_OPEN, Steunbetuiging, Steunlink, Steunpoging
from .verantwoording import Foto, Toestemming, Uitgave, Verantwoording

__all__ = [
    "EFFECT",
    "STEUN_OPEN",
    "Aanvraag",
    "AanvraagPage",
    "Aanvrager",
    "Adreswijziging",
    "Advies",
    "Belang",
    "Besluit",
    "Bijlage",
    "Boeking",
    "Budget",
    "BudgetFout",
    "Foto",
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
    "Steunlink",
    "Steunpoging",
    "Toestemming",
    "Toets",
    "Uitgave",
    "Verantwoording",
    "get_private_storage",
]
