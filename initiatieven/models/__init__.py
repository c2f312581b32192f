from .aanvraag import Aanvraag, Aanvrager, Kostenregel
from .bijlage import Bijlage, get_private_storage
from .brief import Brief, BriefTekst
from .budget import EFFECT, Boeking, Budget, BudgetFout
from .geschiedenis import Gebeurtenis, Inzage
from .initiatief import InitiatiefPage
from .instellingen import InitiatievenInstellingen
from .oordeel import Advies, Belang, Besluit, Oordeel, Reactie, Toets
from .paginas import AanvraagPage, InitiatievenIndexPage
from .regiegroep import Lidmaatschap, Regiegroep
from .steun import Steunbetuiging
from .uitnodiging import Uitnodiging
from .vergadering import Bespreekpunt, Sluiting, Vergadering

__all__ = [
    "EFFECT",
    "Aanvraag",
    "AanvraagPage",
    "Aanvrager",
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
    "Toets",
    "Uitnodiging",
    "Vergadering",
    "get_private_storage",
]
