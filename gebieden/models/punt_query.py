from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from wagtail.models import Page

from gebieden.status import STAP, Status
from home.meelezen import read_along
from home.online import OnlineQuerySet, is_online

from .punt_delen import GedeeldMet
from .snippets import Thema
from .voortgang import VoortgangPage, get_gebied_titel, get_path_above


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

    def with_stand(self):
        """How each item stands: the status by its newest published update, and the day of that update."""
        berichten = VoortgangPage.objects.filter(is_online(), punt=OuterRef("pk")).newest_first()
        met_status = berichten.exclude(status="")
        bewogen = met_status.filter(status__in=STAP)
        return self.annotate(
            status=Coalesce(Subquery(met_status.values("status")[:1]), F("beginstatus")),
            status_sinds=Subquery(met_status.values("datum")[:1]),
            wacht_op=Subquery(met_status.values("wacht_op")[:1]),
            laatste_stap=Subquery(bewogen.values("status")[:1]),
            nieuws_op=Subquery(berichten.values("datum")[:1]),
        )

    def for_lijst(self):
        """Everything that a card of an item shows, in a number of queries that does not grow with the list."""
        berichten = VoortgangPage.objects.filter(is_online(), punt=OuterRef("pk")).newest_first()
        agenda = Page.objects.filter(path=get_path_above())
        punten = self.with_stand().annotate(
            laatste_tekst=Subquery(berichten.values("samenvatting")[:1]),
            geen_nieuws=Subquery(berichten.values("geen_nieuws")[:1]),
            volgend_bericht=Subquery(berichten.values("volgend_bericht")[:1]),
            gebied_titel=get_gebied_titel(levels=2),
            stil_na=Subquery(agenda.values("agendapage__stil_na")),
        )
        return read_along(punten, "themas", "verantwoordelijken")

    def for_agenda(self):
        """The same, with what the item means in the areas that it is shared with."""
        return read_along(self.for_lijst(), "gedeeld")

    def with_reden(self):
        """The newest explanation of each item."""
        berichten = VoortgangPage.objects.filter(is_online(), punt=OuterRef("pk")).exclude(waarom="").newest_first()
        return self.annotate(reden=Subquery(berichten.values("waarom")[:1]))

    def has_nummer(self, nummer):
        return self.filter(nummer__iexact=nummer).exists()

    def get_next_nummer(self):
        """One more than the highest number on the agenda that is only digits."""
        nummers = self.values_list("nummer", flat=True)
        return str(max((int(nummer) for nummer in nummers if nummer.isdecimal()), default=0) + 1)

    def ordered_by_status(self):
        """In the order of the nine words. Needs `with_stand`."""
        plaats = [When(status=status, then=Value(number)) for number, status in enumerate(Status.values)]
        return self.order_by(Case(*plaats, output_field=IntegerField()), "volgorde", "pk")

    def ordered_by_thema(self):
        themas = Thema.objects.online().filter(agendapunten=OuterRef("pk"))
        return self.annotate(
            themaplaats=Subquery(themas.values("volgorde")[:1]), hoofdthema=Subquery(themas.values("naam")[:1])
        ).order_by(F("themaplaats").asc(nulls_last=True), "volgorde", "pk")
