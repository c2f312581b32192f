"""The form on paper, made of the form on the site, so that the two never differ."""

from initiatieven.aanvragen.begroting import TITELS
from initiatieven.aanvragen.formulier import get_stappen
from initiatieven.aanvragen.schermen import show
from initiatieven.models import Aanvraag

# Empty lines for each kind of budget line.
REGELS = (("kosten", 8), ("eigen", 3), ("anderen", 3))
# What a paper form cannot take.
NIET_OP_PAPIER = ("bestanden", "soort", "gebied")
# What the site cannot do without and paper can, in other words.
MAG_LEEG = {"email": "Hebt u geen e-mail? Laat dit leeg. Dan sturen wij u brieven."}


def show_papier(request, page):
    leeg = Aanvraag()
    delen = [_make_deel(stap, stap.form(aanvraag=leeg, page=page)) for stap in get_stappen(page)]
    return show(request, page, "op_papier", delen=delen)


def _make_deel(stap, form):
    # The lines of the budget stand in tables.
    velden = [form[naam] for naam in form._meta.fields] if hasattr(form, "regels") else form
    return {
        "stap": stap,
        "velden": [_make_vraag(veld) for veld in velden if veld.name not in NIET_OP_PAPIER],
        "spelregels": getattr(form, "spelregels", None),
        "begroting": _make_lines() if hasattr(form, "regels") else [],
    }


def _make_vraag(veld):
    uitleg = MAG_LEEG.get(veld.name)
    return {"veld": veld, "uitleg": uitleg or veld.help_text, "verplicht": veld.field.required and not uitleg}


def _make_lines():
    return [(TITELS[soort][0], range(aantal)) for soort, aantal in REGELS]
