"""An agenda from a spreadsheet: first look at everything, then all of it in one go, into drafts."""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction

from gebieden.agenda.bestand import BestandFout
from gebieden.agenda.cellen import Bron
from gebieden.agenda.kolommen import KOLOMMEN, VOORTGANG_KOLOMMEN
from gebieden.models import AgendapuntPage, VoortgangPage
from gebieden.velden import check_order


@dataclass(frozen=True)
class Fout:
    blad: str
    rij: int
    kolom: str
    uitleg: str


@dataclass
class Wijziging:
    """One row that is good: the page that it makes or changes, and the columns that differ."""

    naam: str
    nummer: str
    waarden: dict
    page: AgendapuntPage | VoortgangPage | None
    anders: list = field(default_factory=list)

    def __str__(self):
        return self.naam

    @classmethod
    def compare(cls, naam, waarden, page, kolommen):
        concept = page.get_latest_revision_as_object() if page else None
        anders = [
            kolom.naam
            for kolom in kolommen
            if kolom.naam in waarden and (not concept or kolom.get(concept) != waarden[kolom.naam])
        ]
        return cls(naam, waarden["nummer"], waarden, concept, anders)

    def fill(self, page, kolommen):
        for kolom in kolommen:
            if kolom.naam in self.waarden:
                kolom.set(page, self.waarden[kolom.naam])


class Import:
    """What a table would do to an agenda. Reading changes nothing; `apply` does it."""

    def __init__(self, agenda, rijen, berichten=()):
        self.agenda = agenda
        self.fouten, self.punten, self.berichten = [], [], []
        self._bron = Bron()
        self._bestaand = {punt.nummer.lower(): punt for punt in agenda.punten.select_related("latest_revision")}
        self._read_punten(rijen)
        self._read_berichten(berichten)

    def _read_punten(self, rijen):
        gezien = {}
        for rij, cellen in rijen:
            waarden = self._read_row("agenda", rij, cellen, KOLOMMEN)
            if not waarden:
                continue
            sleutel = waarden["nummer"].lower()
            if sleutel in gezien:
                self._refuse("agenda", rij, "nummer", f"Dit nummer staat ook in rij {gezien[sleutel]}.")
                continue
            gezien[sleutel] = rij
            try:
                check_order(waarden.get("begin"), waarden.get("eind"))
            except ValueError as error:
                self._refuse("agenda", rij, "eind", str(error))
                continue
            naam = f"{waarden['nummer']}. {waarden['titel']}"
            self.punten.append(Wijziging.compare(naam, waarden, self._bestaand.get(sleutel), KOLOMMEN))

    def _read_berichten(self, rijen):
        """An update is known by its item, its day and what it says."""
        bestaand = VoortgangPage.objects.descendant_of(self.agenda).select_related("punt", "latest_revision")
        bekend = {get_sleutel(page.punt.nummer, page.datum, page.samenvatting): page for page in bestaand}
        nummers = {wijziging.nummer.lower() for wijziging in self.punten} | set(self._bestaand)
        gezien = set()
        for rij, cellen in rijen:
            waarden = self._read_row("voortgang", rij, cellen, VOORTGANG_KOLOMMEN)
            if not waarden or not self._is_good_update(rij, waarden, nummers):
                continue
            sleutel = get_sleutel(waarden["nummer"], waarden["datum"], waarden["wat"])
            if sleutel in gezien:
                self._refuse("voortgang", rij, "wat", "Dit bericht staat al eerder in dit blad.")
                continue
            gezien.add(sleutel)
            naam = f"bericht van {waarden['datum']:%d-%m-%Y} bij punt {waarden['nummer']}"
            self.berichten.append(Wijziging.compare(naam, waarden, bekend.get(sleutel), VOORTGANG_KOLOMMEN))

    def _read_row(self, blad, rij, cellen, kolommen):
        waarden, goed = {}, True
        for kolom in kolommen:
            if kolom.naam not in cellen:
                continue
            try:
                waarden[kolom.naam] = kolom.parse(cellen[kolom.naam], self._bron)
            except ValueError as error:
                goed = False
                self._refuse(blad, rij, kolom.naam, str(error))
        return waarden if goed else None

    def _is_good_update(self, rij, waarden, nummers):
        """The rules that hold between the columns are those of the page itself."""
        if waarden["nummer"].lower() not in nummers:
            self._refuse("voortgang", rij, "nummer", f"Punt {waarden['nummer']} staat niet op de agenda.")
            return False
        proef = VoortgangPage()
        Wijziging("", "", waarden, None).fill(proef, VOORTGANG_KOLOMMEN)
        try:
            proef.clean()
        except ValidationError as error:
            namen = {kolom.veld: kolom.naam for kolom in VOORTGANG_KOLOMMEN}
            for veld, teksten in error.message_dict.items():
                self._refuse("voortgang", rij, namen[veld], " ".join(teksten))
            return False
        return True

    def _refuse(self, *fout):
        self.fouten.append(Fout(*fout))

    @property
    def wijzigingen(self):
        return [*self.punten, *self.berichten]

    @property
    def nieuw(self):
        return [wijziging for wijziging in self.wijzigingen if not wijziging.page]

    @property
    def veranderd(self):
        return [wijziging for wijziging in self.wijzigingen if wijziging.page and wijziging.anders]

    @property
    def gelijk(self):
        return [wijziging for wijziging in self.wijzigingen if wijziging.page and not wijziging.anders]

    @property
    def zin(self):
        return f"Nieuw: {len(self.nieuw)}. Veranderd: {len(self.veranderd)}. Gelijk: {len(self.gelijk)}."

    @transaction.atomic
    def apply(self, user):
        """Everything as drafts: nothing changes for visitors. Only for a table without errors."""
        if self.fouten:
            raise BestandFout("In de tabel staan nog fouten.")
        for wijziging in self.punten:
            if wijziging.anders:
                self._save_punt(wijziging, user)
        punten = {punt.nummer.lower(): punt for punt in self.agenda.punten}
        for wijziging in self.berichten:
            if wijziging.anders:
                self._save_bericht(wijziging, punten[wijziging.nummer.lower()], user)

    def _save_punt(self, wijziging, user):
        punt = wijziging.page
        if not punt:
            # Rows of an item need a page to hang on, so its own fields go first.
            punt = AgendapuntPage(live=False, owner=user)
            wijziging.fill(punt, [kolom for kolom in KOLOMMEN if kolom.naam in ("nummer", "titel", "belofte")])
            punt.slug = self.agenda.get_free_slug(punt.title, punt.nummer)
            self.agenda.refresh_from_db()
            self.agenda.add_child(instance=punt)
        wijziging.fill(punt, KOLOMMEN)
        punt.save_revision(user=user, log_action=True)

    def _save_bericht(self, wijziging, punt, user):
        bericht = wijziging.page or VoortgangPage(live=False, owner=user)
        wijziging.fill(bericht, VOORTGANG_KOLOMMEN)
        if not wijziging.page:
            punt.refresh_from_db()
            punt.add_child(instance=bericht)
        bericht.save_revision(user=user, log_action=True)


def get_sleutel(nummer, datum, wat):
    return nummer.lower(), datum, wat
