from wagtail.contrib.sitemaps import Sitemap

from home.online import online


class OnlineSitemap(Sitemap):
    def items(self):
        return online(super().items())
