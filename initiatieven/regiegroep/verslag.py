"""The minutes of a meeting: made once from what is known then, and read by each member without what is not for them."""

from django.db import transaction
from django.utils import timezone

from gebieden.geld import format_bedrag
from home.redactie.gelijktijdig import lock
from initiatieven.models import Aanvraag, Advies, Vergadering
from initiatieven.regiegroep.beoordelen import BeoordeelFout
from initiatieven.regiegroep.zitting import Zitting, load_leden, say_stem, with_zitting
from initiatieven.verloop import get_naam


def load_punten(vergadering, leden):
    """The plans on the table, each with who judges it."""
    punten = list(vergadering.punten.all())
    aanvragen = with_zitting(Aanvraag.objects.all()).in_bulk([punt.aanvraag_id for punt in punten])
    for punt in punten:
        punt.zitting = Zitting(aanvragen[punt.aanvraag_id], leden)
    return punten


def make_verslag(vergadering, leden):
    """What the minutes say, as plain data."""
    aanwezig = {lid.pk for lid in vergadering.aanwezig.all()}
    return {
        "aanwezig": [get_naam(lid.gebruiker) for lid in leden if lid.pk in aanwezig],
        "afwezig": [get_naam(lid.gebruiker) for lid in leden if lid.pk not in aanwezig],
        "voorzitters": [get_naam(lid.gebruiker) for lid in leden if lid.is_voorzitter],
        "punten": [_describe(punt) for punt in load_punten(vergadering, leden)],
    }


def _describe(punt):
    zitting, advies = punt.zitting, getattr(punt.zitting.aanvraag, "advies", None)
    # Who sat when the advice was given; as long as there is none, who sits now.
    leden = advies.zitting if advies else zitting.make_snapshot()
    return {
        "aanvraag": punt.aanvraag_id,
        "kenmerk": zitting.aanvraag.kenmerk,
        "titel": zitting.aanvraag.titel,
        "gevraagd": _write(zitting.aanvraag.gevraagd),
        "besproken": punt.besproken,
        "betrokken": [lid["naam"] for lid in leden if lid.get("betrokken")],
        "zonder_belang": [lid["naam"] for lid in leden if lid.get("verklaard") and not lid.get("betrokken")],
        "stemmen": [[lid["naam"], say_stem(lid)] for lid in leden if lid.get("stem")] if advies else [],
        "uitkomst": advies.get_uitkomst_display() if advies else "",
        "bedrag": _write(advies.bedrag) if advies and advies.uitkomst != Advies.Uitkomst.AFWIJZEN else None,
        "voorwaarden": advies.voorwaarden if advies else "",
        "toelichting": advies.toelichting if advies else "",
        "door": advies.door_naam if advies else "",
    }


def _write(bedrag):
    return None if bedrag is None else format_bedrag(bedrag)


def for_reader(verslag, vergadering, lid, leden):
    """The minutes without the discussion of plans that this member may not read: involved, or nothing declared.

    Settled minutes do not change, but who stepped out afterwards does not read them any more either.
    """
    nu = {punt.aanvraag_id: punt.zitting.may_read(lid) for punt in load_punten(vergadering, leden)}
    punten = []
    for punt in verslag["punten"]:
        mag = nu.get(punt["aanvraag"], False)
        dicht = {} if mag else {"besproken": "", "stemmen": [], "toelichting": "", "voorwaarden": "", "dicht": True}
        punten.append(punt | dicht)
    return verslag | {"punten": punten}


def settle(vergadering, lid):
    """From now on these are the minutes."""
    with transaction.atomic():
        lock(vergadering)
        vergadering = Vergadering.objects.select_related("regiegroep").get(pk=vergadering.pk)
        if vergadering.vastgesteld_op:
            raise BeoordeelFout("Dit verslag is al vastgesteld.")
        if not vergadering.aanwezig.exists():
            raise BeoordeelFout("Kruis eerst aan wie er is.")
        leden = load_leden([vergadering.regiegroep_id]).get(vergadering.regiegroep_id, [])
        vergadering.verslag = make_verslag(vergadering, leden)
        vergadering.vastgesteld_op, vergadering.vastgesteld_door = timezone.now(), lid
        vergadering.save()
    return vergadering
