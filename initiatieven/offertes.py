"""A quote with each line of the budget that is high: where it can be sent along, and with which line it is kept."""

from gebieden.geld import format_bedrag
from initiatieven.models import Bijlage, InitiatievenInstellingen
from initiatieven.regels import Regels

Soort = Bijlage.Soort


def find_regels(aanvraag):
    """The lines that need a quote, with those that came."""
    regels = Regels.make(InitiatievenInstellingen.load_default())
    kosten = aanvraag.kostenregels.kosten().prefetch_related("offertes") if aanvraag.pk else ()
    return [regel for regel in kosten if regels.needs_offerte(regel)]


def add_offertes(form, aanvraag, field):
    """Asks for a file with each line that misses one. Gives the lines by the name of their question."""
    missen = {f"offerte_{regel.pk}": regel for regel in find_regels(aanvraag) if not regel.offertes.all()}
    for naam, regel in missen.items():
        form.fields[naam] = field(
            label=f"Offerte bij: {regel.omschrijving} ({format_bedrag(regel.bedrag)})",
            help_text="Een offerte, prijslijst of bladzijde van een winkel waarop de prijs staat.",
            required=False,
        )
    return missen
