"""The first screen of "Mijn aanvraag", and the files that belong to it."""

from django.db.models import Max
from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone

from gebieden.geld import format_bedrag
from initiatieven import geld
from initiatieven.bestanden import serve_bijlage
from initiatieven.iban import hide_iban
from initiatieven.models import STEUN_OPEN, Bijlage
from initiatieven.persoonlijk import forget
from initiatieven.standen import AFGESLOTEN, GEHONOREERD, ONBESLIST, TOEGEKEND, Melding, Stand
from initiatieven.verloop import is_cancelled

from .antwoord import find_vragen
from .fasen import WOORDEN, explain_round, explain_term, get_fasen, get_gebeurtenissen
from .gegevens import needs_account
from .scherm import MijnScherm, VerborgenScherm

# What was just done, by the word in the address.
GEDAAN = {
    "antwoord": "Dank u wel. Wij hebben uw antwoord.",
    "ingetrokken": "Uw aanvraag is ingetrokken.",
    "niet-door": "Wij hebben uw melding. Het subsidiebureau neemt contact met u op.",
    "gegevens": "Uw gegevens zijn bewaard.",
    "adres": "Uw nieuwe e-mailadres is bevestigd. U krijgt daar ook een nieuwe link.",
    "rekening": "Uw rekeningnummer is bewaard.",
    "nieuwe-link": "Er is een nieuwe link. De oude werkt niet meer.",
    "verantwoord": "Dank u wel. Wij hebben uw verhaal en de kosten.",
}


def find_brieven(aanvraag):
    """Letters that were delivered: one that waits for a signature is nobody's yet."""
    bezorgd = aanvraag.gebeurtenissen.filter(soort=Melding.BEZORGD).aggregate(laatst=Max("moment"))["laatst"]
    brieven = aanvraag.bijlagen.filter(soort=Bijlage.Soort.BRIEF)
    return brieven.filter(moment__lte=bezorgd) if bezorgd else brieven.none()


def find_eigen_bijlagen(aanvraag):
    return aanvraag.bijlagen.exclude(soort=Bijlage.Soort.BRIEF)


def make_overzicht(aanvraag):
    """All that the screen shows; a template asks nothing itself."""
    toegekend = aanvraag.stand in TOEGEKEND
    kop, uitleg, straks = find_words(aanvraag)
    besluit = getattr(aanvraag, "besluit", None)
    niet_door = toegekend and is_cancelled(aanvraag)
    return {
        "kop": "Uw plan gaat niet door" if niet_door else kop,
        "uitleg": "Het subsidiebureau neemt contact met u op over het geld." if niet_door else uitleg,
        "straks": "" if niet_door else straks,
        "termijn": explain_term(aanvraag, timezone.localdate()),
        "ronde": explain_round(aanvraag, timezone.now()),
        "vragen": find_vragen(aanvraag) if aanvraag.stand in ONBESLIST or toegekend else [],
        "fasen": get_fasen(aanvraag),
        "gebeurtenissen": get_gebeurtenissen(aanvraag),
        "brieven": find_brieven(aanvraag),
        "bijlagen": find_eigen_bijlagen(aanvraag)
        .select_related("regel")
        .filter(foto=None)
        .exclude(soort=Bijlage.Soort.BON),
        "besluit": besluit if aanvraag.stand in GEHONOREERD else None,
        "mag_intrekken": aanvraag.stand in ONBESLIST,
        "mag_niet_door": toegekend and not niet_door,
        "mag_wijzigen": aanvraag.stand not in AFGESLOTEN,
        "mag_steun": aanvraag.stand in STEUN_OPEN,
        "vraagt_rekening": not niet_door and needs_account(aanvraag),
        "rekening": hide_iban(aanvraag.aanvrager.iban),
        "vraagt_verantwoording": toegekend and not niet_door,
        "fotos": aanvraag.stand in (Stand.UITGEVOERD, Stand.VERANTWOORD, Stand.VASTGESTELD),
    }


def find_words(aanvraag):
    """What is going on and what comes next; once the amount is fixed, also what must still come back."""
    if nog_terug := geld.get_nog_terug(aanvraag):
        return (
            "U moet geld terugbetalen",
            f"U betaalt nog {format_bedrag(nog_terug)} terug. In de brief staat waarom en hoe.",
            "Hebben wij het geld? Dan is alles klaar. In de brief staat ook hoe u bezwaar maakt.",
        )
    if aanvraag.stand == Stand.TERUGGEVORDERD and aanvraag.vastgesteld is not None:
        return "Alles is klaar", "De subsidie is teruggenomen. U hoeft niets meer terug te betalen.", ""
    return WOORDEN[aanvraag.stand]


class Overzicht(MijnScherm):
    http_method_names = ["get", "head"]
    template_name = "initiatieven/mijn/aanvraag.html"

    def get(self, request):
        gedaan = GEDAAN.get(request.GET.get("gedaan"), "")
        return self.show(gedaan=gedaan, **make_overzicht(self.aanvraag))


class Download(MijnScherm):
    http_method_names = ["get", "head"]

    def get(self, request, pk):
        bijlage = (find_brieven(self.aanvraag) | find_eigen_bijlagen(self.aanvraag)).filter(pk=pk).first()
        if not bijlage:
            raise Http404
        return serve_bijlage(bijlage)


class Vergeten(VerborgenScherm):
    """On a computer of the library: this browser no longer knows the application."""

    http_method_names = ["post"]

    def post(self, request):
        response = redirect("mijn:kwijt")
        response["Location"] += "?vergeten=ja"
        return forget(response)
