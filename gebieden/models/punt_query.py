from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from wagtail.models import Page

from gebieden.status import STAP
from home.meelezen import Rijen, read_along, read_first_along
from home.online import OnlineQuerySet, is_online

from .punt_delen import GedeeldMet
from .voortgang import VoortgangPage, get_gebied_titel, get_path_above


def _find_berichten():
    """What is published about an item, the newest first. For inside a query of items."""
    return VoortgangPage.objects.filter(is_online(), punt=OuterRef("pk")).newest_first()


class AgendapuntQuerySet(OnlineQuerySet):
    def current(self):
        """On an agenda that is not closed."""
        agendas = Page.objects.filter(is_online(), path=get_path_above(), agendapage__isnull=False)
        return self.filter(Exists(agendas.filter(agendapage__afgesloten_op=None)))

    def child_of_agendas(self, agendas):
        """The items of these agendas, drafts too."""
        found = Q(pk__in=[])
        for agenda in agendas:
            found |= Q(path__startswith=agenda.path)
        return self.filter(found)

    def for_gebied(self, gebied):
        """What stands on the agendas of this area and its villages, and what others share with it."""
        gedeeld = GedeeldMet.objects.filter(gebied__path__startswith=gebied.path).values("punt")
        found = Q(path__startswith=gebied.path) | Q(pk__in=gedeeld)
        if gebied.is_dorp:
            # The joint agenda of the villages hangs two floors higher: its items are as deep as a village.
            overzicht = gebied.path[: -2 * gebied.steplen]
            found |= Q(path__startswith=overzicht, depth=gebied.depth)
        return self.filter(found)

    def with_status(self):
        """The status of each item: of its newest published update that names one."""
        status = Subquery(_find_berichten().exclude(status="").values("status")[:1])
        return self.annotate(status=Coalesce(status, F("beginstatus")))

    def for_lijst(self):
        """Everything that a card of an item shows, in a number of queries that does not grow with the list."""
        berichten = _find_berichten()
        met_status = berichten.exclude(status="")
        agenda = Page.objects.filter(path=get_path_above())
        punten = self.with_status().annotate(
            laatste_stap=Subquery(met_status.filter(status__in=STAP).values("status")[:1]),
            gebied_titel=get_gebied_titel(levels=2),
            stil_na=Subquery(agenda.values("agendapage__stil_na")),
        )
        punten = read_first_along(
            punten,
            laatste_bericht=Rijen(berichten[:1], ["datum", "samenvatting", "geen_nieuws", "volgend_bericht"]),
            statusbericht=Rijen(met_status[:1], ["datum", "wacht_op"]),
        )
        return read_along(punten, "themas", "verantwoordelijken")

    def for_agenda(self):
        """The same, with what the item means in the areas that it is shared with."""
        return read_along(self.for_lijst(), "gedeeld")

    def with_reden(self):
        """The newest explanation of each item."""
        return self.annotate(reden=Subquery(_find_berichten().exclude(waarom="").values("waarom")[:1]))

    def has_nummer(self, nummer):
        return self.filter(nummer__iexact=nummer).exists()

    def get_next_nummer(self):
        """One more than the highest number on the agenda that is only digits."""
        nummers = self.values_list("nummer", flat=True)
        return str(max((int(nummer) for nummer in nummers if nummer.isdecimal()), default=0) + 1)
