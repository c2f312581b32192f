from .bestanden import Afbeelding, Bestand, Weergave
from .instellingen import SiteInstellingen, VoetLink
from .paginas import BasisPage, HomePage, SectiePage, TekstPage
from .redactie import RedactieInstellingen, RedactieTask, TaakHerinnering
from .video import Video

__all__ = [
    "Afbeelding",
    "BasisPage",
    "Bestand",
    "HomePage",
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
