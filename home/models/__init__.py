from .bestanden import Afbeelding, Bestand, Weergave
from .instellingen import SiteInstellingen, VoetLink
from .paginas import BasisPage, HomePage, SectiePage, TekstPage
from .redactie import RedactieInstellingen, RedactieTask
from .schrijven import Leesbaarheid, MoeilijkWoord
from .video import Video

__all__ = [
    "Afbeelding",
    "BasisPage",
    "Bestand",
    "HomePage",
    "Leesbaarheid",
    "MoeilijkWoord",
    "RedactieInstellingen",
    "RedactieTask",
    "SectiePage",
    "SiteInstellingen",
    "TekstPage",
    "Video",
    "VoetLink",
    "Weergave",
]
