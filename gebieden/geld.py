"""What an agenda item costs, who brings what, and what is still missing."""

from decimal import Decimal

from django.utils.functional import cached_property


def format_bedrag(bedrag):
    """Euros as a Dutch reader writes them, which stay on one line: € 1.250 or € 1.250,50."""
    text = f"{bedrag:,.2f}".translate(str.maketrans(",.", ".,")).removesuffix(",00")
    return f"€\xa0{text}"


class Geld:
    def __init__(self, punt):
        self.punt = punt

    @cached_property
    def bijdragen(self):
        return list(self.punt.bijdragen.all())

    @property
    def toegezegd(self):
        """The euros that someone promised, confirmed or paid."""
        return sum((bijdrage.hoeveel or Decimal(0) for bijdrage in self.bijdragen if bijdrage.is_geld), Decimal(0))

    @property
    def tekort(self):
        """The euros that are still missing, or None when the cost is not known."""
        return max(self.punt.kosten - self.toegezegd, Decimal(0)) if self.punt.kosten is not None else None

    @property
    def zin(self):
        """The gap in one line."""
        if self.punt.kosten is None:
            return f"Er is {format_bedrag(self.toegezegd)} toegezegd." if self.toegezegd else ""
        kosten = format_bedrag(self.punt.kosten)
        if not self.tekort:
            return f"Het kost {kosten}. Dat geld is er."
        return (
            f"Het kost {kosten}. Daarvan is {format_bedrag(self.toegezegd)} toegezegd. "
            f"Er is nog {format_bedrag(self.tekort)} nodig."
        )
