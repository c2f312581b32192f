from datetime import datetime, time

from django.contrib.syndication.views import Feed
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed

from gebieden.models.nieuws import NieuwsPage


class NieuwsFeed(Feed):
    """The newest news of one area, or of all areas when the page is not an area."""

    feed_type = Atom1Feed

    def __init__(self, page):
        self.page = page
        self.link = page.url
        self.feed_url = f"{page.url}feed/"
        self.title = f"{page.title} | Samen maken we Alkmaar"
        self.subtitle = page.samenvatting

    def items(self):
        nieuws = NieuwsPage.objects.published().order_by("-datum", "-pk")
        return (nieuws.for_gebied(self.page) if hasattr(self.page, "postcodes") else nieuws)[:20]

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
