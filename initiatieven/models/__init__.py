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
from .ronde import Ronde
from .steun import STEUN_OPEN, Steunbetuiging, Steunlink, Steunpoging
from .uitnodiging import Uitnodiging
from .verantwoording import Foto, Toestemming, Uitgave, Verantwoording
from .vergadering import Bespreekpunt, Sluiting, Vergadering

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
    "ExtraVraag",
    "Foto",
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
    "Ronde",
    "Sluiting",
    "Steunbetuiging",
    "Steunlink",
    "Steunpoging",
    "Toestemming",
    "Toets",
    "Uitgave",
    "Uitnodiging",
    "Verantwoording",
    "Vergadering",
    "VraagWoorden",
    "get_private_storage",
]
