"""How long personal data of an application are kept, by result, and what is left of it afterwards: the figure."""

from datetime import date

from django.db import transaction
from django.db.models import OuterRef, Q
from django.utils import timezone

from home.models import Mail, Wijziging
from home.redactie.gelijktijdig import lock
from initiatieven.bestanden import delete_bijlage
from initiatieven.bureau.mails import SLEUTEL_VAN
from initiatieven.models import (
    Aanvraag,
    Aanvrager,
    Adreswijziging,
    Bespreekpunt,
    Gebeurtenis,
    InitiatievenInstellingen,
    Inzage,
    Steunlink,
    Verantwoording,
    Vergadering,
)
from initiatieven.standen import GEHONOREERD, Melding, Stand, Wie

# By stand, the setting that says for how many years.
TERMIJNEN = {
    **dict.fromkeys((*GEHONOREERD, Stand.TERUGGEVORDERD), "bewaar_toegekend_jaren"),
    **dict.fromkeys((Stand.AFGEWEZEN, Stand.BUITEN_BEHANDELING), "bewaar_afgewezen_jaren"),
    Stand.INGETROKKEN: "bewaar_ingetrokken_jaren",
}
# What somebody wrote, and so may tell of a person.
LEEG = {
    **dict.fromkeys(("titel", "omschrijving", "opbrengst", "uitvoering", "onderhoud", "plek", "postcode"), ""),
    **dict.fromkeys(("draagvlak", "andere_subsidie"), ""),
    "extra": [],
}
WEG = "(verwijderd)"
# Of a plan in settled minutes.
LEEG_PUNT = {
    **dict.fromkeys(("besproken", "voorwaarden", "toelichting", "door"), ""),
    **{naam: [] for naam in ("betrokken", "zonder_belang", "stemmen")},
    "titel": WEG,
}


def shift_years(dag, jaren):
    """The same day so many years on or back; from 29 February it becomes 1 March where there is none."""
    try:
        return dag.replace(year=dag.year + jaren)
    except ValueError:
        return date(dag.year + jaren, 3, 1)


def get_einde(aanvraag, instellingen):
    """The day on which the personal data of this application go, or None as long as it runs."""
    if aanvraag.stand not in TERMIJNEN:
        return None
    begin = max(aanvraag.stand_sinds, getattr(aanvraag, "bezwaar", None) or aanvraag.stand_sinds)
    return shift_years(timezone.localdate(begin), getattr(instellingen, TERMIJNEN[aanvraag.stand]))


def find_expired(at=None):
    """Those whose last day has come. An objection starts the period anew."""
    at, instellingen = at or timezone.localdate(), InitiatievenInstellingen.load_default()
    voorbij = Q()
    for stand, naam in TERMIJNEN.items():
        voorbij |= Q(stand=stand, stand_sinds__date__lte=shift_years(at, -getattr(instellingen, naam)))
    kandidaten = Aanvraag.objects.filter(voorbij, geanonimiseerd_op__isnull=True).order_by("pk")
    bezwaren = Gebeurtenis.objects.filter(aanvraag=OuterRef("pk"), soort=Melding.BEZWAAR).order_by("-moment")
    kandidaten = kandidaten.annotate(bezwaar=bezwaren.values("moment")[:1])
    return [aanvraag for aanvraag in kandidaten if get_einde(aanvraag, instellingen) <= at]


def find_old_looks(at=None):
    jaren = InitiatievenInstellingen.load_default().bewaar_inzage_jaren
    return Inzage.objects.filter(moment__date__lt=shift_years(at or timezone.localdate(), -jaren))


def find_mails(aanvraag):
    """By the key of each mail (kind:number), and where its words name the application."""
    mails = Q(sleutel__regex=SLEUTEL_VAN.format(aanvraag.pk))
    if aanvraag.kenmerk:
        kenmerk = rf"(^|[^A-Z0-9-]){aanvraag.kenmerk}([^0-9]|$)"
        mails |= Q(onderwerp__regex=kenmerk) | Q(tekst__regex=kenmerk)
    return Mail.objects.filter(mails)


@transaction.atomic
def anonimiseer(aanvraag):
    """Takes out whoever and whatever points at a person. Area, amounts, dates, stand and ledger stay."""
    lock(aanvraag)
    for bijlage in aanvraag.bijlagen.all():
        delete_bijlage(bijlage)
    find_mails(aanvraag).delete()
    Aanvrager.objects.filter(aanvraag=aanvraag).delete()
    aanvraag.kostenregels.all().delete()
    for van_mensen in ("steunbetuigingen", "steunpogingen", "reacties"):
        getattr(aanvraag, van_mensen).all().delete()
    for model in (Steunlink, Adreswijziging):
        model.objects.filter(aanvraag=aanvraag).delete()
    aanvraag.belangen.all().delete()
    _empty_texts(aanvraag)
    _empty_account(aanvraag)
    _empty_minutes(aanvraag)
    # What the public register shows of it changes too, and that looks at the history.
    Wijziging.objects.create()
    # The personal link must open nothing any more.
    Aanvraag.objects.filter(pk=aanvraag.pk).update(
        **LEEG, geanonimiseerd_op=timezone.now(), linkversie=aanvraag.linkversie + 1
    )


def _empty_texts(aanvraag):
    aanvraag.gebeurtenissen.update(toelichting="")
    aanvraag.gebeurtenissen.filter(wie=Wie.AANVRAGER).update(door_naam=WEG)
    aanvraag.toetsen.update(toelichting="", bevindingen=[])
    aanvraag.oordelen.update(reden=WEG)
    for naam in ("advies", "besluit"):
        verhaal = getattr(aanvraag, naam, None)
        if verhaal:
            verhaal.voorwaarden = ""
            if naam == "advies":
                verhaal.toelichting, verhaal.zitting = WEG, []
            else:
                verhaal.motivering, verhaal.afwijking = WEG, ""
            verhaal.save()


def _empty_account(aanvraag):
    """A picture that is on the site keeps who allowed that: they can still take it back."""
    for verantwoording in Verantwoording.objects.filter(aanvraag=aanvraag):
        verantwoording.uitgaven.update(omschrijving=WEG)
        verantwoording.fotos.filter(afbeelding=None).delete()
        verantwoording.gedaan = verantwoording.buurt = verantwoording.anders = verantwoording.verteller = ""
        verantwoording.save(update_fields=["gedaan", "buurt", "anders", "verteller"])


def _empty_minutes(aanvraag):
    """The minutes of a meeting keep that the plan was on the table, and what was advised."""
    for vergadering in Vergadering.objects.filter(punten__aanvraag=aanvraag):
        lock(vergadering)
        vergadering.refresh_from_db()
        for punt in vergadering.verslag.get("punten", ()):
            if punt["aanvraag"] == aanvraag.pk:
                punt.update(LEEG_PUNT)
        vergadering.save(update_fields=["verslag"])
    Bespreekpunt.objects.filter(aanvraag=aanvraag).update(besproken="")


@transaction.atomic
def verwijder_concept(aanvraag):
    """Of what was never handed in nothing stays."""
    lock(aanvraag)
    for bijlage in aanvraag.bijlagen.all():
        delete_bijlage(bijlage)
    find_mails(aanvraag).delete()
    aanvraag.inzages.all().delete()
    aanvraag.gebeurtenissen.all().delete()
    aanvraag.delete()
