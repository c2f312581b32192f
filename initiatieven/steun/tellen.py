"""What neighbours think of a plan, counted. The applicant sees numbers; the regiegroep also streets and remarks."""

from dataclasses import dataclass

from initiatieven.models import Steunbetuiging


@dataclass(frozen=True)
class Mening:
    sleutel: str
    naam: str
    aantal: int


@dataclass(frozen=True)
class Telling:
    """`betuigingen` is for the regiegroep and the desk only."""

    meningen: tuple
    betuigingen: tuple

    @property
    def totaal(self):
        return len(self.betuigingen)


def tel_steun(aanvraag):
    """Only what was proven with a code. Shown with `initiatieven/steun/onderdelen/telling.html`."""
    betuigingen = tuple(aanvraag.steunbetuigingen.exclude(bevestigd_op=None))
    meningen = tuple(
        Mening(sleutel, naam, sum(betuiging.mening == sleutel for betuiging in betuigingen))
        for sleutel, naam in Steunbetuiging.Mening.choices
    )
    return Telling(meningen, betuigingen)
