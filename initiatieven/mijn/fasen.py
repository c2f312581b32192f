"""What the stand of an application means for who asked: in plain words, with dates, and what comes next."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.formats import date_format

from initiatieven.standen import BIJ_BUREAU, LOOPT, TOEGEKEND, Melding, Stand

# For each stand: what is going on, and what comes next.
WOORDEN = {
    Stand.INGEDIEND: (
        "Wij hebben uw aanvraag",
        "Het subsidiebureau van de gemeente kijkt of alles erbij zit.",
        "Is alles er? Dan kijken wij of het plan in de regels past. Missen wij iets? Dan vragen wij het u.",
    ),
    Stand.AANVULLING: (
        "Wij hebben nog iets van u nodig",
        "Zonder dit kunnen wij niet verder.",
        "Hebben wij uw antwoord? Dan gaan wij verder met uw aanvraag.",
    ),
    Stand.BEHANDELING: (
        "Uw aanvraag is compleet",
        "Het subsidiebureau kijkt of uw plan in de regels past.",
        "Past het? Dan vragen wij de bewoners van de regiegroep om advies.",
    ),
    Stand.REGIEGROEP: (
        "De regiegroep bekijkt uw plan",
        "Dat zijn bewoners uit uw gebied. Zij letten op het plan en op de steun uit de buurt.",
        "Hun advies gaat naar de gemeente. De gemeente neemt het besluit.",
    ),
    Stand.ADVIES: (
        "De regiegroep heeft advies gegeven",
        "De gemeente neemt nu het besluit.",
        "U krijgt het besluit in een brief. Daarin staat ook waarom.",
    ),
    Stand.TOEGEKEND: (
        "U krijgt geld voor uw plan",
        "Gefeliciteerd. In de brief staat hoeveel u krijgt en wat wij afspreken.",
        "U voert uw plan uit. Daarna laat u hier zien hoe het ging.",
    ),
    Stand.GEDEELTELIJK: (
        "U krijgt een deel van het geld",
        "In de brief staat hoeveel u krijgt, waarom, en wat wij afspreken.",
        "U voert uw plan uit. Daarna laat u hier zien hoe het ging.",
    ),
    Stand.AFGEWEZEN: (
        "U krijgt geen geld voor uw plan",
        "In de brief staat waarom.",
        "Bent u het er niet mee eens? In de brief staat hoe u bezwaar maakt, en tot wanneer.",
    ),
    Stand.INGETROKKEN: (
        "U hebt uw aanvraag ingetrokken",
        "Wij doen er niets meer mee.",
        "Wilt u later toch geld vragen? Dan kunt u een nieuwe aanvraag doen.",
    ),
    Stand.BUITEN_BEHANDELING: (
        "Wij zijn gestopt met uw aanvraag",
        "Wij kregen niet op tijd wat wij nog nodig hadden.",
        "U mag een nieuwe aanvraag doen. In de brief staat hoe u bezwaar maakt.",
    ),
    Stand.UITGEVOERD: (
        "Dank u wel, uw plan is uitgevoerd",
        "Het subsidiebureau kijkt naar wat u schreef en naar de kosten.",
        "Klopt alles? Dan bent u klaar. Anders bellen of mailen wij u.",
    ),
    Stand.VERANTWOORD: (
        "Wat u liet zien, is goed",
        "Wij hebben uw verhaal en de kosten bekeken.",
        "U hoeft niets meer te doen. De gemeente legt het bedrag nog vast.",
    ),
    Stand.VASTGESTELD: ("Alles is klaar", "De gemeente heeft het bedrag vastgelegd.", "U hoeft niets meer te doen."),
    Stand.TERUGGEVORDERD: (
        "U moet geld terugbetalen",
        "In de brief staat hoeveel, waarom en voor wanneer.",
        "Bent u het er niet mee eens? In de brief staat hoe u bezwaar maakt.",
    ),
}
BESLUITEN = ("ken_toe", "ken_deels_toe", "wijs_af", "stel_buiten_behandeling")
# The stages, each with the steps that end it. The last one is only for who must account.
FASEN = [
    ("U vraagt geld aan", ("indienen",)),
    ("Het subsidiebureau kijkt of alles klopt", ("vraag_advies", "wijs_af", "stel_buiten_behandeling")),
    ("De regiegroep geeft advies", ("geef_advies",)),
    ("De gemeente neemt het besluit", BESLUITEN),
    ("U voert het plan uit", ("meld_uitgevoerd",)),
    ("Wij bekijken hoe het ging", ("keur_verantwoording_goed", "stel_vast")),
]
NU = {
    **dict.fromkeys((Stand.INGEDIEND, Stand.AANVULLING, Stand.BEHANDELING), 1),
    Stand.REGIEGROEP: 2,
    Stand.ADVIES: 3,
    **dict.fromkeys(TOEGEKEND, 4),
    Stand.UITGEVOERD: 5,
}
ZICHTBAAR = {Melding.VERDAAGD, Melding.BEZWAAR, Melding.GAAT_NIET_DOOR, Melding.VRAAG, Melding.ANTWOORD}
ZICHTBAAR |= {Melding.BEZORGD, Melding.BETAALD, Melding.TERUGBETAALD}
# Of these the applicant also reads what was written with it.
MET_TEKST = {"vraag_aanvulling", "vul_aan", "trek_in", *ZICHTBAAR}


@dataclass(frozen=True)
class Fase:
    naam: str
    # klaar, nu or straks
    wanneer: str
    datum: date | None = None


def get_fasen(aanvraag):
    """All stages; of an application that ended early those that it went through, and the end."""
    gezet = {gebeurtenis.soort: timezone.localdate(gebeurtenis.moment) for gebeurtenis in aanvraag.verloop}
    nu = NU.get(aanvraag.stand)
    fasen = []
    for nummer, (naam, einde) in enumerate(FASEN):
        datum = next((gezet[stap] for stap in einde if stap in gezet), None)
        if nu is None or nummer < nu:
            fasen += [Fase(naam, "klaar", datum)] if datum else []
        else:
            fasen.append(Fase(naam, "nu" if nummer == nu else "straks"))
    if aanvraag.stand in (Stand.INGETROKKEN, Stand.TERUGGEVORDERD):
        fasen.append(Fase(aanvraag.get_stand_display(), "nu", timezone.localdate(aanvraag.stand_sinds)))
    return fasen


def get_gebeurtenissen(aanvraag):
    """The history as the applicant may read it, newest first, without names of staff."""
    return [
        {"gebeurtenis": gebeurtenis, "tekst": gebeurtenis.toelichting if gebeurtenis.soort in MET_TEKST else ""}
        for gebeurtenis in reversed(aanvraag.verloop)
        if gebeurtenis.naar or gebeurtenis.soort in ZICHTBAAR
    ]


def explain_term(aanvraag, vandaag):
    """By when there is an answer, and why that is not simply thirteen weeks; a list of sentences."""
    klok = aanvraag.klok
    if not klok or aanvraag.stand not in (*LOOPT, Stand.AANVULLING):
        return []
    uiterlijk = klok.get_uiterlijk(vandaag)
    if aanvraag.stand == Stand.AANVULLING:
        zinnen = _explain_pause(klok, vandaag)
    elif uiterlijk < vandaag:
        zinnen = [
            f"U zou uiterlijk {_write(uiterlijk)} antwoord krijgen. Dat is niet gelukt, en dat spijt ons. "
            "U mag ons een brief of mail sturen waarin u vraagt om binnen twee weken te beslissen."
        ]
    else:
        zinnen = [f"U krijgt antwoord uiterlijk {_write(uiterlijk)}."]
    dagen = klok.count_paused(vandaag)
    if dagen and aanvraag.stand != Stand.AANVULLING:
        zinnen.append(f"De tijd stond {_count(dagen)} stil, omdat wij op uw antwoord wachtten. Die tellen wij erbij.")
    if klok.verdaagd:
        zinnen.append(f"Wij hebben u geschreven dat wij {_count(klok.verdaagd)} langer nodig hebben.")
    return zinnen


def explain_round(aanvraag, moment):
    """Where a plan in a round stands; a list of sentences. The place is told with the decision, not before."""
    ronde, stand, advies = aanvraag.ronde, aanvraag.stand, getattr(aanvraag, "advies", None)
    if not ronde or stand in (Stand.INGETROKKEN, Stand.BUITEN_BEHANDELING):
        zinnen = []
    elif advies and stand != Stand.ADVIES:
        zinnen = [f"Uw plan kwam bij {ronde} op plaats {advies.plaats}."] if advies.plaats else []
    elif advies:
        zinnen = [f"De regiegroep heeft de plannen van {ronde} op volgorde gezet. U leest de uitslag bij het besluit."]
    elif not ronde.is_gesloten(moment):
        zinnen = [
            f"Uw plan doet mee aan {ronde}. Die ronde is open tot {ronde.sluit_in_woorden}.",
            "Daarna zet de regiegroep alle plannen op volgorde.",
        ]
    elif stand == Stand.REGIEGROEP:
        zinnen = [f"Uw plan doet mee aan {ronde}. De leden van de regiegroep zetten de plannen nu op volgorde."]
    elif stand in BIJ_BUREAU:
        zinnen = [
            f"Uw plan doet mee aan {ronde}. Die ronde is gesloten.",
            "Eerst kijkt het subsidiebureau elk plan na. Dan zet de regiegroep alle plannen op volgorde.",
        ]
    else:
        zinnen = []
    return zinnen


def _explain_pause(klok, vandaag):
    if not klok.is_paused(vandaag):
        return ["De dag waarop wij uw antwoord nodig hadden is voorbij. Bel ons op 14 072 als u nog wilt antwoorden."]
    return [
        f"Stuur uw antwoord uiterlijk {_write(klok.pauzes[-1].uiterlijk)}.",
        "Zolang wij wachten, staat de tijd voor ons besluit stil. Na uw antwoord loopt die weer.",
    ]


def _write(dag):
    return date_format(dag, "l j F Y")


def _count(dagen):
    return "1 dag" if dagen == 1 else f"{dagen} dagen"
