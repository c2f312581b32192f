"""What each area has online, how fresh it is, and what waits."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Count, Max
from django.db.models.functions import Cast, Left, Length
from django.utils import timezone
from django.utils.formats import date_format
from wagtail.models import Page, ReferenceIndex, WorkflowState

from gebieden.agenda.herinneren import find_due
from gebieden.models import (
    AgendaPage,
    AgendapuntPage,
    BijeenkomstPage,
    GebiedPage,
    Herinnering,
    NieuwsPage,
    VerhaalPage,
    VoortgangPage,
)
from home.models import Video
from home.redactie.controle import get_verlopen

# What stands under an area: how it is called here, the live pages, and how many levels under the area they hang.
SOORTEN = {
    "nieuws": ("Nieuws", NieuwsPage.objects.live(), 1),
    "verhalen": ("Verhalen", VerhaalPage.objects.live(), 1),
    "bijeenkomsten": ("Bijeenkomsten", BijeenkomstPage.objects.live(), 1),
    "punten": ("Agendapunten", AgendapuntPage.objects.live().current(), 2),
    "voortgang": ("Voortgang", VoortgangPage.objects.live(), 3),
}


@dataclass(frozen=True)
class Aantal:
    """How many pages of one kind are online, and when the newest was put there."""

    aantal: int = 0
    laatste: datetime | None = None

    def __str__(self):
        dag = f", laatst {date_format(timezone.localtime(self.laatste), 'j b Y')}" if self.laatste else ""
        return f"{self.aantal}{dag}"

    @property
    def dag(self):
        return timezone.localdate(self.laatste) if self.laatste else None


@dataclass(frozen=True)
class Versheid:
    """The row of one area."""

    soorten: dict
    videos: int
    wachtend: int
    oudste_controle: date | None
    stil: int


class Versheden:
    """The rows of all areas, in a number of queries that grows with neither areas nor pages."""

    def __init__(self):
        self.plekken = set(GebiedPage.objects.values_list("path", flat=True))
        self.soorten = {naam: count_per_gebied(pages, levels) for naam, (_, pages, levels) in SOORTEN.items()}
        self.videos = self._read_videos()
        self.wachtend = self._count(Page.objects.filter(_workflow_states__status=WorkflowState.STATUS_IN_PROGRESS))
        self.controles = self._read_controles()
        self.stil = self._count_silent()

    def get(self, gebied):
        plek = gebied.path
        return Versheid(
            soorten={naam: aantallen.get(plek, Aantal()) for naam, aantallen in self.soorten.items()},
            videos=len(self.videos[plek]),
            wachtend=self.wachtend[plek],
            oudste_controle=self.controles.get(plek),
            stil=self.stil[plek],
        )

    def _find_plek(self, path):
        """The nearest area above a page, or the page itself."""
        boven = (path[:end] for end in range(len(path), 0, -Page.steplen))
        return next((plek for plek in boven if plek in self.plekken), None)

    def _count(self, pages):
        return Counter(map(self._find_plek, pages.values_list("path", flat=True)))

    def _read_videos(self):
        """Which videos each area shows."""
        pagina, video = ContentType.objects.get_for_models(Page, Video).values()
        online = Video.objects.online().annotate(sleutel=Cast("pk", CharField())).values("sleutel")
        gebruik = ReferenceIndex.objects.filter(
            base_content_type=pagina, to_content_type=video, to_object_id__in=online
        )
        gebruik = list(gebruik.values_list("object_id", "to_object_id"))
        paths = dict(Page.objects.live().filter(pk__in={pk for pk, _ in gebruik}).values_list("pk", "path"))
        gevonden = defaultdict(set)
        for pk, video in gebruik:
            if path := paths.get(int(pk)):
                gevonden[self._find_plek(path)].add(video)
        return gevonden

    def _read_controles(self):
        """The oldest day on which a page of each area had to be looked at."""
        gevonden = {}
        for path, dag in get_verlopen().values_list("path", "controleren_voor"):
            gevonden.setdefault(self._find_plek(path), dag)
        return gevonden

    def _count_silent(self):
        due = find_due(AgendaPage.objects.published().current(), timezone.localdate())
        return Counter(self._find_plek(punt.path) for punt, reden, _ in due if reden == Herinnering.Reden.STIL)


def count_per_gebied(pages, levels):
    boven = Left("path", Length("path") - Page.steplen * levels)
    rijen = pages.annotate(boven=boven).order_by("boven").values_list("boven")
    return {boven: Aantal(*rest) for boven, *rest in rijen.annotate(Count("pk"), Max("last_published_at"))}
