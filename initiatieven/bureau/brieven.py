"""The letters: which one belongs to which event, and their words, which the municipality may change."""

import re
from dataclasses import dataclass

from initiatieven.models import BriefTekst
from initiatieven.standen import Melding

PLEK = re.compile(r"\[([a-z_]+)\]")
VELDEN = {
    "naam": "naam van de aanvrager",
    "kenmerk": "kenmerk van de aanvraag",
    "titel": "naam van het plan",
    "ingediend": "dag van ontvangst",
    "beslisdag": "dag waarop het besluit er uiterlijk is",
    "gevraagd": "gevraagd bedrag",
    "regiegroep": "naam van de regiegroep",
    "toelichting": "wat bij deze stap is geschreven",
}
VELDEN_AANVULLING = {**VELDEN, "uiterlijk": "dag waarop de aanvulling er moet zijn"}
VELDEN_VERDAGING = {**VELDEN, "dagen": "aantal dagen uitstel"}
VELDEN_BESLUIT = {
    **VELDEN,
    "bedrag": "toegekend bedrag",
    "motivering": "waarom dit besluit",
    "voorwaarden": "voorwaarden",
    "afwijking": "waarom anders dan het advies",
    "advies": "wie advies gaf, wanneer, en wat",
    "verantwoorden": "of de aanvrager moet laten zien hoe het ging",
}
VELDEN_GELD = {
    **VELDEN,
    "bedrag": "toegekend bedrag",
    "vast": "vastgesteld bedrag",
    "terug": "terug te betalen bedrag",
    "terugbetalen": "hoeveel er terug moet, als er meer is betaald dan is vastgesteld",
}
VELDEN_BEZWAAR = {"bezwaar_tot": "laatste dag om bezwaar te maken", "bezwaar_weken": "aantal weken", **VELDEN}
BESLUIT_VERPLICHT = ("motivering", "advies")

BEGIN = "Beste [naam],\n\nOp [ingediend] kregen wij uw aanvraag voor “[titel]”. U vroeg [gevraagd]."
BEL = "Hebt u vragen? Bel 14 072, op werkdagen van 8.30 tot 17.00 uur. Noem het kenmerk [kenmerk]."


@dataclass(frozen=True)
class BriefSoort:
    """`bij` are the steps and notices that it belongs to. What is `verplicht` an editor cannot leave out."""

    sleutel: str
    naam: str
    onderwerp: str
    tekst: str
    bij: tuple = ()
    velden: dict | None = None
    verplicht: tuple = ()
    bezwaar: bool = False


SOORTEN = [
    BriefSoort(
        "ontvangst",
        "Ontvangst",
        "Wij hebben uw aanvraag ontvangen",
        f"{BEGIN}\n\nWij kijken eerst of uw aanvraag compleet is. Daarna vragen wij advies aan de bewoners van "
        "[regiegroep]. U krijgt uiterlijk op [beslisdag] ons besluit.\n\n" + BEL,
        ("indienen",),
        VELDEN,
        ("beslisdag",),
    ),
    BriefSoort(
        "aanvulling",
        "Aanvulling gevraagd",
        "Wij missen nog iets bij uw aanvraag",
        f"{BEGIN}\n\nWij kunnen de aanvraag nog niet beoordelen. Wij missen:\n\n[toelichting]\n\n"
        "Stuur dit uiterlijk [uiterlijk]. Tot die dag staat de termijn voor ons besluit stil. Krijgen wij het niet op "
        "tijd? Dan kunnen wij besluiten uw aanvraag niet te behandelen.\n\n" + BEL,
        ("vraag_aanvulling",),
        VELDEN_AANVULLING,
        ("toelichting", "uiterlijk"),
    ),
    BriefSoort(
        "verdaging",
        "Verdaging",
        "Ons besluit komt later",
        f"{BEGIN}\n\nWij hebben meer tijd nodig voor ons besluit:\n\n[toelichting]\n\n"
        "Wij nemen [dagen] dagen langer de tijd. U krijgt ons besluit uiterlijk op [beslisdag].\n\n" + BEL,
        (Melding.VERDAAGD,),
        VELDEN_VERDAGING,
        ("beslisdag", "toelichting"),
    ),
    BriefSoort(
        "toekenning",
        "Toekenning",
        "U krijgt subsidie voor uw plan",
        f"{BEGIN}\n\nWij kennen u een subsidie toe van [bedrag].\n\n[motivering]\n\n[advies]\n\n[afwijking]\n\n"
        "[voorwaarden]\n\n[verantwoorden]\n\n"
        "Gaat uw plan niet door of verandert het? Meld dat ons binnen twee weken.\n\n" + BEL,
        ("ken_toe",),
        VELDEN_BESLUIT,
        (*BESLUIT_VERPLICHT, "bedrag", "voorwaarden"),
        bezwaar=True,
    ),
    BriefSoort(
        "deels",
        "Gedeeltelijke toekenning",
        "U krijgt voor een deel subsidie voor uw plan",
        f"{BEGIN}\n\nWij kennen u een subsidie toe van [bedrag]. Dat is minder dan u vroeg.\n\n[motivering]\n\n"
        "[advies]\n\n[afwijking]\n\n[voorwaarden]\n\n[verantwoorden]\n\n"
        "Gaat uw plan niet door of verandert het? Meld dat ons binnen twee weken.\n\n" + BEL,
        ("ken_deels_toe",),
        VELDEN_BESLUIT,
        (*BESLUIT_VERPLICHT, "bedrag", "voorwaarden"),
        bezwaar=True,
    ),
    BriefSoort(
        "afwijzing",
        "Afwijzing",
        "Ons besluit over uw plan",
        f"{BEGIN}\n\nWij wijzen uw aanvraag af. U krijgt geen subsidie.\n\n[motivering]\n\n[advies]\n\n[afwijking]\n\n"
        "Wilt u met ons kijken wat wel kan? Bel ons dan gerust. " + BEL,
        ("wijs_af",),
        VELDEN_BESLUIT,
        BESLUIT_VERPLICHT,
        bezwaar=True,
    ),
    BriefSoort(
        "buiten_behandeling",
        "Buiten behandeling",
        "Wij behandelen uw aanvraag niet verder",
        f"{BEGIN}\n\nWij vroegen u om de aanvraag aan te vullen. Dat is niet op tijd gebeurd. Daarom behandelen wij uw "
        "aanvraag niet verder.\n\n[motivering]\n\nU mag altijd opnieuw aanvragen.\n\n" + BEL,
        ("stel_buiten_behandeling",),
        VELDEN_BESLUIT,
        ("motivering",),
        bezwaar=True,
    ),
    BriefSoort(
        "vaststelling",
        "Vaststelling",
        "Uw subsidie is vastgesteld",
        "Beste [naam],\n\nU kreeg subsidie voor “[titel]”: [bedrag]. Wij stellen de subsidie vast op [vast].\n\n"
        "[toelichting]\n\n[terugbetalen]\n\n" + BEL,
        ("stel_vast",),
        VELDEN_GELD,
        ("vast", "toelichting", "terugbetalen"),
        bezwaar=True,
    ),
    BriefSoort(
        "terugvordering",
        "Terugvordering",
        "U moet subsidie terugbetalen",
        "Beste [naam],\n\nU kreeg subsidie voor “[titel]”: [bedrag]. Wij vorderen daarvan [terug] terug.\n\n"
        "[toelichting]\n\nU krijgt van ons een rekening. Lukt betalen niet in één keer? Bel ons: dan zoeken wij samen "
        "een oplossing.\n\n" + BEL,
        ("vorder_terug",),
        VELDEN_GELD,
        ("terug", "toelichting"),
        bezwaar=True,
    ),
    BriefSoort(
        "bezwaar",
        "Bezwaar maken (onder elk besluit)",
        "Bent u het er niet mee eens?",
        "Maak dan bezwaar, uiterlijk op [bezwaar_tot]. Dat is [bezwaar_weken] weken na de dag van deze brief. Schrijf "
        "in uw brief:\n\n- uw naam en adres\n- de datum\n- het kenmerk [kenmerk]\n- waarom u het er niet mee eens "
        "bent\n\nZet uw handtekening en stuur de brief naar: het college van burgemeester en wethouders van Alkmaar, "
        "Postbus 53, 1800 BC Alkmaar. U kunt ook digitaal bezwaar maken op alkmaar.nl. Bel ons gerust eerst: vaak lost "
        "een gesprek al veel op.",
        (),
        VELDEN_BEZWAAR,
        ("bezwaar_tot",),
    ),
]
PER_SLEUTEL = {soort.sleutel: soort for soort in SOORTEN}
PER_GEBEURTENIS = {str(bij): soort for soort in SOORTEN for bij in soort.bij}
# To whom takes mail these two have been said in the mail; on paper each needs its letter.
ALLEEN_OP_PAPIER = ("indienen", "vraag_aanvulling")
ALTIJD = tuple(bij for bij in PER_GEBEURTENIS if bij not in ALLEEN_OP_PAPIER)


def get_tekst(soort):
    """The words of the municipality, or those of the site."""
    eigen = BriefTekst.objects.filter(soort=soort.sleutel).first()
    return eigen.tekst if eigen else soort.tekst


def find_mistakes(soort, tekst):
    """What is wrong with a text that somebody changed, in sentences."""
    gebruikt = PLEK.findall(tekst)
    for naam in sorted(set(gebruikt) - set(soort.velden)):
        yield f"[{naam}] kennen wij niet. Kijk in de lijst welke woorden tussen haken u kunt gebruiken."
    for naam in soort.verplicht:
        if naam not in gebruikt:
            yield f"[{naam}] moet in deze brief staan: {soort.velden[naam]}."


def fill(tekst, velden):
    """The text with its places filled in; a paragraph that comes out empty goes."""
    gevuld = PLEK.sub(lambda plek: velden.get(plek[1], plek[0]), tekst)
    return "\n\n".join(alinea.strip() for alinea in re.split(r"\n\s*\n", gevuld) if alinea.strip())


def split_blocks(tekst):
    """Paragraphs and lists, for the page: a list is a paragraph of which each line begins with a dash."""
    for alinea in re.split(r"\n\s*\n", tekst.strip()):
        regels = [regel.strip() for regel in alinea.splitlines()]
        if all(regel.startswith("- ") for regel in regels):
            yield {"lijst": [regel[2:] for regel in regels]}
        else:
            yield {"regels": regels}
