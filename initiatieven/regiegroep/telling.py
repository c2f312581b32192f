"""What the votes on a plan come to. Nothing but counting: who may vote is asked elsewhere."""

from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from initiatieven.models import Advies, Oordeel

Stem, Uitkomst = Oordeel.Stem, Advies.Uitkomst
VOOR = (Stem.VOOR, Stem.VOORWAARDE)


@dataclass(frozen=True)
class Telling:
    """`waarom` is one sentence for the members. `nodig` is how many votes there must be."""

    uitkomst: Uitkomst
    waarom: str
    voor: int
    tegen: int
    onthouden: int
    nodig: int
    bedrag: Decimal | None = None
    vraagt_voorwaarden: bool = False

    @property
    def versie(self):
        """The same as long as the result is the same, for who has it on the screen."""
        return f"{self.uitkomst}-{self.voor}-{self.tegen}-{self.onthouden}-{self.bedrag or ''}"


def count(stemmen, gerechtigd, quorum, gevraagd, twee_derde=False):
    """`stemmen` are (vote, proposed amount); without an amount the vote is for all that was asked.

    Who steps out of a plan lowers the number that must vote: of a group of two no three can.
    """
    keuzes = [stem for stem, _ in stemmen]
    voor = sum(stem in VOOR for stem in keuzes)
    tegen, onthouden = keuzes.count(Stem.TEGEN), keuzes.count(Stem.ONTHOUDEN)
    nodig = max(min(quorum, gerechtigd), 1)
    uitkomst, waarom = _judge(len(keuzes), voor, tegen, nodig, twee_derde)
    if uitkomst != Uitkomst.TOEKENNEN:
        return Telling(uitkomst, waarom, voor, tegen, onthouden, nodig)
    bedrag = get_bedrag([bedrag if bedrag is not None else gevraagd for stem, bedrag in stemmen if stem in VOOR])
    if bedrag is not None and gevraagd is not None and bedrag < gevraagd:
        uitkomst = Uitkomst.GEDEELTELIJK
    return Telling(uitkomst, waarom, voor, tegen, onthouden, nodig, bedrag, keuzes.count(Stem.VOORWAARDE) * 2 >= voor)


def _judge(uitgebracht, voor, tegen, nodig, twee_derde):
    if uitgebracht < nodig:
        nog = "er is er 1" if nodig == 1 else f"er zijn er {nodig}"
        return Uitkomst.GEEN, f"Er zijn te weinig stemmen: {uitgebracht}, en {nog} nodig."
    if not voor and not tegen:
        return Uitkomst.GEEN, "Iedereen heeft zich onthouden."
    if voor == tegen:
        return Uitkomst.GEEN, "De stemmen staken: er zijn er evenveel voor als tegen."
    if voor < tegen:
        return Uitkomst.AFWIJZEN, "Er zijn meer stemmen tegen dan voor."
    if twee_derde and voor * 3 < (voor + tegen) * 2:
        return Uitkomst.AFWIJZEN, "Er zijn meer stemmen voor, maar geen twee derde."
    return Uitkomst.TOEKENNEN, "Twee derde is voor." if twee_derde else "Er zijn meer stemmen voor dan tegen."


def get_bedrag(bedragen):
    """The middle of what those in favour propose: one who wants nothing or everything does not decide."""
    bekend = [bedrag for bedrag in bedragen if bedrag is not None]
    return Decimal(median(bekend)).quantize(Decimal("0.01")) if bekend else None
