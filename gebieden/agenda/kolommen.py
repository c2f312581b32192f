"""The columns of an agenda as a table: one sheet of items and one of their updates."""

from datetime import date
from decimal import Decimal

from gebieden.agenda.cellen import (
    Bedrag,
    Beeld,
    Blokken,
    Datum,
    Getal,
    JaNee,
    Keuze,
    Kolom,
    NummerVanPunt,
    Periode,
)
from gebieden.agenda.rijen import Bijdragen, Contact, Gedeeld, Namen, Verantwoordelijken
from gebieden.models.agendapunt import AgendapuntPage
from gebieden.models.voortgang import VoortgangPage
from gebieden.status import Status

KOLOMMEN = [
    Kolom("nummer", "nummer", "Het eigen nummer. Hieraan herkent de site het punt.", "1", verplicht=True),
    Kolom("titel", "title", "Een korte naam.", "Veilig oversteken bij de school", verplicht=True),
    Kolom(
        "belofte",
        "samenvatting",
        "Wat gaat er gebeuren? Hoogstens 300 tekens.",
        "Wij maken de oversteek bij de school veiliger.",
        verplicht=True,
    ),
    Datum("beloofd_op", "beloofd_op", "De dag van de belofte.", date(2026, 1, 15), verplicht=True),
    Keuze("soort", "soort", "Wat voor punt is het?", "Project", True, AgendapuntPage.Soort),
    Namen("themas", "themas", "Namen van thema’s, elk op een regel.", "Veilig"),
    Keuze("beginstatus", "beginstatus", "De status aan het begin.", "Idee", True, Status),
    Kolom("waarom", "waarom", "Waarom staat dit op de agenda?", "Ouders vinden het hier gevaarlijk."),
    Keuze("herkomst", "herkomst", "Waar komt het punt uit?", "een vragenlijst", False, AgendapuntPage.Herkomst),
    Getal("aantal_mensen", "aantal_mensen", "Hoeveel mensen vroegen dit?", 42),
    Verantwoordelijken(
        "verantwoordelijken", "verantwoordelijken", "Elk op een regel, de trekker eerst.", "Gemeente\nBewoners: ouders"
    ),
    Namen("partners", "partners", "Namen van partners, elk op een regel."),
    Periode("begin", "begin", "Jaar of kwartaal.", "1e kwartaal 2026"),
    Periode("eind", "eind", "Jaar of kwartaal.", "2027"),
    Keuze("geld", "dekking", "Is het geld geregeld?", "Geld is deels geregeld", False, AgendapuntPage.Dekking),
    Bedrag("kosten", "kosten", "Het totaal in euro’s.", Decimal("12500")),
    Bijdragen(
        "bijdragen",
        "bijdragen",
        "Elk op een regel: wie | wat | hoeveel | uitleg | hoe zeker.",
        "Gemeente | Geld | 8000 | budget verkeer | Bevestigd",
    ),
    Contact("contact", "contact", "De naam op de kaart van het teamlid."),
    Kolom("plek", "plek", "Waar is het?", "het plein bij de school"),
    Kolom("coordinaat", "coordinaat", "Breedte en lengte.", "52.6324, 4.7534"),
    Gedeeld("ook_op_agenda_van", "gedeeld", "Elk op een regel: gebied: wat het daar betekent."),
    Beeld("afbeelding", "afbeelding_id", "Het nummer van de afbeelding op de site."),
    Blokken("meer_uitleg", "inhoud", "De blokken van ‘Meer uitleg’. Laat dit zoals de site het schreef."),
]
VOORTGANG_KOLOMMEN = [
    NummerVanPunt("nummer", "nummer", "Het nummer van het punt.", "1", verplicht=True),
    Datum("datum", "datum", "De dag van het bericht.", date(2026, 3, 1), verplicht=True, model=VoortgangPage),
    Kolom("wie", "rol", "De rol van wie schrijft.", "gebiedsregisseur", verplicht=True, model=VoortgangPage),
    Kolom(
        "wat",
        "samenvatting",
        "Wat is er veranderd? Hoogstens 300 tekens.",
        "De oversteek is ontworpen.",
        verplicht=True,
        model=VoortgangPage,
    ),
    Kolom("waarom", "waarom", "Verplicht bij een nieuwe status.", "De school dacht mee.", model=VoortgangPage),
    Kolom("vervolg", "vervolg", "Wat gebeurt er nu?", "Wij vragen prijzen aan.", model=VoortgangPage),
    Datum("volgend_bericht", "volgend_bericht", "Wanneer hoort u weer van ons?", date(2026, 6, 1), model=VoortgangPage),
    Keuze("status", "status", "Alleen als de status verandert.", "Gepland", keuzes=Status, model=VoortgangPage),
    Kolom("wacht_op", "wacht_op", "Verplicht bij ‘Wacht op anderen’.", model=VoortgangPage),
    JaNee("geen_nieuws", "geen_nieuws", "Schrijf ja als er nog geen nieuws is.", model=VoortgangPage),
    Kolom("nieuwe_belofte", "nieuwe_belofte", "Hoe de belofte nu luidt.", model=VoortgangPage),
    Blokken("blokken", "inhoud", "Foto’s, film en links. Laat dit zoals de site het schreef.", model=VoortgangPage),
]
