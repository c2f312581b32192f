"""Who judges one plan today: the members, who stepped out, who voted, and who leads."""

from django.db.models import Prefetch, Q
from django.utils.functional import cached_property

from initiatieven.models import Aanvraag, Belang, Lidmaatschap, Oordeel
from initiatieven.regiegroep.telling import count
from initiatieven.regiegroep.volgorde import Deelnemer, rank
from initiatieven.standen import BIJ_BUREAU, GEHONOREERD, Stand
from initiatieven.verloop import get_naam

# The group judged; its members may read what came of it.
UITGESPROKEN = (Stand.ADVIES, *GEHONOREERD, Stand.AFGEWEZEN, Stand.TERUGGEVORDERD)
OP_TAFEL = (Stand.REGIEGROEP, Stand.ADVIES)
STEMMEN = dict(Oordeel.Stem.choices)


def load_leden(groepen):
    """Who sits in these groups today, by group. Somebody counts once, as chair when that is one of the roles."""
    rows = Lidmaatschap.objects.current().filter(regiegroep__in=groepen).select_related("gebruiker", "regiegroep")
    leden = {}
    for lid in rows.order_by("-rol", "vanaf", "pk"):
        leden.setdefault(lid.regiegroep_id, {}).setdefault(lid.gebruiker_id, lid)
    return {groep: list(per_gebruiker.values()) for groep, per_gebruiker in leden.items()}


def with_zitting(aanvragen):
    """Brings along all that a `Zitting` reads, so that a list asks as much as one plan."""
    return aanvragen.select_related("aanvrager", "regiegroep", "ronde", "sluiting", "advies").prefetch_related(
        Prefetch("belangen", Belang.objects.select_related("lid")),
        Prefetch("oordelen", Oordeel.objects.select_related("lid__gebruiker")),
    )


def load_plannen(groepen):
    """The plans in which these groups have a role."""
    plannen = Aanvraag.objects.filter(regiegroep__in=groepen, geanonimiseerd_op=None)
    return with_zitting(plannen.filter(Q(stand=Stand.REGIEGROEP) | Q(stand__in=UITGESPROKEN, advies__isnull=False)))


def say_stem(lid):
    """The vote of a member in a snapshot."""
    return f"Plaats {lid['plaats']}" if lid.get("plaats") else STEMMEN.get(lid.get("stem"), "")


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
    def in_ronde(self):
        """Whether it is ranked against other plans, and not voted on by itself."""
        return self.aanvraag.ronde_id is not None

    @property
    def is_klaar(self):
        """Whether the advice may be recorded. A round is closed first: the places of all its plans hang together."""
        return self.is_gesloten or (self.is_compleet and not self.in_ronde)

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
    def plek(self):
        """Where it stands in its round."""
        return Rangschikking.load(self.aanvraag.ronde, self.aanvraag.regiegroep_id, self.leden).find(self)

    @property
    def plaats(self):
        """None as well when nobody gave it one."""
        return self.plek.plaats if self.in_ronde and self.oordelen else None

    @cached_property
    def telling(self):
        if self.in_ronde:
            return self.plek.telling
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
            regel |= {"plaats": oordeel.plaats} if oordeel.plaats else {}
        return regel


class Rangschikking:
    """The plans of one round before one group, and the places that its members gave them."""

    def __init__(self, ronde, leden, zittingen, bij_bureau):
        self.ronde, self.leden, self.zittingen, self.bij_bureau = ronde, leden, zittingen, bij_bureau

    @classmethod
    def load(cls, ronde, groep, leden):
        plannen = Aanvraag.objects.filter(ronde=ronde, regiegroep=groep, geanonimiseerd_op=None)
        # Also the plan of which the advice is being recorded at this moment.
        plannen = plannen.filter(Q(stand__in=OP_TAFEL) | Q(stand__in=UITGESPROKEN, advies__isnull=False))
        plannen = with_zitting(plannen).order_by("ingediend_op", "pk")
        bij_bureau = Aanvraag.objects.filter(ronde=ronde, regiegroep=groep, stand__in=BIJ_BUREAU).count()
        return cls(ronde, leden, [Zitting(plan, leden) for plan in plannen], bij_bureau)

    @property
    def open_zittingen(self):
        return [zitting for zitting in self.zittingen if zitting.is_open]

    @property
    def is_begonnen(self):
        """Ranking is about all plans at once: not before the round closed and the desk looked at each."""
        return self.ronde.is_gesloten() and not self.bij_bureau and bool(self.zittingen)

    @property
    def is_open(self):
        return self.is_begonnen and bool(self.open_zittingen)

    @property
    def is_compleet(self):
        return not any(zitting.wacht_op for zitting in self.open_zittingen)

    @property
    def toont_volgorde(self):
        return self.is_begonnen and self.is_compleet

    def get_eigen(self, lid):
        """The plans that this member may rank."""
        return [zitting for zitting in self.open_zittingen if zitting.may_read(lid)]

    def get_dicht(self, lid):
        """The plans about which this member did not say yet whether there is an interest."""
        return [
            zitting for zitting in self.open_zittingen if not zitting.may_read(lid) and not zitting.is_betrokken(lid)
        ]

    def moet(self, lid):
        """Whether this member has something to do."""
        return self.is_open and any(
            not zitting.is_betrokken(lid) and not zitting.get_oordeel(lid) for zitting in self.open_zittingen
        )

    @property
    def deelnemers(self):
        """The members who may rank at least one plan."""
        return [lid for lid in self.leden if any(lid in zitting.gerechtigd for zitting in self.zittingen)]

    @property
    def ingeleverd(self):
        return [lid for lid in self.deelnemers if not self.moet(lid)]

    @property
    def wacht_op(self):
        return [lid for lid in self.leden if self.moet(lid)]

    def is_betrokken(self, lid):
        return any(zitting.is_betrokken(lid) for zitting in self.zittingen)

    def leads(self, lid):
        """A chair without an interest in any of the plans; else who sits longest without one; else a chair."""

        def sort_key(ander):
            return self.is_betrokken(ander), not ander.is_voorzitter, ander.vanaf, ander.pk

        leider = min(self.leden, key=sort_key)
        return lid == leider or (lid.is_voorzitter and self.is_betrokken(lid) == self.is_betrokken(leider))

    @cached_property
    def plekken(self):
        biljetten = {}
        for zitting in self.zittingen:
            for oordeel in zitting.oordelen:
                biljetten.setdefault(oordeel.lid_id, {})[zitting.aanvraag.pk] = oordeel.plaats
        groep = self.zittingen[0].aanvraag.regiegroep
        return rank(
            [self._describe(zitting) for zitting in self.zittingen],
            list(biljetten.values()),
            groep.quorum,
            groep.twee_derde,
            self.ronde.bedrag,
        )

    @staticmethod
    def _describe(zitting):
        plan, advies = zitting.aanvraag, getattr(zitting.aanvraag, "advies", None)
        vast = (advies.bedrag or 0) if advies else None
        return Deelnemer(plan.pk, plan.gevraagd, plan.ingediend_op, len(zitting.gerechtigd), vast)

    def find(self, zitting):
        return next(plek for plek in self.plekken if plek.pk == zitting.aanvraag.pk)
