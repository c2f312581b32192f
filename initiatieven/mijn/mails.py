"""The mails to who asked, about the own application."""

from home.post import MailSoort, zet_klaar
from initiatieven.persoonlijk import get_link

GROET = "\n\nMet vriendelijke groet,\nSubsidiebureau van de gemeente Alkmaar\nTelefoon 14 072"
LINK = "\n\nU ziet uw aanvraag hier:\n[link]\nDeze link is alleen voor u. Geef hem niet aan anderen."
VAST = {"kenmerk": "nummer van de aanvraag", "plan": "naam van het plan", "naam": "naam van de aanvrager"}
MET_LINK = {**VAST, "link": "persoonlijke link"}


def give_mailsoorten():
    return [
        MailSoort(
            "mijn_links",
            "Link kwijt: de persoonlijke links",
            "Uw persoonlijke link",
            "Goedendag,\n\nU vroeg om de link naar uw aanvraag. Dit zijn uw plannen:\n\n[links]\n\n"
            "Een link is alleen voor u. Vroeg u hier niet om? Dan hoeft u niets te doen." + GROET,
            {"links": "elk plan met zijn link"},
        ),
        MailSoort(
            "mijn_nieuwe_link",
            "Nieuwe link nadat iemand anders de oude had",
            "Uw nieuwe persoonlijke link",
            "Goedendag [naam],\n\nUw aanvraag “[plan]” heeft een nieuwe link. De oude werkt niet meer." + LINK + GROET,
            MET_LINK,
        ),
        MailSoort(
            "mijn_antwoord",
            "Ontvangst van een antwoord of aanvulling",
            "Wij hebben uw antwoord: [kenmerk]",
            "Goedendag [naam],\n\nWij hebben uw antwoord over “[plan]” ontvangen. U schreef:\n\n[antwoord]"
            + LINK
            + GROET,
            {**MET_LINK, "antwoord": "wat de aanvrager schreef"},
        ),
        MailSoort(
            "mijn_ingetrokken",
            "Ontvangst van een intrekking",
            "Uw aanvraag is ingetrokken: [kenmerk]",
            "Goedendag [naam],\n\nU hebt uw aanvraag “[plan]” ingetrokken. Wij doen er niets meer mee." + GROET,
            VAST,
        ),
        MailSoort(
            "mijn_gaat_niet_door",
            "Ontvangst van de melding dat een plan niet doorgaat",
            "Wij hebben uw melding: [kenmerk]",
            "Goedendag [naam],\n\nU meldde dat “[plan]” niet doorgaat. Dank u wel dat u dat laat weten. Het "
            "subsidiebureau neemt contact met u op over het geld." + LINK + GROET,
            MET_LINK,
        ),
        MailSoort(
            "mijn_rekening",
            "Rekeningnummer opgegeven of veranderd",
            "Uw rekeningnummer is opgeslagen: [kenmerk]",
            "Goedendag [naam],\n\nBij uw aanvraag “[plan]” staat nu een rekening die [rekening]. Hebt u dat niet zelf "
            "gedaan? Bel ons dan meteen op 14 072." + GROET,
            {**VAST, "rekening": "de laatste vier cijfers"},
        ),
        MailSoort(
            "mijn_adrescode",
            "Code voor een nieuw e-mailadres",
            "Uw code",
            "Goedendag,\n\nUw code is: [code]\n\nVul hem binnen een uur in. Dan sturen wij berichten over uw aanvraag "
            "voortaan naar dit adres. Vroeg u hier niet om? Dan hoeft u niets te doen." + GROET,
            {"code": "de code"},
        ),
        MailSoort(
            "mijn_adres_veranderd",
            "Bericht aan het oude e-mailadres",
            "Uw e-mailadres is veranderd: [kenmerk]",
            "Goedendag [naam],\n\nBerichten over uw aanvraag “[plan]” gaan voortaan naar een ander e-mailadres. Hebt u "
            "dat niet zelf gedaan? Bel ons dan meteen op 14 072." + GROET,
            VAST,
        ),
    ]


def schrijf(aanvraag, soort, sleutel, aan="", **velden):
    """To the applicant, if there is an address; who has none is told by post."""
    aanvrager = aanvraag.aanvrager
    if aan := aan or aanvrager.email:
        zet_klaar(
            soort,
            aan,
            sleutel,
            kenmerk=aanvraag.kenmerk or "nog niet verzonden",
            plan=aanvraag.titel or "zonder naam",
            naam=aanvrager.naam or "bewoner",
            link=get_link(aanvraag),
            **velden,
        )
