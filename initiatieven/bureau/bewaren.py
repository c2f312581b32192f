"""How long personal data of an application are kept, by result, and what is left of it afterwards: the figure."""

from datetime import date

from django.db import transaction
from django.db.models import OuterRef, Q
from django.utils import timezone

from home.models import Mail
from home.redactie.gelijktijdig import lock
from initiatieven.bestanden import delete_bijlage
from initiatieven.models import Aanvraag, Aanvrager, Gebeurtenis, InitiatievenInstellingen, Inzage
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
    mails = Q(sleutel__regex=rf"^[a-z_-]+:{aanvraag.pk}(:|$)")
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
    aanvraag.steunbetuigingen.all().delete()
    aanvraag.reacties.all().delete()
    aanvraag.belangen.all().delete()
    _empty_texts(aanvraag)
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
