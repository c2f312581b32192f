"""What may be asked for. The same rules answer "Kan ik aanvragen?", check the form and stand beside the file.

Source: the rules for bewonersinitiatieven on alkmaar.nl. Terms and amounts come from the settings and the regiegroep.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db import models
from django.utils.formats import date_format

from gebieden.geld import format_bedrag


class Ernst(models.TextChoices):
    GOED = "goed", "Dit past"
    LET_OP = "let_op", "Let op"
    STOP = "stop", "Dit kan niet"


class Vergunning(models.TextChoices):
    NEE = "nee", "Nee"
    GEREGELD = "geregeld", "Ja, en die heb ik of vraag ik aan"
    WEET_NIET = "weet_niet", "Dat weet ik niet"


@dataclass(frozen=True)
class Bevinding:
    """What a rule says of a plan. `veld` is the answer that it is about."""

    veld: str
    ernst: Ernst
    tekst: str


@dataclass(frozen=True)
class Post:
    """Something that the plan costs, and how many quotes came with it."""

    omschrijving: str
    bedrag: Decimal
    offertes: int = 0


@dataclass(frozen=True)
class Plan:
    """What the rules look at; None is: not asked or not answered yet."""

    begin: date | None = None
    eten_drinken: bool | None = None
    eigen_voordeel: bool | None = None
    vergunning: str = ""
    gevraagd: Decimal | None = None
    dekking: Decimal | None = None
    # What the own group has left this year.
    over: Decimal | None = None
    posten: tuple[Post, ...] = ()

    @classmethod
    def of(cls, aanvraag, **geld):
        """The answers in an application. What is asked, covered and left, the caller reckons."""
        posten = tuple(Post(*rij) for rij in aanvraag.kostenregels.list_posten())
        antwoorden = (aanvraag.begin, aanvraag.eten_drinken, aanvraag.eigen_voordeel, aanvraag.vergunning)
        return cls(*antwoorden, posten=posten, **geld)


@dataclass(frozen=True)
class Regels:
    """The figures of the municipality and of one group."""

    indienen_weken: int
    beslistermijn_weken: int
    maximum: Decimal
    dekking_verplicht: bool = False
    # None: no quote is asked.
    offerte_boven: Decimal | None = None
    woorden_eten: tuple[str, ...] = ()
    woorden_loon: tuple[str, ...] = ()

    @classmethod
    def make(cls, instellingen, regiegroep=None):
        eigen = regiegroep.maximum if regiegroep else None
        return cls(
            instellingen.indienen_weken,
            instellingen.beslistermijn_weken,
            eigen if eigen is not None else instellingen.maximum,
            instellingen.dekking_verplicht,
            instellingen.offerte_boven,
            tuple(instellingen.woorden_eten.split("\n")),
            tuple(instellingen.woorden_loon.split("\n")),
        )

    def get_eerste_dag(self, vandaag):
        """The first day on which an activity may begin."""
        return vandaag + timedelta(weeks=self.indienen_weken)

    def check(self, plan, vandaag):
        """Every finding about what is known of the plan."""
        regels = (self._check_begin, self._check_eten, self._check_voordeel, self._check_vergunning, self._check_geld)
        regels += (self._check_woorden, self._check_offertes)
        return [bevinding for regel in regels for bevinding in regel(plan, vandaag)]

    def _check_begin(self, plan, vandaag):
        if plan.begin is None:
            return
        eerste = self.get_eerste_dag(vandaag)
        if plan.begin < eerste:
            yield Bevinding(
                "begin",
                Ernst.STOP,
                f"Vraag minstens {self.indienen_weken} weken van tevoren aan. "
                f"Vraagt u vandaag aan, dan kan uw plan beginnen op {date_format(eerste, 'j F Y')} of later.",
            )
        elif plan.begin < vandaag + timedelta(weeks=self.beslistermijn_weken):
            yield Bevinding(
                "begin",
                Ernst.LET_OP,
                f"Een besluit kan {self.beslistermijn_weken} weken duren. U krijgt het antwoord misschien pas nadat u "
                "wilt beginnen. Maak nog geen kosten die u niet zelf kunt betalen.",
            )
        else:
            yield Bevinding("begin", Ernst.GOED, "U bent op tijd.")

    def _check_eten(self, plan, vandaag):
        if plan.eten_drinken:
            yield Bevinding(
                "eten_drinken",
                Ernst.LET_OP,
                "Eten en drinken betalen wij niet. Het mag er wel zijn. Zet die kosten bij wat u zelf betaalt.",
            )
        elif plan.eten_drinken is not None:
            yield Bevinding("eten_drinken", Ernst.GOED, "U vraagt geen geld voor eten en drinken.")

    def _check_voordeel(self, plan, vandaag):
        if plan.eigen_voordeel:
            yield Bevinding(
                "eigen_voordeel",
                Ernst.STOP,
                "Het geld is voor de buurt. Een plan waar iemand zelf aan verdient, kunnen wij niet betalen.",
            )
        elif plan.eigen_voordeel is not None:
            yield Bevinding("eigen_voordeel", Ernst.GOED, "Het plan is voor de buurt.")

    def _check_vergunning(self, plan, vandaag):
        if plan.vergunning == Vergunning.WEET_NIET:
            yield Bevinding(
                "vergunning",
                Ernst.LET_OP,
                "Bel ons op 14 072 en vraag of u een vergunning nodig hebt. Voor een evenement vraagt u die ook "
                "8 weken van tevoren aan.",
            )
        elif plan.vergunning:
            yield Bevinding("vergunning", Ernst.GOED, "De vergunning is geen probleem.")

    def _check_geld(self, plan, vandaag):
        if plan.gevraagd is not None and plan.gevraagd > self.maximum:
            yield Bevinding("gevraagd", Ernst.STOP, f"U kunt hoogstens {format_bedrag(self.maximum)} vragen.")
        if plan.over is not None and plan.over < (plan.gevraagd or Decimal("0.01")):
            yield Bevinding(
                "gevraagd",
                Ernst.LET_OP,
                f"Uw regiegroep heeft dit jaar nog {format_bedrag(plan.over)}. U mag aanvragen, maar misschien is er "
                "niet genoeg.",
            )
        if self.dekking_verplicht and plan.gevraagd and plan.dekking is not None and not plan.dekking:
            yield Bevinding(
                "dekking",
                Ernst.LET_OP,
                "Wij vragen dat u zelf ook iets bijdraagt: geld, spullen of werk. Zet dat bij uw begroting.",
            )

    def _check_woorden(self, plan, vandaag):
        """A word proves nothing: it only asks to look again."""
        if eten := find_posten(plan.posten, self.woorden_eten):
            yield Bevinding(
                "begroting",
                Ernst.LET_OP,
                f"In de begroting staat {eten}. Lijkt dat op eten of drinken? Dat betalen wij niet. Het mag blijven "
                "staan als u of anderen het betalen: zet het bedrag dan ook bij de bijdragen.",
            )
        if loon := find_posten(plan.posten, self.woorden_loon):
            yield Bevinding(
                "begroting",
                Ernst.LET_OP,
                f"In de begroting staat {loon}. Lijkt dat op loon of betaalde uren? Dat betalen wij niet. Werkt u er "
                "zelf aan? Zet uw uren dan ook bij de eigen bijdrage.",
            )

    def needs_offerte(self, post):
        return self.offerte_boven is not None and post.bedrag > self.offerte_boven

    def _check_offertes(self, plan, vandaag):
        nodig = [post for post in plan.posten if self.needs_offerte(post)]
        if missen := [post for post in nodig if not post.offertes]:
            yield Bevinding(
                "offertes",
                Ernst.LET_OP,
                f"Boven {format_bedrag(self.offerte_boven)} vragen wij een offerte. Die is er nog niet bij "
                f"{name_posten(missen)}.",
            )
        elif nodig:
            yield Bevinding("offertes", Ernst.GOED, "Bij elke hoge post zit een offerte.")


def find_posten(posten, woorden):
    """The names of those in which a word begins with one of these; empty when there is none."""
    begin = "|".join(re.escape(woord.strip()) for woord in woorden if woord.strip())
    if not begin:
        return ""
    return name_posten([post for post in posten if re.search(rf"\b({begin})", post.omschrijving, re.IGNORECASE)])


def name_posten(posten):
    namen = [f"“{post.omschrijving}”" for post in posten]
    return " en ".join(filter(None, [", ".join(namen[:-1]), *namen[-1:]]))
