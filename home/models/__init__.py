from .bestanden import Afbeelding, Bestand, Weergave
from .bundel import Bundel, BundelPage
from .hartslag import Hartslag
from .instellingen import SiteInstellingen, VoetLink
from .paginas import BasisPage, HomePage, SectiePage, TekstPage
from .redactie import RedactieInstellingen, RedactieTask
from .video import Video

__all__ = [
    "Afbeelding",
    "BasisPage",
    "Bestand",
    "Bundel",
    "BundelPage",
    "Hartslag",
    "HomePage",
    "RedactieInstellingen",
    "RedactieTask",
    "SectiePage",
    "SiteInstellingen",
    "TekstPage",
    "Video",
    "VoetLink",
    "Weergave",
]
