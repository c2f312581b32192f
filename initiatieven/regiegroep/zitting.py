"""Who judges one plan today: the members, who stepped out, who voted, and who leads."""

from django.db.models import Prefetch
from django.utils.functional import cached_property

from initiatieven.models import Aanvraag, Belang, Lidmaatschap, Oordeel
from initiatieven.regiegroep.telling import count
from initiatieven.standen import Stand
from initiatieven.verloop import get_naam


def load_leden(groepen):
    """Who sits in these groups today, by group. Somebody counts once, as chair when that is one of the roles."""
    rows = Lidmaatschap.objects.current().filter(regiegroep__in=groepen).select_related("gebruiker", "regiegroep")
    leden = {}
    for lid in rows.order_by("-rol", "vanaf", "pk"):
        leden.setdefault(lid.regiegroep_id, {}).setdefault(lid.gebruiker_id, lid)
    return {groep: list(per_gebruiker.values()) for groep, per_gebruiker in leden.items()}


def with_zitting(aanvragen):
    """Brings along all that a `Zitting` reads, so that a list asks as much as one plan."""
    return aanvragen.select_related("aanvrager", "regiegroep", "sluiting", "advies").prefetch_related(
        Prefetch("belangen", Belang.objects.select_related("lid")),
        Prefetch("oordelen", Oordeel.objects.select_related("lid__gebruiker")),
    )


class Zitting:
    def __init__(self, aanvraag, leden):
        self.aanvraag, self.leden = aanvraag, leden

    @classmethod
    def load(cls, pk):
        """As it is now, for in a transaction that holds the row of the plan."""
        aanvraag = with_zitting(Aanvraag.objects.filter(pk=pk)).get()
        return cls(aanvraag, load_leden([aanvraag.regiegroep_id]).get(aanvraag.regiegroep_id, []))

    @cached_property
    def verklaard(self):
        """What each account declared: True is involved. A later term does not undo that."""
        verklaard = {}
        for belang in self.aanvraag.belangen.all():
            verklaard[belang.lid.gebruiker_id] = verklaard.get(belang.lid.gebruiker_id, False) or belang.betrokken
        return verklaard

    def is_eigen(self, lid):
        """Whether this member is the applicant: an e-mail address that was proven, whatever was declared."""
        aanvrager = getattr(self.aanvraag, "aanvrager", None)
        if not aanvrager or not aanvrager.email or not aanvrager.email_bevestigd_op:
            return False
        return aanvrager.email.casefold() == lid.gebruiker.email.casefold()

    def is_betrokken(self, lid):
        return self.verklaard.get(lid.gebruiker_id, False) or self.is_eigen(lid)

    def may_read(self, lid):
        """The file opens after the member declared to have no interest in it."""
        return lid.gebruiker_id in self.verklaard and not self.is_betrokken(lid)

    @cached_property
    def gerechtigd(self):
        return [lid for lid in self.leden if not self.is_betrokken(lid)]

    @cached_property
    def betrokken(self):
        return [lid for lid in self.leden if self.is_betrokken(lid)]

    @cached_property
    def oordelen(self):
        """The votes that count: of this term of who sits today and did not step out."""
        wie = {lid.pk for lid in self.gerechtigd}
        return [oordeel for oordeel in self.aanvraag.oordelen.all() if oordeel.lid_id in wie]

    def get_oordeel(self, lid):
        return next((oordeel for oordeel in self.oordelen if oordeel.lid_id == lid.pk), None)

    @property
    def wacht_op(self):
        return [lid for lid in self.gerechtigd if not self.get_oordeel(lid)]

    @property
    def is_gesloten(self):
        return hasattr(self.aanvraag, "sluiting")

    @property
    def is_compleet(self):
        return bool(self.gerechtigd) and len(self.oordelen) == len(self.gerechtigd)

    @property
    def is_kleiner(self):
        """Fewer may vote than the group asks votes: then all of them must."""
        return len(self.gerechtigd) < self.aanvraag.regiegroep.quorum

    @property
    def is_open(self):
        """Whether votes may be cast or changed."""
        return self.aanvraag.stand == Stand.REGIEGROEP and not self.is_gesloten

    @property
    def toont_stemmen(self):
        return not self.is_open or self.is_compleet

    @cached_property
    def leider(self):
        """The chair; the member who sits longest when the chair may not judge this plan or there is none."""
        voorzitters = [lid for lid in self.gerechtigd if lid.is_voorzitter]
        langst = sorted(self.gerechtigd, key=lambda lid: (lid.vanaf, lid.pk))
        return next(iter(voorzitters or langst), None)

    def leads(self, lid):
        """Every chair may lead; somebody else only in their place."""
        if lid not in self.gerechtigd:
            return False
        return lid.is_voorzitter or lid == self.leider

    @cached_property
    def telling(self):
        return count(
            [(oordeel.stem, oordeel.bedrag) for oordeel in self.oordelen],
            len(self.gerechtigd),
            self.aanvraag.regiegroep.quorum,
            self.aanvraag.gevraagd,
            self.aanvraag.regiegroep.twee_derde,
        )

    def make_snapshot(self):
        """Who sits now, what they declared and how they voted: names and terms change later."""
        return [self._describe(lid) for lid in self.leden]

    def _describe(self, lid):
        oordeel = self.get_oordeel(lid)
        regel = {
            "gebruiker": lid.gebruiker_id,
            "naam": get_naam(lid.gebruiker),
            "rol": lid.rol,
            "betrokken": self.is_betrokken(lid),
            "verklaard": lid.gebruiker_id in self.verklaard,
            "stem": oordeel.stem if oordeel else "",
        }
        if oordeel:
            bedrag = None if oordeel.bedrag is None else str(oordeel.bedrag)
            regel |= {"draagvlak": oordeel.draagvlak, "bedrag": bedrag, "reden": oordeel.reden}
        return regel
