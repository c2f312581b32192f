from datetime import datetime, time

from django.contrib.syndication.views import Feed
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed

from gebieden.models.nieuws import NieuwsPage
from gebieden.models.voortgang import VoortgangPage

AANTAL = 20


class PaginaFeed(Feed):
    """The newest pages of one kind that belong to a page, as Atom."""

    feed_type = Atom1Feed

    def __init__(self, page):
        self.page = page
        self.link = page.url
        self.feed_url = f"{page.url}feed/"
        self.title = f"{page.title} | Samen maken we Alkmaar"
        self.subtitle = page.samenvatting

    def item_title(self, item):
        return item.title

    def item_description(self, item):
        return item.samenvatting

    def item_link(self, item):
        return item.url

    def item_pubdate(self, item):
        return timezone.make_aware(datetime.combine(item.datum, time(9)))

    def item_updateddate(self, item):
        return item.last_published_at or self.item_pubdate(item)


class NieuwsFeed(PaginaFeed):
    """The newest news and progress of one area, or of all areas when the page is not an area."""

    def items(self):
        nieuws = NieuwsPage.objects.published().order_by("-datum", "-pk")
        voortgang = VoortgangPage.objects.published().newest_first().for_lijst()
        if hasattr(self.page, "postcodes"):
            nieuws, voortgang = nieuws.for_gebied(self.page), voortgang.for_gebied(self.page)
        items = [*nieuws[:AANTAL], *voortgang[:AANTAL]]
        return sorted(items, key=lambda item: item.datum, reverse=True)[:AANTAL]

    def item_title(self, item):
        return item.kop if isinstance(item, VoortgangPage) else item.title


class AgendaFeed(PaginaFeed):
    """The newest progress on one agenda."""

    def items(self):
        berichten = VoortgangPage.objects.published().filter(punt__in=self.page.alle_punten)
        return berichten.newest_first().for_lijst()[:AANTAL]

    def item_title(self, item):
        return item.kop
