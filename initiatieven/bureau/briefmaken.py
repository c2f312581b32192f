"""Makes a letter: its words for this application, the PDF, and the record of how it was delivered."""

import hashlib
from datetime import timedelta
from uuid import uuid4

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.formats import date_format

from gebieden.geld import format_bedrag
from gebieden.pdf import make_pdf
from initiatieven import geld
from initiatieven.bestanden import PDF, clean_name, delete_bijlage, store
from initiatieven.bureau.besluiten import get_advies
from initiatieven.bureau.brieven import (
    ALLEEN_OP_PAPIER,
    ALTIJD,
    PER_GEBEURTENIS,
    PER_SLEUTEL,
    fill,
    get_tekst,
    split_blocks,
)
from initiatieven.bureau.mails import mail_aanvrager
from initiatieven.models import Aanvrager, Besluit, Bijlage, Boeking, Brief, Gebeurtenis, InitiatievenInstellingen
from initiatieven.standen import Melding, StapFout, Wie
from initiatieven.verloop import get_naam, meld

DAG = "j F Y"
MAIL, POST = Aanvrager.Kanaal.MAIL, Aanvrager.Kanaal.POST


def find_due():
    """The events of which the applicant must still get the letter."""
    op_papier = ~Q(aanvraag__aanvrager__kanaal=MAIL) | Q(aanvraag__aanvrager__email="")
    bezorgd = Brief.objects.filter(gebeurtenis=OuterRef("pk"), bezorgd_op__isnull=False)
    gebeurtenissen = Gebeurtenis.objects.filter(Q(soort__in=ALTIJD) | Q(soort__in=ALLEEN_OP_PAPIER) & op_papier)
    return gebeurtenissen.filter(~Exists(bezorgd), aanvraag__geanonimiseerd_op__isnull=True)


def get_bezwaar_tot(dag):
    """The last day to object against a decision that is sent on this day (Awb 6:7 and 6:8)."""
    return dag + timedelta(weeks=InitiatievenInstellingen.load_default().bezwaar_weken)


def make_tekst(gebeurtenis):
    """The letter as it comes out of the text of the municipality; the desk may still change words."""
    return fill(get_tekst(PER_GEBEURTENIS[gebeurtenis.soort]), collect_velden(gebeurtenis))


def collect_velden(gebeurtenis):
    aanvraag, vandaag = gebeurtenis.aanvraag, timezone.localdate()
    besluit = Besluit.objects.filter(aanvraag=aanvraag).first()
    # As it was at that moment: some of it may have come back before the letter is made.
    terug = geld.get_nog_terug(aanvraag, gebeurtenis.moment)
    velden = {
        "naam": aanvraag.aanvrager.naam or "aanvrager",
        "kenmerk": aanvraag.kenmerk,
        "titel": aanvraag.titel,
        "ingediend": date_format(timezone.localdate(aanvraag.ingediend_op), DAG),
        "beslisdag": date_format(aanvraag.klok.get_uiterlijk(vandaag), DAG),
        "gevraagd": format_bedrag(aanvraag.gevraagd or 0),
        "regiegroep": str(aanvraag.regiegroep),
        "toelichting": gebeurtenis.toelichting,
        "uiterlijk": date_format(gebeurtenis.uiterlijk, DAG) if gebeurtenis.uiterlijk else "",
        "dagen": str(gebeurtenis.dagen or ""),
        "bedrag": format_bedrag(geld.count(aanvraag, Boeking.Soort.TOEKENNING)),
        "vast": format_bedrag(geld.get_vast(aanvraag)),
        "terug": format_bedrag(terug),
        "terugbetalen": describe_return(terug) if terug else "",
        "bezwaar_tot": date_format(get_bezwaar_tot(vandaag), DAG),
        "bezwaar_weken": str(InitiatievenInstellingen.load_default().bezwaar_weken),
    }
    return velden | (collect_besluit(aanvraag, besluit) if besluit else {})


def describe_return(bedrag):
    return f"U hebt al meer gekregen. U betaalt {format_bedrag(bedrag)} terug. U krijgt daarvoor een rekening."


def collect_besluit(aanvraag, besluit):
    voorwaarden = [regel.strip() for regel in besluit.voorwaarden.splitlines() if regel.strip()]
    lijst = "\n".join(f"- {regel}" for regel in voorwaarden)
    return {
        "motivering": besluit.motivering,
        "afwijking": f"Waarom wij anders besluiten dan het advies: {besluit.afwijking}" if besluit.afwijking else "",
        "voorwaarden": f"U krijgt de subsidie onder deze voorwaarden:\n\n{lijst}" if voorwaarden else "",
        "advies": describe_advies(aanvraag),
        "verantwoorden": "Na afloop laat u ons zien hoe het ging. U krijgt daarvoor een link."
        if besluit.verantwoorden
        else "",
    }


def describe_advies(aanvraag):
    """The adviser is named in a decision (Awb 3:8)."""
    advies = get_advies(aanvraag)
    if not advies:
        return "Over dit plan is geen advies gevraagd aan de regiegroep."
    dag = date_format(timezone.localdate(advies.moment), DAG)
    uitkomst = advies.get_uitkomst_display().lower()
    bedrag = f", {format_bedrag(advies.bedrag)}" if advies.bedrag else ""
    return f"De bewoners van {advies.regiegroep} gaven op {dag} dit advies: {uitkomst}{bedrag}. {advies.toelichting}"


def draw_brief(gebeurtenis, tekst):
    """The letter as a PDF."""
    soort = PER_GEBEURTENIS[gebeurtenis.soort]
    bezwaar = PER_SLEUTEL["bezwaar"]
    context = {
        "soort": soort,
        "gebeurtenis": gebeurtenis,
        "aanvraag": gebeurtenis.aanvraag,
        "aanvrager": gebeurtenis.aanvraag.aanvrager,
        "blokken": split_blocks(tekst),
        "bezwaar": bezwaar if soort.bezwaar else None,
        "bezwaarblokken": split_blocks(fill(get_tekst(bezwaar), collect_velden(gebeurtenis))) if soort.bezwaar else (),
        "vandaag": timezone.localdate(),
    }
    return make_pdf("initiatieven/bureau/brief_pdf.html", context)


@transaction.atomic
def maak_brief(gebeurtenis, tekst, door):
    """Stores the letter. One that was not delivered yet makes room for it."""
    aanvraag, soort, vandaag = gebeurtenis.aanvraag, PER_GEBEURTENIS[gebeurtenis.soort], timezone.localdate()
    if vorige := Brief.objects.filter(gebeurtenis=gebeurtenis).select_related("bijlage").first():
        if vorige.bezorgd_op:
            raise StapFout(f"Deze brief is al bezorgd op {date_format(vorige.bezorgd_op, DAG)}.")
        vorige.delete()
        if vorige.bijlage:
            delete_bijlage(vorige.bijlage)
    return Brief.objects.create(
        aanvraag=aanvraag,
        gebeurtenis=gebeurtenis,
        soort=soort.sleutel,
        bijlage=store_brief(aanvraag, soort, draw_brief(gebeurtenis, tekst)),
        datum=vandaag,
        bezwaar_tot=get_bezwaar_tot(vandaag) if soort.bezwaar else None,
        door=door,
        door_naam=get_naam(door),
    )


def store_brief(aanvraag, soort, inhoud):
    return Bijlage.objects.create(
        aanvraag=aanvraag,
        soort=Bijlage.Soort.BRIEF,
        naam=clean_name(f"{soort.naam} {aanvraag.kenmerk}", ".pdf"),
        bestand=store(f"{aanvraag.pk}/{uuid4().hex}.pdf", inhoud),
        mimetype=PDF,
        grootte=len(inhoud),
        sha256=hashlib.sha256(inhoud).hexdigest(),
    )


@transaction.atomic
def bezorg(brief, kanaal, dag, door):
    """Records that the letter went out, and mails where it can be read."""
    if brief.bezorgd_op:
        raise StapFout(f"Deze brief is al bezorgd op {date_format(brief.bezorgd_op, DAG)}, door {brief.door_naam}.")
    if dag < brief.datum:
        raise StapFout("Deze dag ligt voor de datum van de brief.")
    if brief.bezwaar_tot and brief.bezwaar_tot < get_bezwaar_tot(dag):
        raise StapFout("De datum om bezwaar te maken klopt dan niet meer. Maak de brief opnieuw, met de nieuwe datum.")
    brief.kanaal, brief.bezorgd_op, brief.door, brief.door_naam = kanaal, dag, door, get_naam(door)
    brief.save(update_fields=["kanaal", "bezorgd_op", "door", "door_naam"])
    naam = PER_SLEUTEL[brief.soort].naam
    tekst = f"Brief “{naam}”, {brief.get_kanaal_display().lower()}, op {date_format(dag, DAG)}."
    gebeurtenis = meld(brief.aanvraag, Melding.BEZORGD, Wie.BUREAU, door, tekst)
    if kanaal == MAIL:
        mail_aanvrager("brief", gebeurtenis)
    return gebeurtenis
