"""Turns initiatieven.toml into groups, budgets and applications, each with the history that brought it where it is."""

import json
import tomllib
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from gebieden.models import GebiedPage
from initiatieven import geld
from initiatieven.bureau.brieven import ALTIJD, PER_GEBEURTENIS
from initiatieven.models import (
    Aanvraag,
    AanvraagPage,
    Aanvrager,
    Advies,
    Belang,
    Besluit,
    Boeking,
    Brief,
    Budget,
    InitiatievenInstellingen,
    Kostenregel,
    Lidmaatschap,
    Oordeel,
    Regiegroep,
    Toets,
)
from initiatieven.openbaar.maken import maak_concept
from initiatieven.standen import STAPPEN, Stand, Wie
from initiatieven.verloop import get_naam, zet_stap
from site_project.alkmaar.buren import add_accounts, add_support
from site_project.alkmaar.rondes import make_rondes, rank_plans

# Of what was decided later than this the letter and the payment still wait.
KORT_GELEDEN = timedelta(days=45)
AANVULLEN = ("vraag_aanvulling", 10)
NAAR_ADVIES = [("neem_in_behandeling", 10), ("vraag_advies", 14)]
NAAR_BESLUIT = [*NAAR_ADVIES, ("geef_advies", 45)]
TOEGEKEND = [*NAAR_BESLUIT, ("ken_toe", 60)]
UITGEVOERD = [*TOEGEKEND, ("meld_uitgevoerd", 130)]
VERANTWOORD = [*UITGEVOERD, ("keur_verantwoording_goed", 150)]
# The steps after handing in, each with the day after it.
WEG = {
    Stand.INGEDIEND: [],
    Stand.AANVULLING: [AANVULLEN],
    Stand.BEHANDELING: NAAR_ADVIES[:1],
    Stand.REGIEGROEP: NAAR_ADVIES,
    Stand.ADVIES: NAAR_BESLUIT,
    Stand.TOEGEKEND: TOEGEKEND,
    Stand.GEDEELTELIJK: [*NAAR_BESLUIT, ("ken_deels_toe", 60)],
    Stand.AFGEWEZEN: [NAAR_ADVIES[0], ("wijs_af", 30)],
    Stand.INGETROKKEN: [("trek_in", 20)],
    Stand.BUITEN_BEHANDELING: [AANVULLEN, ("stel_buiten_behandeling", 30)],
    Stand.UITGEVOERD: UITGEVOERD,
    Stand.VERANTWOORD: VERANTWOORD,
    Stand.VASTGESTELD: [*VERANTWOORD, ("stel_vast", 170)],
    Stand.TERUGGEVORDERD: [*TOEGEKEND, ("vorder_terug", 150)],
}
MOTIVERING = {
    "ken_toe": "Het plan maakt de buurt prettiger en de buurt staat erachter.",
    "ken_deels_toe": "Het plan past in de regels. Voor het hele bedrag is dit jaar niet genoeg geld.",
    "wijs_af": "Het geld is voor de buurt. Dit plan is vooral voor de bewoners zelf, of voor eten en drinken.",
    "stel_buiten_behandeling": "De gevraagde stukken zijn niet op tijd gekomen.",
}


@transaction.atomic
def load_initiatieven(bureau, beslisser, vaststeller, leden):
    """Fills a demo. `leden` are the accounts of the group of Overdie, the chair first."""
    if Regiegroep.objects.exists() or not GebiedPage.objects.exists():
        return 0
    return _Loader(bureau, beslisser, vaststeller, leden).load()


class _Loader:
    def __init__(self, bureau, beslisser, vaststeller, leden):
        self.bureau, self.beslisser, self.vaststeller, self.leden = bureau, beslisser, vaststeller, leden
        self.now = timezone.now()
        self.gebieden = {gebied.url_path: gebied for gebied in GebiedPage.objects.all()}
        self.formulier = AanvraagPage.objects.first()
        self.weken = InitiatievenInstellingen.load_default().beslistermijn_weken

    def load(self):
        data = tomllib.loads((Path(__file__).parent / "initiatieven.toml").read_text())
        self._make_groep(data["standaard"], standaard=True)
        for groep in data["regiegroep"]:
            self._make_groep(groep)
        self.rondes = make_rondes(data["ronde"], self.now)
        for plan in data["plan"]:
            self._load_plan(plan)
        rank_plans()
        add_support()
        add_accounts()
        return len(data["plan"])

    def _find_gebied(self, adres):
        return next(gebied for pad, gebied in self.gebieden.items() if pad.endswith(adres))

    def _make_groep(self, data, standaard=False):
        groep = Regiegroep.objects.create(
            naam=data["naam"],
            gebied=self._find_gebied(data["gebied"]) if "gebied" in data else None,
            standaard=standaard,
            voorwaarden=data.get("voorwaarden", ""),
        )
        jaar = timezone.localdate().year
        for welk in (jaar - 1, jaar, jaar + 1):
            budget = Budget.objects.create(regiegroep=groep, jaar=welk)
            budget.book(Boeking.Soort.PLAFOND, Decimal(data["plafond"]), f"Plafond van {welk}", self.bureau)
        leden = self.leden if groep.naam == "Regiegroep Overdie" else self._make_leden(groep)
        for nummer, lid in enumerate(leden):
            rol = Lidmaatschap.Rol.LID if nummer else Lidmaatschap.Rol.VOORZITTER
            vanaf = timezone.localdate() - timedelta(days=500)
            Lidmaatschap.objects.create(regiegroep=groep, gebruiker=lid, rol=rol, vanaf=vanaf)

    def _make_leden(self, groep):
        """Members who cannot log in: the other groups are only there to be seen."""
        naam = groep.naam.removeprefix("Regiegroep ")
        return [
            get_user_model().objects.create_user(
                f"lid-{groep.pk}-{nummer}", first_name=f"Lid {nummer}", last_name=f"{naam} (voorbeeld)"
            )
            for nummer in range(1, 4)
        ]

    def _load_plan(self, data):
        moment = self.now - timedelta(days=data["dagen"])
        gebied = self._find_gebied(data["gebied"])
        kosten = sum(bedrag for soort, _, bedrag in data["regels"] if soort == "kosten")
        bijdragen = sum(bedrag for soort, _, bedrag in data["regels"] if soort != "kosten")
        voor, neutraal, tegen = data["steun"]
        aanvraag = Aanvraag.objects.create(
            formulier=self.formulier,
            regiegroep=Regiegroep.objects.for_gebied(gebied),
            ronde=self.rondes.get(data.get("ronde")),
            gebied=gebied,
            gebied_naam=gebied.title,
            titel=data["titel"],
            omschrijving=data["omschrijving"],
            opbrengst=data["opbrengst"],
            uitvoering="Buren uit de straat helpen mee.",
            onderhoud="De groep zorgt er zelf voor.",
            begin=timezone.localdate(moment) + timedelta(weeks=15),
            draagvlak="Wij zijn langs de deuren gegaan.",
            aantal_voor=voor,
            aantal_neutraal=neutraal,
            aantal_tegen=tegen,
            eten_drinken=False,
            eigen_voordeel=False,
            vergunning="nee",
            gevraagd=Decimal(kosten - bijdragen),
            beslistermijn_weken=self.weken,
        )
        self._add_parts(aanvraag, data, moment)
        if data["stand"] != Stand.CONCEPT:
            aanvraag.kenmerk, aanvraag.ingediend_op = f"BI-{moment.year}-{aanvraag.pk}", moment
            aanvraag.save()
            zet_stap(aanvraag, "indienen", door_naam=data["naam"], moment=moment)
            for naam, dag in WEG[data["stand"]]:
                self._take(aanvraag, naam, moment + timedelta(days=dag), data["naam"])
        if "pagina" in data:
            self._publish_page(aanvraag, data)
        overdie = aanvraag.regiegroep.naam == "Regiegroep Overdie"
        if data["stand"] == Stand.REGIEGROEP and overdie and not aanvraag.ronde:
            self._vote(aanvraag)

    def _publish_page(self, aanvraag, data):
        page = maak_concept(aanvraag, self.bureau)
        page.samenvatting = data["pagina"]
        page.inhoud = json.dumps([{"type": "tekst", "value": data["pagina_tekst"]}])
        page.save_revision().publish()

    def _add_parts(self, aanvraag, data, moment):
        Aanvrager.objects.create(
            aanvraag=aanvraag,
            email="voorbeeld@example.org",
            email_bevestigd_op=moment,
            namens=Aanvrager.Namens.GROEP,
            organisatie=data["groep"],
            naam=data["naam"],
            adres="Voorbeeldstraat 1",
            postcode="1800 AA",
            woonplaats="Alkmaar",
            telefoon="14 072",
            kanaal=Aanvrager.Kanaal.MAIL,
        )
        Kostenregel.objects.bulk_create(
            Kostenregel(aanvraag=aanvraag, soort=soort, omschrijving=tekst, bedrag=bedrag, volgorde=nummer)
            for nummer, (soort, tekst, bedrag) in enumerate(data["regels"])
        )

    def _take(self, aanvraag, naam, moment, aanvrager):
        voorzitter = aanvraag.regiegroep.leden.first().gebruiker
        wie = {Wie.BUREAU: self.bureau, Wie.BESLISSER: self.beslisser, Wie.REGIEGROEP: voorzitter}
        door = self.vaststeller if naam in ("stel_vast", "vorder_terug") else wie.get(STAPPEN[naam].wie)
        verder = {} if door else {"door_naam": aanvrager}
        if naam == "vraag_aanvulling":
            verder["uiterlijk"] = timezone.localdate(moment) + timedelta(days=14)
            verder["toelichting"] = "Stuurt u ons een offerte of een prijs uit een winkel?"
        if naam == "geef_advies":
            self._advise(aanvraag)
        gebeurtenis = zet_stap(aanvraag, naam, door=door, moment=moment, **verder)
        if naam == "neem_in_behandeling":
            Toets.objects.create(
                aanvraag=aanvraag, compleet=True, past=True, door=self.bureau, door_naam=get_naam(self.bureau)
            )
        budget = Budget.objects.get(regiegroep=aanvraag.regiegroep, jaar=moment.year)
        if naam == "vraag_advies" and not aanvraag.ronde:
            self._book(budget, Boeking.Soort.RESERVERING, aanvraag.gevraagd, "Advies gevraagd", aanvraag)
        if naam in MOTIVERING:
            self._decide(aanvraag, naam, budget, moment)
        if naam in ALTIJD and moment < self.now - KORT_GELEDEN:
            self._send_letter(gebeurtenis)
        if naam == "stel_vast":
            geld.stel_vast(aanvraag, aanvraag.besluit.bedrag, self.vaststeller)
        if naam == "vorder_terug":
            # Reclaimed, and not paid back yet.
            geld.vorder_terug(aanvraag, geld.get_betaald(aanvraag), self.vaststeller)

    def _advise(self, aanvraag):
        deels = aanvraag.gevraagd > 3000
        zitting = [{"naam": get_naam(lid.gebruiker), "stem": "voor"} for lid in aanvraag.regiegroep.leden.all()]
        Advies.objects.create(
            aanvraag=aanvraag,
            regiegroep=aanvraag.regiegroep,
            uitkomst=Advies.Uitkomst.GEDEELTELIJK if deels else Advies.Uitkomst.TOEKENNEN,
            bedrag=min(aanvraag.gevraagd, Decimal(3000)),
            toelichting="Wij vinden dit een goed plan. De buurt is het ermee eens.",
            zitting=zitting,
            door=(voorzitter := aanvraag.regiegroep.leden.first()),
            door_naam=get_naam(voorzitter.gebruiker),
        )

    def _decide(self, aanvraag, naam, budget, moment):
        bedrag = {"ken_toe": aanvraag.gevraagd, "ken_deels_toe": Decimal(1500)}.get(naam)
        Besluit.objects.create(
            aanvraag=aanvraag,
            soort=naam,
            bedrag=bedrag,
            motivering=MOTIVERING[naam],
            door=self.beslisser,
            door_naam=get_naam(self.beslisser),
        )
        if bedrag:
            reservering = aanvraag.boekingen.filter(soort=Boeking.Soort.RESERVERING).select_related("budget").get()
            self._book(reservering.budget, Boeking.Soort.VRIJGAVE, reservering.bedrag, "Besluit genomen", aanvraag)
            self._book(budget, Boeking.Soort.TOEKENNING, bedrag, "Besluit genomen", aanvraag)
            if moment < self.now - KORT_GELEDEN:
                self._book(budget, Boeking.Soort.BETALING, bedrag, "Overgemaakt", aanvraag)

    def _send_letter(self, gebeurtenis):
        """That there was one: the file itself is not part of the demo."""
        dag = timezone.localdate(gebeurtenis.moment)
        Brief.objects.create(
            aanvraag=gebeurtenis.aanvraag,
            gebeurtenis=gebeurtenis,
            soort=PER_GEBEURTENIS[gebeurtenis.soort].sleutel,
            datum=dag,
            kanaal=Aanvrager.Kanaal.MAIL,
            bezorgd_op=dag,
            door=self.bureau,
            door_naam=get_naam(self.bureau),
        )

    def _book(self, budget, soort, bedrag, reden, aanvraag):
        budget.book(soort, bedrag, reden, self.bureau, aanvraag)

    def _vote(self, aanvraag):
        """One vote less with each plan, and one member who lives next door to the last one."""
        plannen = Aanvraag.objects.filter(stand=Stand.REGIEGROEP, regiegroep=aanvraag.regiegroep).count()
        leden = list(aanvraag.regiegroep.leden.all())
        for lid in leden[: 4 - plannen]:
            Belang.objects.create(aanvraag=aanvraag, lid=lid, betrokken=False)
            Oordeel.objects.create(
                aanvraag=aanvraag,
                lid=lid,
                stem=Oordeel.Stem.VOOR,
                draagvlak=Oordeel.Draagvlak.GOED,
                bedrag=aanvraag.gevraagd,
                reden="De buren doen mee, en het kost weinig.",
            )
        if plannen == 3:
            Belang.objects.create(aanvraag=aanvraag, lid=leden[-1], betrokken=True)
