"""What an applicant is mailed until the application is with us. The municipality can word each otherwise."""

import hashlib
from datetime import timedelta

from django.utils import timezone
from django.utils.formats import date_format

from home.models import Mail
from home.post import MailSoort, zet_klaar
from initiatieven.models import InitiatievenInstellingen
from initiatieven.persoonlijk import get_link

SLOT = "Vragen? Bel 14 072 op werkdagen van 8.30 tot 17.00 uur, of mail naar subsidiebureau@alkmaar.nl."
LINK = {"link": "de persoonlijke link naar de aanvraag"}
DAG = {"dag": "de dag waarop de aanvraag wordt verwijderd"}
KENMERK = {
    "kenmerk": "het kenmerk",
    "ontvangen": "de dag van ontvangst",
    "uiterlijk": "de laatste dag voor het besluit",
}


def write(*alineas, slot=(SLOT,)):
    return "\n\n".join(["Beste bewoner,", *alineas, *slot])


BEWAARD = MailSoort(
    "aanvraag_bewaard",
    "Aanvraag bewaard (nog niet verzonden)",
    "Uw aanvraag is bewaard, maar nog niet verzonden",
    write(
        "U bent begonnen met een aanvraag voor een bewonersinitiatief. Uw aanvraag is nog niet verzonden.",
        "Met deze link gaat u verder, op elke telefoon of computer:\n[link]",
        "Geef de link aan niemand anders: wie hem heeft, ziet wat u invulde.",
        "Doet u niets? Dan verwijderen wij alles op [dag]. Hebt u dit niet aangevraagd? Ook dan hoeft u niets te doen.",
    ),
    LINK | DAG,
)
CODE = MailSoort(
    "aanvraag_code",
    "Code om het e-mailadres te bevestigen",
    "Uw code om de aanvraag te versturen",
    write(
        "Uw code is:",
        "[code]",
        "Vul hem in op de pagina waar u om de code werd gevraagd. De code werkt een kwartier. Daarna is uw aanvraag "
        "verzonden.",
        "Vroeg u niet om een code? Dan hoeft u niets te doen.",
    ),
    {"code": "de code van zes cijfers"},
)
HERINNERING = MailSoort(
    "aanvraag_herinnering",
    "Herinnering: aanvraag nog niet verzonden",
    "Uw aanvraag is nog niet verzonden",
    write(
        "U begon met een aanvraag voor een bewonersinitiatief, maar u hebt hem nog niet verzonden. Op [dag] "
        "verwijderen wij wat u hebt ingevuld.",
        "Wilt u de aanvraag nog versturen? Ga dan verder met deze link:\n[link]",
        "Wilt u niet meer aanvragen? Dan hoeft u niets te doen.",
    ),
    LINK | DAG,
)
ONTVANGST = MailSoort(
    "aanvraag_ontvangst",
    "Ontvangstbevestiging",
    "Wij hebben uw aanvraag ontvangen ([kenmerk])",
    write(
        "Wij hebben uw aanvraag ontvangen op [ontvangen]. Het kenmerk is [kenmerk]. Noem dat als u ons belt of mailt.",
        "U krijgt antwoord op [uiterlijk] of eerder. Tot die tijd gaat het zo:\n"
        "- Het subsidiebureau kijkt of de aanvraag compleet is. Missen wij iets? Dan vragen wij u erom.\n"
        "- De regiegroep van bewoners geeft advies over uw plan.\n"
        "- De gemeente besluit. U krijgt een brief.",
        "Hier volgt u uw aanvraag:\n[link]",
        slot=(SLOT, "Dit hebt u ons gestuurd:", "[overzicht]"),
    ),
    KENMERK | LINK | {"overzicht": "alles wat is ingevuld"},
)
HELPER = MailSoort(
    "aanvraag_helper",
    "Bericht aan wie hielp met invullen",
    "De aanvraag waarbij u hielp is verzonden ([kenmerk])",
    write(
        "U hielp iemand met een aanvraag voor een bewonersinitiatief. De aanvraag is verzonden op [ontvangen] en heeft "
        "kenmerk [kenmerk]. De aanvrager krijgt antwoord op [uiterlijk] of eerder.",
        "Hielp u niemand? Laat het ons dan weten.",
    ),
    KENMERK,
)


def give_mailsoorten():
    return [BEWAARD, CODE, HERINNERING, ONTVANGST, HELPER]


def make_sleutel(aanvraag, *delen):
    """The event. All mails of one application begin alike, so that they go when it goes."""
    return ":".join(["aanvraag", str(aanvraag.pk), *map(str, delen)])


def mail_bewaard(aanvraag):
    """Once a day for an address, however often somebody saves."""
    email = aanvraag.aanvrager.email
    adres = hashlib.sha256(email.encode()).hexdigest()[:12]
    sleutel = make_sleutel(aanvraag, "bewaard", aanvraag.linkversie, adres, timezone.localdate())
    return zet_klaar(BEWAARD.sleutel, email, sleutel, link=get_link(aanvraag), dag=show(get_verwijderdag(aanvraag)))


def mail_code(aanvrager, code):
    """The same event within a minute: a page that was sent twice."""
    minuut = int(timezone.now().timestamp()) // 60
    sleutel = make_sleutel(aanvrager.aanvraag, "code", minuut)
    return zet_klaar(CODE.sleutel, aanvrager.email, sleutel, code=code)


def mail_herinnering(aanvraag, dagen):
    """False when this reminder was sent before."""
    dag = get_verwijderdag(aanvraag)
    sleutel = make_sleutel(aanvraag, "herinnering", dagen, dag)
    if Mail.objects.filter(sleutel=sleutel).exists():
        return False
    zet_klaar(HERINNERING.sleutel, aanvraag.aanvrager.email, sleutel, link=get_link(aanvraag), dag=show(dag))
    return True


def mail_ontvangst(aanvraag, overzicht):
    aanvrager = aanvraag.aanvrager
    velden = {
        "kenmerk": aanvraag.kenmerk,
        "ontvangen": show(timezone.localdate(aanvraag.ingediend_op)),
        "uiterlijk": show(aanvraag.uiterlijk),
    }
    sleutel = make_sleutel(aanvraag, "ontvangst")
    zet_klaar(ONTVANGST.sleutel, aanvrager.email, sleutel, link=get_link(aanvraag), overzicht=overzicht, **velden)
    if aanvrager.helper_email:
        zet_klaar(HELPER.sleutel, aanvrager.helper_email, make_sleutel(aanvraag, "helper"), **velden)


def delete_mails(aanvraag):
    Mail.objects.filter(sleutel__startswith=make_sleutel(aanvraag, "")).delete()


def get_verwijderdag(aanvraag):
    dagen = InitiatievenInstellingen.load_default().concept_dagen
    return timezone.localdate(aanvraag.gewijzigd_op) + timedelta(days=dagen)


def show(dag):
    return date_format(dag, "j F Y")
