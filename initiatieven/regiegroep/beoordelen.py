"""What members do with a plan. Each act holds the row and reads again, so that who comes second hears it."""

from django.db import transaction

from home.redactie.gelijktijdig import lock
from initiatieven import geld
from initiatieven.models import Aanvraag, Advies, Belang, Oordeel, Reactie, Sluiting
from initiatieven.regiegroep.zitting import Rangschikking, Zitting, load_leden
from initiatieven.standen import Stand
from initiatieven.verloop import get_naam, zet_stap

IN_RONDE = "Dit plan zit in een ronde. U geeft het een plaats tussen de andere plannen."


class BeoordeelFout(Exception):
    """The act cannot be done now; the text is for whoever tried."""


def hold(aanvraag):
    """Who judges this plan at this moment; nobody else changes that until the transaction ends."""
    lock(aanvraag)
    return Zitting.load(aanvraag.pk)


def _hold_for(aanvraag, lid):
    zitting = hold(aanvraag)
    if not zitting.may_read(lid) or lid not in zitting.leden:
        raise BeoordeelFout("U doet niet mee bij dit plan.")
    return zitting


@transaction.atomic
def declare(aanvraag, lid, *, betrokken):
    """To be involved is final: it takes the file and the vote away."""
    zitting = hold(aanvraag)
    if zitting.is_betrokken(lid):
        return
    Belang.objects.update_or_create(aanvraag=aanvraag, lid=lid, defaults={"betrokken": betrokken})
    if betrokken and zitting.aanvraag.stand == Stand.REGIEGROEP:
        Oordeel.objects.filter(aanvraag=aanvraag, lid__gebruiker=lid.gebruiker_id).delete()


@transaction.atomic
def vote(aanvraag, lid, **antwoorden):
    zitting = _hold_for(aanvraag, lid)
    if zitting.in_ronde:
        raise BeoordeelFout(IN_RONDE)
    if not zitting.is_open:
        raise BeoordeelFout("De stemming is gesloten. Uw oordeel is niet bewaard.")
    Oordeel.objects.update_or_create(aanvraag=aanvraag, lid=lid, defaults=antwoorden)


@transaction.atomic
def say(aanvraag, lid, tekst):
    """A message to the other members. The same one twice in a row is a double click."""
    if _hold_for(aanvraag, lid).aanvraag.stand not in (Stand.REGIEGROEP, Stand.ADVIES):
        raise BeoordeelFout("Over dit plan is besloten. U kunt er niets meer bij schrijven.")
    laatste = Reactie.objects.filter(aanvraag=aanvraag, lid=lid).last()
    if not laatste or laatste.tekst != tekst:
        Reactie.objects.create(aanvraag=aanvraag, lid=lid, tekst=tekst)


@transaction.atomic
def close(aanvraag, lid):
    zitting = _hold_for(aanvraag, lid)
    if not zitting.leads(lid):
        raise BeoordeelFout("Alleen de voorzitter sluit de stemming.")
    if zitting.in_ronde:
        raise BeoordeelFout(IN_RONDE)
    if zitting.aanvraag.stand != Stand.REGIEGROEP:
        raise BeoordeelFout("Het advies over dit plan is er al.")
    Sluiting.objects.get_or_create(aanvraag=aanvraag, defaults={"door": lid})
    record_own(zitting)


@transaction.atomic
def give_advice(aanvraag, lid, gezien, toelichting, voorwaarden=""):
    """Closes the voting if that was not done, and records what follows from the votes. `gezien` is the result that the
    chair had on the screen."""
    gebeurtenis = zet_stap(aanvraag, "geef_advies", door=lid.gebruiker)
    zitting = _hold_for(aanvraag, lid)
    if not zitting.leads(lid):
        raise BeoordeelFout("Alleen de voorzitter legt het advies vast.")
    if not zitting.is_klaar:
        raise BeoordeelFout("Sluit eerst de stemming.")
    if zitting.telling.versie != gezien:
        raise BeoordeelFout("De uitslag is net veranderd. Kijk hem na en leg het advies dan vast.")
    Sluiting.objects.get_or_create(aanvraag=aanvraag, defaults={"door": lid})
    record_own(zitting)
    verder = {"bedrag": zitting.telling.bedrag, "voorwaarden": voorwaarden, "plaats": zitting.plaats}
    verder |= {"door": lid, "moment": gebeurtenis.moment}
    advies = record(zitting, get_naam(lid.gebruiker), toelichting, zitting.telling.uitkomst, **verder)
    if zitting.in_ronde and advies.bedrag:
        # Before this nobody knew which of the plans the money is for.
        geld.reserveer(zitting.aanvraag, None)
    return advies


def record(zitting, door_naam, toelichting, uitkomst, **verder):
    """The advice with who sat then. For in the transaction of the step."""
    return Advies.objects.create(
        aanvraag=zitting.aanvraag,
        regiegroep=zitting.aanvraag.regiegroep,
        uitkomst=uitkomst,
        toelichting=toelichting,
        zitting=zitting.make_snapshot(),
        door_naam=door_naam,
        **verder,
    )


def _hold_ronde(ronde, lid):
    """The plans of the round before the group of this member, as they are now; none of them changes meanwhile."""
    groep = lid.regiegroep_id
    # In one order, so that two who rank at once do not block each other.
    for plan in Aanvraag.objects.filter(ronde=ronde, regiegroep=groep).order_by("pk"):
        lock(plan)
    rangschikking = Rangschikking.load(ronde, groep, load_leden([groep]).get(groep, []))
    if lid not in rangschikking.leden:
        raise BeoordeelFout("U doet niet mee bij deze ronde.")
    if not rangschikking.is_open:
        raise BeoordeelFout("De ronde staat niet meer open voor een volgorde. Er is niets bewaard.")
    return rangschikking


@transaction.atomic
def give_places(ronde, lid, plaatsen):
    """`plaatsen` has for each plan that this member may rank a place, or None for who is against it."""
    rangschikking = _hold_ronde(ronde, lid)
    eigen = {zitting.aanvraag.pk: zitting.aanvraag for zitting in rangschikking.get_eigen(lid)}
    if eigen.keys() != plaatsen.keys() or rangschikking.get_dicht(lid):
        raise BeoordeelFout("De lijst is net veranderd. Kijk hem na en zet de plannen dan op volgorde.")
    volgorde = sorted(filter(None, plaatsen.values()))
    for pk, plaats in plaatsen.items():
        antwoorden = {
            "stem": Oordeel.Stem.VOOR if plaats else Oordeel.Stem.TEGEN,
            # Without the gaps that somebody left.
            "plaats": volgorde.index(plaats) + 1 if plaats else None,
        }
        Oordeel.objects.update_or_create(aanvraag=eigen[pk], lid=lid, defaults=antwoorden)


@transaction.atomic
def close_ronde(ronde, lid):
    """From now on no place changes, and the members see the order."""
    rangschikking = _hold_ronde(ronde, lid)
    if not rangschikking.leads(lid):
        raise BeoordeelFout("Alleen de voorzitter sluit de ronde.")
    for zitting in rangschikking.open_zittingen:
        Sluiting.objects.get_or_create(aanvraag=zitting.aanvraag, defaults={"door": lid})
        record_own(zitting)


def record_own(zitting):
    """That a member is the applicant stays known when the personal data of the plan are gone."""
    for lid in zitting.betrokken:
        if zitting.is_eigen(lid):
            Belang.objects.update_or_create(aanvraag=zitting.aanvraag, lid=lid, defaults={"betrokken": True})
