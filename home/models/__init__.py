from .bestanden import Afbeelding, Bestand, Weergave
from .concept import GedeeldConcept, Opmerking
from .instellingen import SiteInstellingen, VoetLink
from .links import ExternAdres, Vindplaats
from .paginas import BasisPage, HomePage, SectiePage, TekstPage
from .redactie import RedactieInstellingen, RedactieTask
from .video import Video

__all__ = [
    "Afbeelding",
    "BasisPage",
    "Bestand",
    "ExternAdres",
    "GedeeldConcept",
    "HomePage",
    "Opmerking",
    "RedactieInstellingen",
    "RedactieTask",
    "SectiePage",
    "SiteInstellingen",
    "TekstPage",
    "Video",
    "Vindplaats",
    "VoetLink",
    "Weergave",
]
