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

BEWAARD = MailSoort(
    "aanvraag_bewaard",
    "Aanvraag bewaard (nog niet verzonden)",
    "Uw aanvraag is bewaard, maar nog niet verzonden",
    "Beste bewoner,\n\nU bent begonnen met een aanvraag voor een bewonersinitiatief. Uw aanvraag is nog niet verzonden."
    "\n\nMet deze link gaat u verder, op elke telefoon of computer:\n[link]\n\nGeef de link aan niemand anders: wie hem "
    f"heeft, ziet wat u invulde. Doet u niets? Dan verwijderen wij alles op [dag].\n\nHebt u dit niet aangevraagd? Dan "
    f"hoeft u niets te doen.\n\n{SLOT}",
    LINK | DAG,
)
CODE = MailSoort(
    "aanvraag_code",
    "Code om het e-mailadres te bevestigen",
    "Uw code om de aanvraag te versturen",
    "Beste bewoner,\n\nUw code is:\n\n[code]\n\nVul hem in op de pagina waar u om de code werd gevraagd. De code werkt "
    f"een kwartier. Daarna is uw aanvraag verzonden.\n\nVroeg u niet om een code? Dan hoeft u niets te doen.\n\n{SLOT}",
    {"code": "de code van zes cijfers"},
)
HERINNERING = MailSoort(
    "aanvraag_herinnering",
    "Herinnering: aanvraag nog niet verzonden",
    "Uw aanvraag is nog niet verzonden",
    "Beste bewoner,\n\nU begon met een aanvraag voor een bewonersinitiatief, maar u hebt hem nog niet verzonden. Op [dag] "
    "verwijderen wij wat u hebt ingevuld.\n\nWilt u de aanvraag nog versturen? Ga dan verder met deze link:\n[link]\n\n"
    f"Wilt u niet meer aanvragen? Dan hoeft u niets te doen.\n\n{SLOT}",
    LINK | DAG,
)
ONTVANGST = MailSoort(
    "aanvraag_ontvangst",
    "Ontvangstbevestiging",
    "Wij hebben uw aanvraag ontvangen ([kenmerk])",
    "Beste bewoner,\n\nWij hebben uw aanvraag ontvangen op [ontvangen]. Het kenmerk is [kenmerk]. Noem dat als u ons belt "
    "of mailt.\n\nU krijgt antwoord op [uiterlijk] of eerder. Tot die tijd gaat het zo:\n- Het subsidiebureau kijkt of de "
    "aanvraag compleet is. Missen wij iets? Dan vragen wij u erom.\n- De regiegroep van bewoners geeft advies over uw "
    "plan.\n- De gemeente besluit. U krijgt een brief.\n\nHier volgt u uw aanvraag:\n[link]\n\n"
    f"{SLOT}\n\nDit hebt u ons gestuurd:\n\n[overzicht]",
    {
        "kenmerk": "het kenmerk",
        "ontvangen": "de dag van ontvangst",
        "uiterlijk": "de laatste dag voor het besluit",
        "overzicht": "alles wat is ingevuld",
        **LINK,
    },
)
HELPER = MailSoort(
    "aanvraag_helper",
    "Bericht aan wie hielp met invullen",
    "De aanvraag waarbij u hielp is verzonden ([kenmerk])",
    "Beste bewoner,\n\nU hielp iemand met een aanvraag voor een bewonersinitiatief. De aanvraag is verzonden op [ontvangen]"
    " en heeft kenmerk [kenmerk]. De aanvrager krijgt antwoord op [uiterlijk] of eerder.\n\nHielp u niemand? Laat het ons "
    f"dan weten.\n\n{SLOT}",
    {naam: ONTVANGST.velden[naam] for naam in ("kenmerk", "ontvangen", "uiterlijk")},
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


