"""Regiegroepen and applications for the tests. Every argument has a default; one call gives a working whole."""

import itertools
from datetime import timedelta
from decimal import Decimal

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from initiatieven.models import Aanvraag, Aanvrager, Boeking, Budget, Kostenregel, Lidmaatschap, Regiegroep, Ronde
from initiatieven.standen import Stand
from initiatieven.verloop import zet_stap
from tests.factories import make_gebied

number = itertools.count(1)
# The steps from handed in to each stand.
WEG = {
    Stand.INGEDIEND: [],
    Stand.AANVULLING: ["vraag_aanvulling"],
    Stand.BEHANDELING: ["neem_in_behandeling"],
    Stand.REGIEGROEP: ["neem_in_behandeling", "vraag_advies"],
    Stand.ADVIES: ["neem_in_behandeling", "vraag_advies", "geef_advies"],
    Stand.TOEGEKEND: ["neem_in_behandeling", "vraag_advies", "geef_advies", "ken_toe"],
    Stand.AFGEWEZEN: ["neem_in_behandeling", "wijs_af"],
    Stand.INGETROKKEN: ["trek_in"],
}


def make_regiegroep(naam=None, gebied=None, leden=0, **kwargs):
    """With `leden` members, the first of whom is the chair."""
    groep = Regiegroep.objects.create(
        naam=naam or f"Regiegroep {next(number)}",
        gebied=gebied or (None if "standaard" in kwargs else make_gebied()),
        **kwargs,
    )
    for nummer in range(leden):
        make_lid(groep, rol=Lidmaatschap.Rol.LID if nummer else Lidmaatschap.Rol.VOORZITTER)
    return groep


def make_account(naam):
    return get_user_model().objects.create_user(naam, f"{naam}@example.org", "een-heel-lang-wachtwoord")


def make_lid(groep, naam=None, **kwargs):
    user = make_account(naam or f"lid{next(number)}")
    kwargs.setdefault("vanaf", timezone.localdate() - timedelta(days=100))
    return Lidmaatschap.objects.create(regiegroep=groep, gebruiker=user, **kwargs)


def make_budget(groep=None, plafond=5000, jaar=None):
    groep = groep or make_regiegroep()
    budget = Budget.objects.create(regiegroep=groep, jaar=jaar or timezone.localdate().year)
    if plafond:
        budget.book(Boeking.Soort.PLAFOND, Decimal(plafond), "Vastgesteld door de raad")
    return budget


def make_ronde(groep=None, open_=False, **kwargs):
    """A round that closed yesterday, or with `open_` one that closes in ten days."""
    nu = timezone.now()
    kwargs.setdefault("sluit", nu + timedelta(days=10 if open_ else -1))
    return Ronde.objects.create(
        **{"naam": f"Ronde {next(number)}", "regiegroep": groep, "opent": nu - timedelta(days=30), **kwargs}
    )


def make_medewerker(groep="Subsidiebureau", naam=None):
    user = make_account(naam or f"{groep.lower()}{next(number)}")
    user.groups.add(Group.objects.get(name=groep))
    return user


def make_aanvraag(stand=Stand.INGEDIEND, groep=None, dagen_geleden=0, door=None, **kwargs):
    """An application in this stand, which came there by its own steps."""
    groep = groep or make_regiegroep()
    # By the clock on the wall: late in the evening, across the change of the clock, 24 hours are another day.
    moment = timezone.localtime() - timedelta(days=dagen_geleden)
    kwargs = {
        "titel": f"Plan {next(number)}",
        "omschrijving": "Wij willen twaalf bakken met groente op het plein.",
        "opbrengst": "Bewoners leren elkaar kennen.",
        "begin": timezone.localdate() + timedelta(weeks=15),
        "gevraagd": Decimal(1000),
        "aantal_voor": 12,
        "aantal_neutraal": 3,
        "aantal_tegen": 1,
        "beslistermijn_weken": 13,
        **kwargs,
    }
    aanvraag = Aanvraag.objects.create(
        regiegroep=groep,
        gebied=groep.gebied,
        gebied_naam=groep.gebied.title if groep.gebied else "",
        **kwargs,
    )
    Aanvrager.objects.create(
        aanvraag=aanvraag,
        email="marga@example.org",
        email_bevestigd_op=moment,
        naam="Marga (voorbeeld)",
        adres="Voorbeeldstraat 1",
        telefoon="072 000 00 00",
        namens=Aanvrager.Namens.GROEP,
        organisatie="Bewonersgroep Voorbeeldplein",
        kanaal=Aanvrager.Kanaal.MAIL,
    )
    Kostenregel.objects.create(aanvraag=aanvraag, omschrijving="Hout en aarde", bedrag=Decimal(1200))
    Kostenregel.objects.create(
        aanvraag=aanvraag, soort=Kostenregel.Soort.EIGEN, omschrijving="Zelf bouwen", bedrag=Decimal(200)
    )
    if stand != Stand.CONCEPT:
        aanvraag.kenmerk, aanvraag.ingediend_op = f"BI-{moment.year}-{aanvraag.pk}", moment
        aanvraag.save()
        zet_stap(aanvraag, "indienen", door_naam="Marga (voorbeeld)", moment=moment)
        for naam in WEG[stand]:
            verder = {"uiterlijk": timezone.localdate() + timedelta(days=14)} if naam == "vraag_aanvulling" else {}
            zet_stap(aanvraag, naam, door=door, **verder)
    return aanvraag


def open_desk(groep="Subsidiebureau", naam=None):
    """A browser in which somebody of this role is logged in."""
    client = Client()
    client.user = make_medewerker(groep, naam)
    client.force_login(client.user)
    return client


def do(client, aanvraag, daad, **data):
    """Fills in the form of an act, having seen the newest line of history."""
    data.setdefault("gezien", aanvraag.gebeurtenissen.order_by("pk").last().pk)
    return client.post(reverse("aanvragen:daad", args=[aanvraag.pk, daad]), data, follow=True)
