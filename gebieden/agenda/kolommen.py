"""The columns of an agenda as a table. One definition says how a value is read from an item, written in a cell,
read from the text of a cell and put in an item: so what goes out can come in again."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError

from gebieden.models.agendapunt import AgendapuntPage
from gebieden.models.gebied import GebiedPage
from gebieden.models.punt_delen import Bijdrage, GedeeldMet, Verantwoordelijke
from gebieden.models.snippets import Partner, Teamlid, Thema
from gebieden.status import Status
from gebieden.velden import format_periode, parse_bedrag, parse_periode

DATUM = re.compile(r"^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$", re.ASCII)


class Bron:
    """The names that a table may use, read once for the whole file."""

    def __init__(self):
        self.themas = {thema.naam.lower(): thema for thema in Thema.objects.all()}
        self.partners = {partner.naam.lower(): partner for partner in Partner.objects.all()}
        self.teamleden = {str(teamlid).lower(): teamlid for teamlid in Teamlid.objects.filter(live=True)}
        self.gebieden = {gebied.title.lower(): gebied for gebied in GebiedPage.objects.all()}

    def find(self, soort, naam):
        try:
            return getattr(self, soort)[naam.lower()]
        except KeyError as error:
            raise ValueError(f"“{naam}” kennen wij niet. Kijk hoe de naam op de site staat.") from error


@dataclass(frozen=True)
class Kolom:
    """A column with text, as it stands in one field of the item."""

    naam: str
    veld: str
    uitleg: str
    voorbeeld: object = ""
    verplicht: bool = False

    def get(self, punt):
        return getattr(punt, self.veld)

    def set(self, punt, waarde):
        setattr(punt, self.veld, waarde)

    def toon(self, waarde):
        return "" if waarde is None else waarde

    def parse(self, cel, bron):
        """The value in a cell. ValueError, with a sentence for the person who made the table, when it is no good."""
        tekst = cel.replace("\r\n", "\n").strip()
        if not tekst and self.verplicht:
            raise ValueError("Deze cel mag niet leeg zijn.")
        return self.read(tekst, bron)

    def read(self, tekst, bron):
        return self.check(tekst)

    def check(self, waarde):
        """The rules of the model hold for a table as well."""
        field = AgendapuntPage._meta.get_field(self.veld)
        if isinstance(waarde, str) and field.max_length:
            check_length(waarde, field.max_length)
        try:
            field.run_validators(waarde)
        except ValidationError as error:
            raise ValueError(" ".join(error.messages)) from error
        return waarde


class Datum(Kolom):
    def toon(self, waarde):
        return waarde

    def read(self, tekst, bron):
        match = DATUM.match(tekst)
        try:
            return date(int(match[3]), int(match[2]), int(match[1])) if match else date.fromisoformat(tekst)
        except ValueError as error:
            raise ValueError(f"“{tekst}” is geen datum. Schrijf dag, maand en jaar: 31-12-2026.") from error


class Getal(Kolom):
    def read(self, tekst, bron):
        if tekst and not (tekst.isascii() and tekst.isdigit()):
            raise ValueError(f"“{tekst}” is geen heel getal.")
        return self.check(int(tekst)) if tekst else None


class Bedrag(Kolom):
    def read(self, tekst, bron):
        try:
            return self.check(parse_bedrag(tekst)) if tekst else None
        except ValueError as error:
            raise ValueError(f"“{tekst}” is geen bedrag. Schrijf bijvoorbeeld 1250 of 1.250,50.") from error


class Periode(Kolom):
    def toon(self, waarde):
        return format_periode(waarde) if waarde else ""

    def read(self, tekst, bron):
        try:
            return parse_periode(tekst) if tekst else ""
        except ValueError as error:
            raise ValueError(f"“{tekst}” is geen jaar of kwartaal. Schrijf 2027 of 2e kwartaal 2027.") from error


@dataclass(frozen=True)
class Keuze(Kolom):
    keuzes: type = None

    def toon(self, waarde):
        return self.keuzes(waarde).label if waarde else ""

    def read(self, tekst, bron):
        return read_choice(self.keuzes, tekst) if tekst else ""


@dataclass(frozen=True)
class Namen(Kolom):
    """Several snippets, one name on each line."""

    def get(self, punt):
        return sorted(item.naam for item in getattr(punt, self.veld).all())

    def toon(self, waarde):
        return "\n".join(waarde)

    def read(self, tekst, bron):
        return sorted(bron.find(self.veld, naam).naam for naam in split_lines(tekst))

    def set(self, punt, waarde):
        model = AgendapuntPage._meta.get_field(self.veld).related_model
        setattr(punt, self.veld, list(model.objects.filter(naam__in=waarde)))


class Contact(Kolom):
    def get(self, punt):
        return str(punt.contact) if punt.contact else ""

    def read(self, tekst, bron):
        return str(bron.find("teamleden", tekst)) if tekst else ""

    def set(self, punt, waarde):
        punt.contact = Bron().find("teamleden", waarde) if waarde else None


class Verantwoordelijken(Kolom):
    def get(self, punt):
        return [(rij.soort, rij.naam) for rij in punt.verantwoordelijken.all()]

    def toon(self, waarde):
        return "\n".join(f"{Verantwoordelijke.Soort(soort).label}: {naam}".removesuffix(": ") for soort, naam in waarde)

    def read(self, tekst, bron):
        delen = [[deel.strip() for deel in regel.partition(":")[::2]] for regel in split_lines(tekst)]
        return [(read_choice(Verantwoordelijke.Soort, soort), check_length(naam, 100)) for soort, naam in delen]

    def set(self, punt, waarde):
        punt.verantwoordelijken = [
            Verantwoordelijke(soort=soort, naam=naam, sort_order=number) for number, (soort, naam) in enumerate(waarde)
        ]


class Bijdragen(Kolom):
    """Who | what | how much | explanation | how sure: one contribution on each line."""

    def get(self, punt):
        return [(rij.wie, rij.soort, rij.hoeveel, rij.uitleg, rij.zekerheid) for rij in punt.bijdragen.all()]

    def toon(self, waarde):
        return "\n".join(
            " | ".join(
                [
                    wie,
                    Bijdrage.Soort(soort).label,
                    "" if hoeveel is None else str(hoeveel).replace(".", ","),
                    uitleg,
                    Bijdrage.Zekerheid(zekerheid).label,
                ]
            )
            for wie, soort, hoeveel, uitleg, zekerheid in waarde
        )

    def read(self, tekst, bron):
        return [self._read_line(regel) for regel in tekst.split("\n") if regel.strip()]

    def _read_line(self, regel):
        delen = [deel.strip() for deel in regel.split("|")]
        if len(delen) != 5 or not delen[0]:
            raise ValueError(f"“{regel}”: schrijf vijf delen met een streep ertussen: {self.voorbeeld}")
        wie, soort, hoeveel, uitleg, zekerheid = delen
        try:
            bedrag = parse_bedrag(hoeveel) if hoeveel else None
        except ValueError as error:
            raise ValueError(f"“{hoeveel}” is geen bedrag of aantal uren. Schrijf bijvoorbeeld 1250.") from error
        return (
            check_length(wie, 100),
            read_choice(Bijdrage.Soort, soort),
            bedrag,
            check_length(uitleg, 150),
            read_choice(Bijdrage.Zekerheid, zekerheid),
        )

    def set(self, punt, waarde):
        velden = ("wie", "soort", "hoeveel", "uitleg", "zekerheid")
        punt.bijdragen = [
            Bijdrage(**dict(zip(velden, rij, strict=True)), sort_order=number) for number, rij in enumerate(waarde)
        ]


class Gedeeld(Kolom):
    def get(self, punt):
        return [(rij.gebied.title, rij.notitie) for rij in punt.gedeeld.all()]

    def toon(self, waarde):
        return "\n".join(f"{gebied}: {notitie}".removesuffix(": ") for gebied, notitie in waarde)

    def read(self, tekst, bron):
        delen = [[deel.strip() for deel in regel.partition(":")[::2]] for regel in tekst.split("\n") if regel.strip()]
        return [(bron.find("gebieden", naam).title, check_length(notitie, 250)) for naam, notitie in delen]

    def set(self, punt, waarde):
        bron = Bron()
        punt.gedeeld = [
            GedeeldMet(gebied=bron.find("gebieden", naam), notitie=notitie, sort_order=number)
            for number, (naam, notitie) in enumerate(waarde)
        ]


def read_choice(keuzes, tekst):
    """A choice by its word on the site or its short name."""
    for keuze in keuzes:
        if tekst.lower() in (keuze.value, keuze.label.lower()):
            return keuze.value
    raise ValueError(f"“{tekst}” kan hier niet. Kies uit: {', '.join(keuzes.labels)}.")


def check_length(tekst, hoogste):
    if len(tekst) > hoogste:
        raise ValueError(f"“{tekst[:20]}…” is te lang: {len(tekst)} tekens. Er passen er {hoogste}.")
    return tekst


def split_lines(tekst):
    return [deel.strip() for deel in re.split(r"[\n;]", tekst) if deel.strip()]


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
]
