"""The columns of an item that hold more than one thing in a cell, mostly one on each line."""

from gebieden.agenda.cellen import Kolom, check_length, read_choice, split_lines
from gebieden.models.punt_delen import Bijdrage, GedeeldMet, Verantwoordelijke
from gebieden.velden import parse_bedrag


class Namen(Kolom):
    """Several snippets, one name on each line."""

    def get(self, punt):
        return sort_by_naam(item for item in getattr(punt, self.veld).all() if item.is_online)

    def toon(self, waarde):
        return "\n".join(item.naam for item in waarde)

    def read(self, tekst, bron):
        return sort_by_naam({bron.find(self.veld, naam) for naam in split_lines(tekst)})


class Contact(Kolom):
    def get(self, punt):
        return punt.contact if punt.contact and punt.contact.is_online else None

    def toon(self, waarde):
        return str(waarde or "")

    def read(self, tekst, bron):
        return bron.find("teamleden", tekst) if tekst else None


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
        return [(rij.gebied, rij.notitie) for rij in punt.gedeeld.all()]

    def toon(self, waarde):
        return "\n".join(f"{gebied.title}: {notitie}".removesuffix(": ") for gebied, notitie in waarde)

    def read(self, tekst, bron):
        delen = [[deel.strip() for deel in regel.partition(":")[::2]] for regel in tekst.split("\n") if regel.strip()]
        return [(bron.find("gebieden", naam), check_length(notitie, 250)) for naam, notitie in delen]

    def set(self, punt, waarde):
        punt.gedeeld = [
            GedeeldMet(gebied=gebied, notitie=notitie, sort_order=number)
            for number, (gebied, notitie) in enumerate(waarde)
        ]


def sort_by_naam(items):
    return sorted(items, key=lambda item: item.naam)
