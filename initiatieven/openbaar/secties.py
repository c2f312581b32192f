"""The register as sections of its page, under those that editors wrote."""

from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils import timezone

from initiatieven.openbaar.openbaar import UITLEG
from initiatieven.openbaar.register import Register, get_budgetten, meet_snelheid

ANKER = "toegekend"


@dataclass(frozen=True)
class RegisterSectie:
    kop: str
    anker: str
    html: str
    vorm: str = "gewoon"


def render_register(request, page):
    register = Register(request.GET)
    jaar = timezone.localdate().year
    context = {
        "page": page,
        "register": register,
        "bladzijde": register.bladzijde,
        "standen": UITLEG,
        "anker": f"#{ANKER}",
        "jaar": jaar,
        "budgetten": get_budgetten(),
        "snelheid": meet_snelheid(),
    }
    koppen = {
        ANKER: "Toegekende initiatieven",
        "totalen": "Hoeveel geld ging waarheen?",
        "over": f"Hoeveel geld is er nog in {jaar}?",
        "snelheid": "Hoe lang duurt een besluit?",
    }
    return [
        RegisterSectie(kop, anker, render_to_string(f"initiatieven/openbaar/{anker}.html", context, request))
        for anker, kop in koppen.items()
    ]
