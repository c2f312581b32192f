"""The life of an application in one table: which stand follows which, by whose act. Code, screens and docs read it."""

from dataclasses import dataclass

from django.db import models


class Stand(models.TextChoices):
    CONCEPT = "concept", "Nog niet verzonden"
    INGEDIEND = "ingediend", "Ingediend"
    AANVULLING = "aanvulling", "Aanvulling gevraagd"
    BEHANDELING = "behandeling", "In behandeling"
    REGIEGROEP = "regiegroep", "Bij de regiegroep"
    ADVIES = "advies", "Advies uitgebracht"
    TOEGEKEND = "toegekend", "Toegekend"
    GEDEELTELIJK = "gedeeltelijk", "Gedeeltelijk toegekend"
    AFGEWEZEN = "afgewezen", "Afgewezen"
    INGETROKKEN = "ingetrokken", "Ingetrokken"
    BUITEN_BEHANDELING = "buiten_behandeling", "Buiten behandeling"
    UITGEVOERD = "uitgevoerd", "Uitgevoerd"
    VERANTWOORD = "verantwoord", "Verantwoord"
    VASTGESTELD = "vastgesteld", "Vastgesteld"
    TERUGGEVORDERD = "teruggevorderd", "Teruggevorderd"


class Wie(models.TextChoices):
    AANVRAGER = "aanvrager", "de aanvrager"
    BUREAU = "bureau", "het subsidiebureau"
    REGIEGROEP = "regiegroep", "de regiegroep"
    BESLISSER = "beslisser", "de beslisser"
    SITE = "site", "de site"


# The clock of the decision term runs in these, and stands still in AANVULLING (Awb 4:15).
LOOPT = (Stand.INGEDIEND, Stand.BEHANDELING, Stand.REGIEGROEP, Stand.ADVIES)
ONBESLIST = (*LOOPT, Stand.AANVULLING)
# The desk still looks at it, or waits for the applicant.
BIJ_BUREAU = (Stand.INGEDIEND, Stand.AANVULLING, Stand.BEHANDELING)
TOEGEKEND = (Stand.TOEGEKEND, Stand.GEDEELTELIJK)
# Money was granted and has not been given back.
GEHONOREERD = (*TOEGEKEND, Stand.UITGEVOERD, Stand.VERANTWOORD, Stand.VASTGESTELD)
AFGESLOTEN = (
    Stand.AFGEWEZEN,
    Stand.INGETROKKEN,
    Stand.BUITEN_BEHANDELING,
    Stand.VASTGESTELD,
    Stand.TERUGGEVORDERD,
)


@dataclass(frozen=True)
class Stap:
    """One step: `titel` is what the history says of it."""

    naam: str
    titel: str
    van: tuple
    naar: Stand
    wie: Wie


STAPPEN = {
    stap.naam: stap
    for stap in (
        Stap("indienen", "Aanvraag ingediend", (Stand.CONCEPT,), Stand.INGEDIEND, Wie.AANVRAGER),
        Stap(
            "vraag_aanvulling",
            "Aanvulling gevraagd",
            (Stand.INGEDIEND, Stand.BEHANDELING),
            Stand.AANVULLING,
            Wie.BUREAU,
        ),
        Stap("vul_aan", "Aanvraag aangevuld", (Stand.AANVULLING,), Stand.INGEDIEND, Wie.AANVRAGER),
        Stap("neem_in_behandeling", "Compleet bevonden", (Stand.INGEDIEND,), Stand.BEHANDELING, Wie.BUREAU),
        Stap("vraag_advies", "Advies gevraagd aan de regiegroep", (Stand.BEHANDELING,), Stand.REGIEGROEP, Wie.BUREAU),
        Stap("geef_advies", "Advies van de regiegroep vastgelegd", (Stand.REGIEGROEP,), Stand.ADVIES, Wie.REGIEGROEP),
        Stap("ken_toe", "Subsidie toegekend", (Stand.ADVIES,), Stand.TOEGEKEND, Wie.BESLISSER),
        Stap("ken_deels_toe", "Subsidie gedeeltelijk toegekend", (Stand.ADVIES,), Stand.GEDEELTELIJK, Wie.BESLISSER),
        # What does not fit the rules at all need not go past the regiegroep.
        Stap("wijs_af", "Aanvraag afgewezen", (Stand.BEHANDELING, Stand.ADVIES), Stand.AFGEWEZEN, Wie.BESLISSER),
        Stap(
            "stel_buiten_behandeling",
            "Buiten behandeling gesteld",
            (Stand.AANVULLING,),
            Stand.BUITEN_BEHANDELING,
            Wie.BESLISSER,
        ),
        Stap("trek_in", "Aanvraag ingetrokken", ONBESLIST, Stand.INGETROKKEN, Wie.AANVRAGER),
        Stap("meld_uitgevoerd", "Initiatief uitgevoerd", TOEGEKEND, Stand.UITGEVOERD, Wie.AANVRAGER),
        Stap(
            "keur_verantwoording_goed", "Verantwoording goedgekeurd", (Stand.UITGEVOERD,), Stand.VERANTWOORD, Wie.BUREAU
        ),
        Stap(
            "stel_vast", "Subsidie vastgesteld", (Stand.UITGEVOERD, Stand.VERANTWOORD), Stand.VASTGESTELD, Wie.BESLISSER
        ),
        Stap(
            "vorder_terug",
            "Subsidie teruggevorderd",
            (*TOEGEKEND, Stand.UITGEVOERD, Stand.VERANTWOORD),
            Stand.TERUGGEVORDERD,
            Wie.BESLISSER,
        ),
    )
}


class Melding(models.TextChoices):
    """What is recorded without a change of stand."""

    VERDAAGD = "verdaagd", "Beslistermijn verdaagd"
    BEZWAAR = "bezwaar", "Bezwaar ingediend"
    GAAT_NIET_DOOR = "gaat_niet_door", "Gaat niet door"
    VRAAG = "vraag", "Vraag gesteld"
    ANTWOORD = "antwoord", "Vraag beantwoord"
    AANTEKENING = "aantekening", "Aantekening"
    BEZORGD = "bezorgd", "Brief bezorgd"
    BETAALD = "betaald", "Subsidie betaald"
    TERUGBETAALD = "terugbetaald", "Geld terugbetaald"
    FOTO_WEG = "foto_weg", "Foto weggehaald"


class StapFout(Exception):
    """The act cannot be done in this stand; the text is for whoever tried."""
