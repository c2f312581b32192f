"""What the page of an area shows of the plans of its residents, and how to hand in one."""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from django.utils import timezone
from wagtail.models import Page

from gebieden.models import GebiedPage
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
    groep = Regiegroep.objects.for_gebied(gebied)
    over = Budget.objects.filter(regiegroep=groep, jaar=jaar).values_list("over", flat=True).first() if groep else None
    # The villages of a wijk belong to it.
    hier = get_toegekend().filter(gebied__path__startswith=gebied.path)
    register = online(InitiatievenIndexPage.objects.all()).first()
    return VanGebied(
        gebied=gebied,
        jaar=jaar,
        initiatieven=vertel(hier[:aantal]),
        over=over,
        register=register,
        formulier=online(AanvraagPage.objects.all()).first() or register,
        rondes=list(Ronde.objects.open().for_groep(groep)) if groep else [],
    )
