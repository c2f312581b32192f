"""The database side: what must be there before, and what must be true afterwards. Answers a question per line."""

import hashlib
import json
import os
import sys
from collections import Counter
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "site_project.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.core.files.storage import storages  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402
from PIL import Image, UnidentifiedImageError  # noqa: E402

from gebieden.rollen import set_up_roles  # noqa: E402
from home.models import Mail  # noqa: E402
from initiatieven.bureau.weesbestanden import find_orphans, get_known, walk  # noqa: E402
from initiatieven.models import Aanvraag, Aanvrager, Besluit, Boeking, Budget  # noqa: E402
from initiatieven.standen import Stand  # noqa: E402
from tests.aanvragen import make_form  # noqa: E402
from tests.initiatieven import make_aanvraag, make_budget, make_medewerker  # noqa: E402
from tests.regiegroep import make_groep  # noqa: E402

PLAN = {
    **dict.fromkeys(("uitvoering", "plek", "draagvlak"), "Tien buren op het plein."),
    **dict.fromkeys(("eten_drinken", "eigen_voordeel"), False),
    "postcode": "1813 AB",
    "vergunning": "nee",
    "extra": [{"naam": "hoe_kwam_u_op_dit_idee", "vraag": "Hoe?", "antwoord": "Zo.", "waarde": "Zo."}],
}


@transaction.atomic
def make(aantal):
    """So many complete applications with a proven address; gives where the form is and their personal keys."""
    set_up_roles()
    page, gebied = make_form()
    sleutels = []
    for nummer in range(aantal):
        aanvraag = make_aanvraag(Stand.CONCEPT, gebied.regiegroep, formulier=page, **PLAN)
        wie = {"email": f"bewoner{nummer}@example.org", "email_bevestigd_op": timezone.now(), "woonplaats": "Alkmaar"}
        Aanvrager.objects.filter(aanvraag=aanvraag).update(postcode="1813 AB", **wie)
        sleutels.append(aanvraag.sleutel)
    return {"formulier": page.url, "sleutels": sleutels}


def check(beloofd):
    """`beloofd` is of each key the reference that was told and by what the photo is known."""
    aanvragen = {sleutel: Aanvraag.objects.find(sleutel) for sleutel in beloofd}
    gekomen = {sleutel: aanvraag for sleutel, aanvraag in aanvragen.items() if not aanvraag.is_concept}
    bijlagen = {sleutel: list(map(look_at, aanvraag.bijlagen.all())) for sleutel, aanvraag in aanvragen.items()}
    kenmerken = Counter(Aanvraag.objects.submitted().values_list("kenmerk", flat=True))
    return {
        "bevestigd": len(beloofd),
        "bijlagen": sum(map(len, bijlagen.values())),
        "wezen": count_orphans(),
        "fout": {
            "lost": len(beloofd) - len(gekomen),
            "doubled": sum(a.gebeurtenissen.filter(soort="indienen").count() > 1 for a in gekomen.values()),
            "reference twice": sum(aantal > 1 for aantal in kenmerken.values()),
            "other reference": sum(a.kenmerk != beloofd[sleutel][0] for sleutel, a in gekomen.items()),
            "not one receipt": sum(count_receipts(a) != 1 for a in gekomen.values()),
            "not one photo": sum(gezien != [beloofd[sleutel][1]] for sleutel, gezien in bijlagen.items()),
            "half a file": count_half_files(),
        },
    }


def count_receipts(aanvraag):
    return Mail.objects.filter(soort="aanvraag_ontvangst", aan=aanvraag.aanvrager.email).count()


def look_at(bijlage):
    """By what the pixels of an attachment are known, if the file is what was stored."""
    try:
        with bijlage.bestand.open("rb") as bestand:
            inhoud = bestand.read()
    except FileNotFoundError:
        return "no file"
    if hashlib.sha256(inhoud).hexdigest() != bijlage.sha256:
        return "another file"
    with bijlage.bestand.open("rb") as bestand, Image.open(bestand) as picture:
        return hashlib.sha256(picture.convert("RGB").tobytes()).hexdigest()


def count_orphans():
    return len(find_orphans(timezone.now() + timedelta(days=2)))


def count_half_files():
    """Files that belong to something and cannot be read to the end. Those without a record are for the reaper."""
    return sum(map(is_half, set(walk(storages["prive"])) & set(get_known())))


def is_half(pad):
    try:
        with storages["prive"].open(pad) as bestand, Image.open(bestand) as picture:
            picture.load()
    except (OSError, UnidentifiedImageError):
        return True
    return False


def age_files():
    """As if two days went by, with one file that nobody knows."""
    storage = storages["prive"]
    (Path(storage.location) / "9999").mkdir(parents=True, exist_ok=True)
    (Path(storage.location) / "9999" / "wees.png").write_bytes(b"half")
    toen = (timezone.now() - timedelta(days=2)).timestamp()
    for pad in walk(storage):
        os.utime(storage.path(pad), (toen, toen))
    return count_orphans()


def age_mail():
    """As if the hour went by: what a dead worker held is taken up, and what was refused is tried again."""
    Mail.objects.exclude(bezig_sinds=None).update(bezig_sinds=timezone.now() - timedelta(hours=1))
    Mail.objects.filter(stand=Mail.Stand.WACHT).update(niet_voor=timezone.now())
    return {"wacht": Mail.objects.open().count(), "ids": list(Mail.objects.values_list("message_id", flat=True))}


def count_begun(begin_sleutel):
    begonnen = Aanvraag.objects.filter(begin_sleutel=begin_sleutel)
    return [begonnen.count(), Mail.objects.filter(soort="aanvraag_bewaard").count()]


@transaction.atomic
def make_deciders(aantal):
    """The sessions of so many deciders, as cookies."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    return [make_session(nummer) for nummer in range(aantal)]


def make_session(nummer):
    client = Client()
    client.force_login(make_medewerker("Beslisser", f"beslisser{nummer}"))
    naam = settings.SESSION_COOKIE_NAME
    return {naam: client.cookies[naam].value, settings.CSRF_COOKIE_NAME: "a" * 32}


@transaction.atomic
def make_advised(aantal, gevraagd, plafond):
    """A budget, and applications that only wait for a decision: of each its number and its newest line of history."""
    groep, _ = make_groep(leden=0)
    budget = make_budget(groep, plafond)
    aanvragen = [make_aanvraag(Stand.ADVIES, groep, gevraagd=Decimal(gevraagd)) for _ in range(aantal)]
    return {"budget": budget.pk, "aanvragen": [[a.pk, a.gebeurtenissen.latest("pk").pk] for a in aanvragen]}


def count_granted(budget):
    """What was granted from it, by every way of counting that there is."""
    budget = Budget.objects.get(pk=budget)
    aanvragen = Aanvraag.objects.filter(regiegroep=budget.regiegroep)
    toegekend = budget.boekingen.filter(soort=Boeking.Soort.TOEKENNING)
    return {
        "over": str(budget.over),
        "geboekt": str(sum(boeking.bedrag for boeking in toegekend)),
        "boekingen": toegekend.count(),
        "besluiten": Besluit.objects.filter(aanvraag__in=aanvragen).count(),
        "standen": aanvragen.filter(stand=Stand.TOEGEKEND).count(),
        "stappen": sum(a.gebeurtenissen.filter(soort="ken_toe").count() for a in aanvragen),
        "meeste": max(a.gebeurtenissen.filter(soort="ken_toe").count() for a in aanvragen),
        "mails": sum(Mail.objects.filter(sleutel__startswith=f"aanvraag_nieuws:{a.pk}:").count() for a in aanvragen),
    }


DADEN = (make, check, age_files, count_orphans, age_mail, count_begun, make_deciders, make_advised, count_granted)

if __name__ == "__main__":
    daden = {daad.__name__: daad for daad in DADEN}
    for line in sys.stdin:
        naam, arguments = json.loads(line)
        print(json.dumps(daden[naam](*arguments)), flush=True)
        # The next question may come after a restart.
        connection.close()
