from .bestanden import Afbeelding, Bestand, Weergave
from .controle import ALTIJD, MET_DATUM, Controle, Controlemail
from .instellingen import SiteInstellingen, VoetLink
from .paginas import BasisPage, HomePage, SectiePage, TekstPage
from .redactie import RedactieInstellingen, RedactieTask, TaakHerinnering
from .schrijven import Leesbaarheid, MoeilijkWoord
from .video import Video

__all__ = [
    "ALTIJD",
    "MET_DATUM",
    "Afbeelding",
    "BasisPage",
    "Bestand",
    "Controle",
    "Controlemail",
    "HomePage",
    "Leesbaarheid",
    "MoeilijkWoord",
    "RedactieInstellingen",
    "RedactieTask",
    "SectiePage",
    "SiteInstellingen",
    "TaakHerinnering",
    "TekstPage",
    "Video",
    "VoetLink",
    "Weergave",
]
