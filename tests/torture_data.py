"""The database side of tests/torture.py: applications that wait to be handed in, and what must be true afterwards."""

import hashlib
import json
import os
import sys
from datetime import timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "site_project.settings")
django.setup()

from django.utils import timezone  # noqa: E402

from home.models import Mail  # noqa: E402
from initiatieven.bureau.weesbestanden import find_orphans  # noqa: E402
from initiatieven.models import Aanvraag, Aanvrager, Bijlage  # noqa: E402
from initiatieven.standen import Stand  # noqa: E402
from tests.aanvragen import make_form  # noqa: E402
from tests.initiatieven import make_aanvraag  # noqa: E402

PLAN = {
    **dict.fromkeys(("uitvoering", "plek", "draagvlak"), "Tien buren op het plein."),
    **dict.fromkeys(("eten_drinken", "eigen_voordeel"), False),
    "postcode": "1813 AB",
    "vergunning": "nee",
    "extra": [{"naam": "hoe_kwam_u_op_dit_idee", "vraag": "Hoe?", "antwoord": "Zo.", "waarde": "Zo."}],
}


def make(aantal):
    """So many complete applications with a proven address; gives where the form is and their personal keys."""
    page, gebied = make_form()
    for nummer in range(aantal):
        aanvraag = make_aanvraag(Stand.CONCEPT, gebied.regiegroep, formulier=page, **PLAN)
        wie = {"email": f"bewoner{nummer}@example.org", "email_bevestigd_op": timezone.now(), "woonplaats": "Alkmaar"}
        Aanvrager.objects.filter(aanvraag=aanvraag).update(postcode="1813 AB", **wie)
    return {"formulier": page.url, "sleutels": [aanvraag.sleutel for aanvraag in Aanvraag.objects.order_by("pk")]}


def check(bevestigd):
    """`bevestigd` are the keys of those who were told that their application came in."""
    ingediend = {aanvraag.sleutel: aanvraag for aanvraag in Aanvraag.objects.submitted()}
    verloren = set(bevestigd) - set(ingediend)
    dubbel = [a.pk for a in ingediend.values() if a.gebeurtenissen.filter(soort="indienen").count() != 1]
    zonder_mail = [a.pk for a in ingediend.values() if count_receipts(a) != 1]
    stuk = [b.pk for b in Bijlage.objects.all() if hashlib.sha256(read(b)).hexdigest() != b.sha256]
    return {
        "ingediend": len(ingediend),
        "bevestigd": len(bevestigd),
        "bijlagen": Bijlage.objects.count(),
        "wezen": len(find_orphans(timezone.now() + timedelta(days=2))),
        "fout": {"verloren": len(verloren), "dubbel": len(dubbel), "zonder mail": len(zonder_mail), "stuk": len(stuk)},
    }


def count_receipts(aanvraag):
    return Mail.objects.filter(soort="aanvraag_ontvangst", aan=aanvraag.aanvrager.email).count()


def read(bijlage):
    with bijlage.bestand.open("rb") as bestand:
        return bestand.read()


def age_mail():
    """As if the hour went by: what a dead worker held is taken up, and what was refused is tried again."""
    Mail.objects.exclude(bezig_sinds=None).update(bezig_sinds=timezone.now() - timedelta(hours=1))
    Mail.objects.filter(stand=Mail.Stand.WACHT).update(niet_voor=timezone.now())
    return {"wacht": Mail.objects.exclude(stand=Mail.Stand.VERSTUURD).count(), "alle": Mail.objects.count()}


if __name__ == "__main__":
    daad = {"make": make, "check": check, "age_mail": age_mail}[sys.argv[1]]
    print(json.dumps(daad(*json.loads(sys.argv[2]))))
