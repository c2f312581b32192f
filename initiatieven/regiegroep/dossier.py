"""What a member sees of a plan: all that is needed to judge it, and nothing with which to find who asks."""

from collections import Counter
from decimal import Decimal

from django.utils import timezone
from django.utils.functional import cached_property

from initiatieven.models import Kostenregel, Steunbetuiging
from initiatieven.regels import Ernst, Plan, Regels
from initiatieven.regiegroep.zitting import OP_TAFEL, say_stem

VRAGEN = ("omschrijving", "opbrengst", "uitvoering", "onderhoud", "plek", "begin", "eind", "andere_subsidie")


class Dossier:
    def __init__(self, zitting, lid, instellingen):
        self.zitting, self.lid, self.instellingen = zitting, lid, instellingen
        self.aanvraag = zitting.aanvraag

    @property
    def antwoorden(self):
        """Question and answer, as far as something was answered."""
        for naam in VRAGEN:
            if antwoord := getattr(self.aanvraag, naam):
                yield self.aanvraag._meta.get_field(naam).verbose_name, antwoord

    @cached_property
    def regels(self):
        return list(self.aanvraag.kostenregels.all())

    @property
    def kosten(self):
        return [regel for regel in self.regels if regel.soort == Kostenregel.Soort.KOSTEN]

    @property
    def bijdragen(self):
        return [regel for regel in self.regels if regel.soort != Kostenregel.Soort.KOSTEN]

    @property
    def totaal_kosten(self):
        return sum((regel.bedrag for regel in self.kosten), Decimal(0))

    @property
    def totaal_bijdragen(self):
        return sum((regel.bedrag for regel in self.bijdragen), Decimal(0))

    @cached_property
    def steun(self):
        """How many neighbours said what, and from which streets. What they wrote is not for the group."""
        rows = self.aanvraag.steunbetuigingen.filter(bevestigd_op__isnull=False).values_list("mening", "straat")
        meningen = Counter(mening for mening, _ in rows)
        return {
            "meningen": [(soort.label, meningen[soort]) for soort in Steunbetuiging.Mening if meningen[soort]],
            "straten": sorted({straat for _, straat in rows}),
        }

    @property
    def bevindingen(self):
        """What the rules said of the plan on the day that it came in."""
        aanvraag = self.aanvraag
        plan = Plan.of(aanvraag, gevraagd=aanvraag.gevraagd, dekking=self.totaal_bijdragen)
        regels = Regels.make(self.instellingen, aanvraag.regiegroep)
        return [
            bevinding
            for bevinding in regels.check(plan, timezone.localdate(aanvraag.ingediend_op))
            if bevinding.ernst != Ernst.GOED
        ]

    @property
    def bijlagen(self):
        """As long as the group or the municipality has to judge."""
        return list(get_bijlagen(self.aanvraag))

    @cached_property
    def reacties(self):
        return list(self.aanvraag.reacties.select_related("lid__gebruiker"))

    @property
    def mag_schrijven(self):
        return self.aanvraag.stand in OP_TAFEL

    @property
    def mag_stemmen(self):
        return self.zitting.is_open and not self.zitting.in_ronde and self.lid in self.zitting.gerechtigd

    @cached_property
    def leidt(self):
        return self.zitting.leads(self.lid)

    @property
    def zitting_toen(self):
        """Who sat when the advice was recorded, with their votes in words."""
        return [lid | {"stem": say_stem(lid)} for lid in self.aanvraag.advies.zitting]

    @property
    def besluit(self):
        return getattr(self.aanvraag, "besluit", None)


def get_bijlagen(aanvraag):
    """The attachments with the plan itself. Letters, receipts and the paper form hold addresses."""
    if aanvraag.stand not in OP_TAFEL:
        return aanvraag.bijlagen.none()
    soort = aanvraag.bijlagen.model.Soort
    plan = aanvraag.bijlagen.select_related("regel")
    return plan.filter(soort__in=[soort.OFFERTE, soort.DRAAGVLAK, soort.TEKENING, soort.ANDERS])
