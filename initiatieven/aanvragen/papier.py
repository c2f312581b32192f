"""The form on paper, made of the form on the site, so that the two never differ."""

from initiatieven.aanvragen.begroting import TITELS
from initiatieven.aanvragen.formulier import get_stappen
from initiatieven.aanvragen.schermen import show
from initiatieven.models import Aanvraag

# Empty lines for each kind of budget line.
REGELS = (("kosten", 8), ("eigen", 3), ("anderen", 3))
# What a paper form cannot take.
NIET_OP_PAPIER = ("bestanden", "soort", "gebied")


def show_papier(request, page):
    leeg = Aanvraag()
    delen = [_make_deel(stap, stap.form(aanvraag=leeg, page=page)) for stap in get_stappen(page)]
    return show(request, page, "op_papier", delen=delen)


def _make_deel(stap, form):
    velden = [veld for veld in form if veld.name not in NIET_OP_PAPIER and not hasattr(form, "regels")]
    return {
        "stap": stap,
        "velden": [(veld, "lang" if veld.hoogstens else "") for veld in velden],
        "spelregels": getattr(form, "spelregels", None),
        "begroting": _make_lines() if hasattr(form, "regels") else [],
    }


def _make_lines():
    return [(TITELS[soort][0], range(aantal)) for soort, aantal in REGELS]
