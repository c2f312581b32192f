"""What goes out of the registers as a file, and that it did."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import LogFormatter, log

from home.tabel import make_response
from initiatieven.inzage import log_inzage
from initiatieven.registers.rechten import PERSOONSGEGEVENS
from initiatieven.registers.termijnen import Termijnen

FORMATEN = ("xlsx", "csv")
LOGACTIE = "initiatieven.exporteer"
KOLOMMEN = (
    *("kenmerk", "plan", "gebied", "regiegroep", "stand", "sinds", "binnengekomen", "ingediend"),
    *("beslissen uiterlijk", "termijn", "gevraagd", "toegekend", "voor", "geen mening", "tegen"),
    *("ronde", "plaats in de ronde"),
)
# No account number: who pays looks it up in the file.
PERSOONLIJK = {
    "namens": "get_namens_display",
    "organisatie": "organisatie",
    "naam": "naam",
    "adres": "adres",
    "postcode": "postcode",
    "woonplaats": "woonplaats",
    "telefoon": "telefoon",
    "e-mailadres": "email",
    "berichten": "get_kanaal_display",
}


def register_log_actions(actions):
    @actions.register_action(LOGACTIE)
    class ExportFormatter(LogFormatter):
        label = "Initiatieven exporteren"
        message = "Gegevens van initiatieven geëxporteerd"

        def format_comment(self, entry):
            met = ", met persoonsgegevens" if entry.data.get("persoonsgegevens") else ""
            return f"{entry.data.get('wat')}: {entry.data.get('aantal')} regels{met}"


def log_export(user, wat, aantal, formaat, persoonsgegevens=False):
    data = {"wat": wat, "aantal": aantal, "formaat": formaat, "persoonsgegevens": persoonsgegevens}
    log(user, LOGACTIE, user=user, data=data)


@transaction.atomic
def export_aanvragen(request, queryset, formaat, persoonlijk=False):
    """What is logged is exactly what goes out: the list is read once."""
    if persoonlijk and not request.user.has_perm(PERSOONSGEGEVENS):
        raise PermissionDenied
    relaties = ["regiegroep", "ronde", "advies", "besluit", *(["aanvrager"] if persoonlijk else [])]
    aanvragen = list(queryset.select_related(*relaties))
    if persoonlijk:
        log_inzage(request, f"Export met persoonsgegevens ({formaat})", *aanvragen)
    log_export(request.user, "aanvragen", len(aanvragen), formaat, persoonlijk)
    termijnen = Termijnen()
    rijen = (make_row(aanvraag, termijnen, persoonlijk) for aanvraag in aanvragen)
    namen = [*KOLOMMEN, *(PERSOONLIJK if persoonlijk else ())]
    return make_response(namen, rijen, formaat, "aanvragen")


def make_row(aanvraag, termijnen, persoonlijk):
    besluit, advies = getattr(aanvraag, "besluit", None), getattr(aanvraag, "advies", None)
    waarden = (
        aanvraag.kenmerk,
        aanvraag.titel,
        aanvraag.gebied_naam,
        aanvraag.regiegroep.naam if aanvraag.regiegroep else "",
        aanvraag.get_stand_display(),
        timezone.localdate(aanvraag.stand_sinds),
        aanvraag.get_bron_display(),
        timezone.localdate(aanvraag.ingediend_op),
        termijnen.get_uiterlijk(aanvraag),
        termijnen.describe(aanvraag),
        aanvraag.gevraagd,
        besluit.bedrag if besluit else None,
        aanvraag.aantal_voor,
        aanvraag.aantal_neutraal,
        aanvraag.aantal_tegen,
        aanvraag.ronde.naam if aanvraag.ronde else "",
        advies.plaats if advies else None,
    )
    rij = dict(zip(KOLOMMEN, waarden, strict=True))
    return {**rij, **describe_aanvrager(getattr(aanvraag, "aanvrager", None))} if persoonlijk else rij


def describe_aanvrager(aanvrager):
    """Empty when the personal data were removed."""
    waarden = {naam: getattr(aanvrager, veld, "") for naam, veld in PERSOONLIJK.items()}
    return {naam: waarde() if callable(waarde) else waarde for naam, waarde in waarden.items()}
