"""What may be told of an application, decided here and nowhere else.

The law makes a grant public: area, purpose, amount, year and stand. What the applicant wrote may hold names, so the
only words of theirs are those of the title, and not even these where hardly anybody lives: there a title points at a
person. Whoever wants to tell more makes a page, which an editor writes.
"""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import Coalesce, ExtractYear

from gebieden.models import GebiedPage
from home.online import is_page_public
from initiatieven.models.aanvraag import Aanvraag
from initiatieven.models.geschiedenis import Gebeurtenis
from initiatieven.models.initiatief import InitiatiefPage
from initiatieven.standen import GEHONOREERD, Stand

TOEKENNING = ("ken_toe", "ken_deels_toe")
# Read by name, so that nothing else of an application ever comes near a template.
VELDEN = ("pk", "titel", "gebied", "gebied_naam", "gebied__kleine_kern", "bedrag", "jaar", "stand", "geanonimiseerd_op")
PAGINAVELDEN = ("pk", "title", "slug", "path", "depth", "url_path", "live", "expire_at")
UITLEG = {
    Stand.TOEGEKEND: "De gemeente geeft geld. Het plan wordt nog uitgevoerd.",
    Stand.GEDEELTELIJK: "De gemeente betaalt een deel van het plan. Het wordt nog uitgevoerd.",
    Stand.UITGEVOERD: "Het plan is klaar.",
    Stand.VERANTWOORD: "Bewoners hebben laten zien hoe het ging en wat het kostte.",
    Stand.VASTGESTELD: "Alles is klaar, ook het geld.",
}


@dataclass(frozen=True)
class Initiatief:
    titel: str
    gebied: str
    bedrag: Decimal | None
    jaar: int
    stand: Stand
    pagina: InitiatiefPage | None = None
    gebiedspagina: GebiedPage | None = None


def get_toegekend():
    """Every application with a grant, the newest first, with the year and the amount of the decision."""
    besluit = Gebeurtenis.objects.filter(aanvraag=OuterRef("pk"), soort__in=TOEKENNING)
    return (
        Aanvraag.objects.filter(stand__in=GEHONOREERD)
        .annotate(
            toegekend_op=Coalesce(Subquery(besluit.values("moment")[:1]), F("stand_sinds")),
            bedrag=F("besluit__bedrag"),
        )
        .annotate(jaar=ExtractYear("toegekend_op"))
        .order_by("-toegekend_op", "-pk")
    )


def vertel(toegekend, gebieden=()):
    """The initiatives of these applications, with their pages. `gebieden` are the areas that have a page online."""
    rijen = list(toegekend.values(*VELDEN, *(f"pagina__{naam}" for naam in PAGINAVELDEN)))
    paginas = {rij["pk"]: pagina for rij in rijen if (pagina := _make_pagina(rij)) and is_page_public(pagina)}
    per_gebied = {gebied.pk: gebied for gebied in gebieden}
    return [
        Initiatief(
            paginas[rij["pk"]].title if rij["pk"] in paginas else kies_titel(rij),
            rij["gebied_naam"],
            rij["bedrag"],
            rij["jaar"],
            Stand(rij["stand"]),
            paginas.get(rij["pk"]),
            per_gebied.get(rij["gebied"]),
        )
        for rij in rijen
    ]


def _make_pagina(rij):
    """The page of this initiative as far as a list shows it."""
    if rij["pagina__pk"]:
        return InitiatiefPage(**{naam: rij[f"pagina__{naam}"] for naam in PAGINAVELDEN})
    return None


def kies_titel(rij):
    """The title of the applicant, where it can point at nobody."""
    if rij["titel"] and rij["gebied__kleine_kern"] is False and not rij["geanonimiseerd_op"]:
        return rij["titel"]
    return f"Bewonersinitiatief in {rij['gebied_naam'] or 'Alkmaar'}"
