"""A group of residents for the tests, and what they do in their browsers."""

from django.test import Client
from django.urls import reverse

from initiatieven.models import Lidmaatschap, Regiegroep
from initiatieven.standen import Stand
from tests.initiatieven import make_aanvraag, make_lid

# What no member may ever see of who asks.
GEHEIM = ("marga@example.org", "072 000 00 00", "Voorbeeldstraat 1", "NL91ABNA0417164300", "helper@example.org")


def make_groep(leden=5, **kwargs):
    """The members in the order in which they sit, the chair first."""
    # Without the page of an area, which would take time to make.
    groep = Regiegroep.objects.create(naam=f"Regiegroep van test {Regiegroep.objects.count()}", **kwargs)
    for nummer in range(leden):
        make_lid(groep, rol=Lidmaatschap.Rol.LID if nummer else Lidmaatschap.Rol.VOORZITTER)
    return groep, list(groep.leden.select_related("gebruiker").order_by("-rol", "pk"))


def make_plan(groep, stand=Stand.REGIEGROEP, **kwargs):
    plan = make_aanvraag(stand, groep, **kwargs)
    plan.aanvrager.iban, plan.aanvrager.helper_email = GEHEIM[3], GEHEIM[4]
    plan.aanvrager.save()
    return plan


def sit(lid):
    """The browser of this member."""
    client = Client()
    client.force_login(lid.gebruiker)
    return client


def go(naam, plan):
    return reverse(f"regiegroep:{naam}", args=[plan.pk])


def declare(lid, plan, keuze="nee"):
    return sit(lid).post(go("belang", plan), {"betrokken": keuze})


def vote(lid, plan, stem="voor", **kwargs):
    """Declares to have no interest first, as the site asks."""
    declare(lid, plan)
    data = {"stem": stem, "draagvlak": "goed", "bedrag": "", "reden": f"Reden van {lid.gebruiker}.", **kwargs}
    return sit(lid).post(go("oordeel", plan), data)


def advise(lid, plan, **kwargs):
    """As the chair does: with the result that stands on the screen."""
    client = sit(lid)
    response = client.get(go("advies", plan))
    gezien = response.context["form"]["gezien"].value()
    data = {"gezien": gezien, "toelichting": "Een goed plan.", "voorwaarden": "", **kwargs}
    return client.post(go("advies", plan), data)


def read(lid, plan):
    return sit(lid).get(go("plan", plan)).content.decode()


def end(lid):
    """Takes somebody out of the group as the desk does: the term ended yesterday."""
    Lidmaatschap.objects.filter(pk=lid.pk).update(tot="2020-01-02", vanaf="2020-01-01", rol=Lidmaatschap.Rol.LID)
