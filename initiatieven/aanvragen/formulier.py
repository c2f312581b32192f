"""Where the form is, and which steps it has."""

from dataclasses import dataclass

from django.http import Http404

from initiatieven.aanvragen.begroting import BegrotingForm
from initiatieven.aanvragen.bijlagen import BijlagenForm
from initiatieven.aanvragen.extra import ExtraForm
from initiatieven.aanvragen.plek import PlekForm
from initiatieven.aanvragen.stappen import ContactForm, PlanForm, SteunForm
from initiatieven.models import AanvraagPage

CONTROLE = "controle"


@dataclass(frozen=True)
class Stap:
    naam: str
    titel: str
    form: type
    # What stands under the title.
    inleiding: str = ""


STAPPEN = (
    Stap("contact", "Wie vraagt aan?", ContactForm, "Uw e-mailadres is genoeg om te beginnen."),
    Stap("plan", "Wat is uw plan?", PlanForm, "Een paar zinnen per vraag is genoeg."),
    Stap("plek", "Waar is het?", PlekForm, "Zo weten wij welke regiegroep van bewoners naar uw plan kijkt."),
    Stap(
        "steun",
        "Wat vinden uw buren?",
        SteunForm,
        "Bespreek uw plan met de mensen om u heen. Schrijf ook op wie geen mening heeft of tegen is. Dat telt niet "
        "tegen u: wij willen weten dat u met iedereen sprak.",
    ),
    Stap(
        "begroting",
        "Wat kost het?",
        BegrotingForm,
        "Schrijf op wat u nodig hebt, en wat u of anderen daarvan zelf betalen of doen. Bedragen mogen rond zijn.",
    ),
    Stap("bijlagen", "Wilt u iets meesturen?", BijlagenForm),
    Stap("vragen", "Nog een paar vragen", ExtraForm),
)


def find_page():
    """The form that residents can use now, or None."""
    page = AanvraagPage.objects.live().public().first()
    return page if page and not page.expired else None


def get_page():
    page = find_page()
    if not page:
        raise Http404
    return page


def get_address(deel=""):
    """Where the form, or a step of it, is now; empty when there is no form online."""
    page = find_page()
    return make_address(page, deel) if page else ""


def make_address(page, deel=""):
    return page.url + (page.reverse_subpage("deel", [deel]) if deel else "")


def get_stappen(page):
    """The steps of this form: extra questions only where editors made some."""
    return [stap for stap in STAPPEN if stap.form is not ExtraForm or page.extra_vragen.all()]
