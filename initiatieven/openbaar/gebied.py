"""What the page of an area shows of the plans of its residents, and how to hand in one."""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from django.db.models import OuterRef, Subquery
from django.utils import timezone
from wagtail.models import Page

from gebieden.models import GebiedPage
from home.geheugen import remembered
from home.online import online
from initiatieven.models import AanvraagPage, Budget, InitiatievenIndexPage, Regiegroep, Ronde
from initiatieven.openbaar.openbaar import get_toegekend, vertel


@dataclass(frozen=True)
class VanGebied:
    template: ClassVar[str] = "initiatieven/onderdelen/van_gebied.html"

    gebied: GebiedPage
    jaar: int
    initiatieven: list
    over: Decimal | None
    register: Page | None
    formulier: Page | None
    rondes: list


def give_van_gebied(gebied, aantal):
    jaar = timezone.localdate().year
    # The villages of a wijk belong to it.
    hier = get_toegekend().filter(gebied__path__startswith=gebied.path)
    groep = remembered(("regiegroep", gebied.pk, jaar), lambda: _find_groep(gebied, jaar))
    open_rondes = remembered("open rondes", lambda: list(Ronde.objects.open()))
    register = remembered("register", lambda: online(InitiatievenIndexPage.objects.all()).first())
    return VanGebied(
        gebied=gebied,
        jaar=jaar,
        initiatieven=vertel(hier[:aantal]),
        over=groep and groep.over,
        register=register,
        formulier=remembered("formulier", lambda: online(AanvraagPage.objects.all()).first()) or register,
        rondes=[ronde for ronde in open_rondes if groep and ronde.regiegroep_id in (groep.pk, None)],
    )


def _find_groep(gebied, jaar):
    """The group of this area, with what it may still grant."""
    budget = Budget.objects.filter(regiegroep=OuterRef("pk"), jaar=jaar)
    return Regiegroep.objects.annotate(over=Subquery(budget.values("over")[:1])).for_gebied(gebied)
