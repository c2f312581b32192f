"""What the applicant hears from the desk. No subject says what was decided."""

from django.utils.formats import date_format

from home.post import MailSoort, zet_klaar
from initiatieven.persoonlijk import get_link

# The key of each mail about an application is kind:number, and of no other mail; a pattern for that number.
SLEUTEL_VAN = r"^[a-z_-]+:{}(:|$)"
ONDERWERP = "Er is nieuws over uw aanvraag [kenmerk]"
VELDEN = {
    "kenmerk": "het kenmerk van de aanvraag",
    "naam": "de naam van de aanvrager",
    "link": "de persoonlijke link",
}
SLOT = """
Met deze link leest u alles over uw aanvraag:
[link]

De link is alleen voor u. Stuur hem niet door. Hebt u vragen? Bel 14 072.

Gemeente Alkmaar, subsidiebureau"""


def make_soort(sleutel, naam, tekst, eigen=None):
    return MailSoort(
        f"aanvraag_{sleutel}", naam, ONDERWERP, f"Beste [naam],\n\n{tekst}\n{SLOT}", VELDEN | (eigen or {})
    )


SOORTEN = [
    make_soort("nieuws", "Nieuws over een aanvraag", "Er is nieuws over uw aanvraag [kenmerk]."),
    make_soort("brief", "Een brief staat klaar", "Er staat een brief voor u klaar over uw aanvraag [kenmerk]."),
    make_soort(
        "aanvulling",
        "Wij missen nog iets",
        "Wij kunnen uw aanvraag [kenmerk] nog niet beoordelen, want wij missen nog iets:\n\n[tekst]\n\n"
        "Stuur dit uiterlijk [uiterlijk]. Tot die dag wachten wij met beoordelen.",
        {"tekst": "wat er ontbreekt", "uiterlijk": "de dag waarop het er moet zijn"},
    ),
    make_soort(
        "vraag", "Een vraag", "Wij hebben een vraag over uw aanvraag [kenmerk]:\n\n[tekst]", {"tekst": "de vraag"}
    ),
]


def give_soorten():
    return SOORTEN


def mail_aanvrager(soort, gebeurtenis):
    """Queues the mail about this event. Who gave no address hears it by letter or telephone: then None."""
    aanvraag = gebeurtenis.aanvraag
    aanvrager = aanvraag.aanvrager
    if not aanvrager.email:
        return None
    return zet_klaar(
        f"aanvraag_{soort}",
        aanvrager.email,
        # By this shape retention finds the mails of an application.
        f"aanvraag_{soort}:{aanvraag.pk}:{gebeurtenis.pk}",
        kenmerk=aanvraag.kenmerk,
        naam=aanvrager.naam or "aanvrager",
        link=get_link(aanvraag),
        tekst=gebeurtenis.toelichting,
        uiterlijk=date_format(gebeurtenis.uiterlijk, "l j F Y") if gebeurtenis.uiterlijk else "",
    )
