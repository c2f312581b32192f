from .aanvraag import Aanvraag, Aanvrager, Kostenregel
from .adres import Adreswijziging
from .bijlage import Bijlage, get_private_storage
from .brief import Brief, BriefTekst
from .budget import EFFECT, Boeking, Budget, BudgetFout
from .formulier import AanvraagPage, ExtraVraag, VraagWoorden
from .geschiedenis import Gebeurtenis, Inzage
from .initiatief import InitiatiefPage
from .instellingen import InitiatievenInstellingen
from .oordeel import Advies, Belang, Besluit, Oordeel, Reactie, Toets
from .paginas import InitiatievenIndexPage
from .regiegroep import Lidmaatschap, Regiegroep
from .steun import Steunbetuiging
from .uitnodiging import Uitnodiging
from .vergadering import Bespreekpunt, Sluiting, Vergadering
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
    "Bespreekpunt",
    "Bijlage",
    "Boeking",
    "Brief",
    "BriefTekst",
    "Budget",
    "BudgetFout",
    "Foto",
    "ExtraVraag",
    "Gebeurtenis",
    "InitiatiefPage",
    "InitiatievenIndexPage",
    "InitiatievenInstellingen",
    "Inzage",
    "Kostenregel",
    "Lidmaatschap",
    "Oordeel",
    "Reactie",
    "Regiegroep",
    "Sluiting",
    "Steunbetuiging",
    "Steunlink",
    "Steunpoging",
    "Toestemming",
    "Toets",
    "Uitnodiging",
    "Vergadering",
    "Uitgave",
    "Verantwoording",
    "VraagWoorden",
    "get_private_storage",
]
