from .bestanden import Afbeelding, Bestand, Weergave
from .concept import GedeeldConcept, Opmerking
from .instellingen import SiteInstellingen, VoetLink
from .paginas import BasisPage, HomePage, SectiePage, TekstPage
from .redactie import RedactieInstellingen, RedactieTask
from .video import Video

__all__ = [
    "Afbeelding",
    "BasisPage",
    "Bestand",
    "GedeeldConcept",
    "HomePage",
    "Opmerking",
    "RedactieInstellingen",
    "RedactieTask",
    "SectiePage",
    "SiteInstellingen",
    "TekstPage",
    "Video",
    "VoetLink",
    "Weergave",
]
