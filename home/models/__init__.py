from .bestanden import Afbeelding, Bestand, Weergave
from .bundel import Bundel, BundelPage
from .concept import GedeeldConcept, Opmerking
from .controle import ALTIJD, MET_DATUM, Controle, Controlemail
from .hartslag import Hartslag
from .instellingen import OnthoudenInstelling, SiteInstellingen, VoetLink
from .links import ExternAdres, Vindplaats
from .paginas import BasisPage, HomePage, SectiePage, TekstPage
from .post import Mail, MailInstellingen, MailTekst
from .redactie import RedactieInstellingen, RedactieTask, TaakHerinnering
from .schrijven import Leesbaarheid, MoeilijkWoord
from .video import Video
from .wijziging import Wijziging

__all__ = [
    "ALTIJD",
    "MET_DATUM",
    "Afbeelding",
    "BasisPage",
    "Bestand",
    "Bundel",
    "BundelPage",
    "Controle",
    "Controlemail",
    "ExternAdres",
    "GedeeldConcept",
    "Hartslag",
    "HomePage",
    "Leesbaarheid",
    "Mail",
    "MailInstellingen",
    "MailTekst",
    "MoeilijkWoord",
    "OnthoudenInstelling",
    "Opmerking",
    "RedactieInstellingen",
    "RedactieTask",
    "SectiePage",
    "SiteInstellingen",
    "TaakHerinnering",
    "TekstPage",
    "Video",
    "Vindplaats",
    "VoetLink",
    "Weergave",
    "Wijziging",
]
