"""Lists of everything of one kind, with a filter by area and year."""

from django.core.paginator import Paginator
from django.db.models import Count
from django.db.models.functions import ExtractYear
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from gebieden.alle_gebieden import get_gebieden
from gebieden.feeds import NieuwsFeed
from home.geheugen import remembered
from home.models import BasisPage

from .bijeenkomst import BijeenkomstPage
from .nieuws import NieuwsPage
from .verhaal import VerhaalPage


class OverzichtPage(BasisPage):
    parent_page_types = ["home.HomePage"]
    uitgelicht_template = "gebieden/onderdelen/laatste.html"
    max_count = 1
    berichtmodel = None
    datumveld = "datum"
    per_bladzijde = 12
    telwoord = ""
    alles = ""
    lege_lijst = ""

    class Meta:
        abstract = True

    def get_berichten(self, parameters):
        """All pages of this kind, as the visitor's parameters ask."""
        return self.berichtmodel.objects.published().order_by(f"-{self.datumveld}", "-pk")

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        gebieden = get_gebieden()
        gebied = next((gebied for gebied in gebieden if gebied.slug == request.GET.get("gebied")), None)
        berichten = self.get_berichten(request.GET)
        if gebied:
            berichten = berichten.for_gebied(gebied)
        geweest = bool(request.GET.get("geweest"))
        per_jaar = remembered(("jaren", self.pk, gebied and gebied.pk, geweest), lambda: self._count(berichten))
        jaren = list(per_jaar)
        jaar = next((jaar for jaar in jaren if str(jaar) == request.GET.get("jaar")), None)
        if jaar:
            berichten = berichten.filter(**{f"{self.datumveld}__year": jaar})
        paginator = Paginator(berichten.for_lijst(), self.per_bladzijde)
        paginator.count = per_jaar[jaar] if jaar else sum(per_jaar.values())
        bladzijde = paginator.get_page(request.GET.get("bladzijde"))
        return {**context, "gebieden": gebieden, "gebied": gebied, "jaren": jaren, "jaar": jaar, "bladzijde": bladzijde}

    def _count(self, berichten):
        """How many there are of each year, the newest year first."""
        per_jaar = berichten.annotate(jaar=ExtractYear(self.datumveld)).order_by("-jaar").values_list("jaar")
        return dict(per_jaar.annotate(aantal=Count("pk")))

    def get_uitgelicht(self):
        return {"berichten": self.get_berichten({}).for_lijst()[:3], "overzicht": self}


class NieuwsIndexPage(RoutablePageMixin, OverzichtPage):
    template = "gebieden/overzicht_page.html"
    berichtmodel = NieuwsPage
    has_feed = True
    telwoord = "bericht,berichten"
    alles = "Al het nieuws"
    lege_lijst = "Er is nog geen nieuws dat hierbij past."

    class Meta:
        verbose_name = "overzicht van nieuws"
        verbose_name_plural = "overzicht van nieuws"

    @path("feed/")
    def feed(self, request):
        """All news as an Atom feed."""
        return NieuwsFeed(self)(request)


class VerhalenIndexPage(OverzichtPage):
    template = "gebieden/overzicht_page.html"
    berichtmodel = VerhaalPage
    telwoord = "verhaal,verhalen"
    alles = "Alle verhalen"
    lege_lijst = "Er zijn nog geen verhalen die hierbij passen."

    class Meta:
        verbose_name = "overzicht van verhalen"
        verbose_name_plural = "overzicht van verhalen"


class BijeenkomstenIndexPage(OverzichtPage):
    """What is coming; what is over is one click away."""

    template = "gebieden/bijeenkomsten_index_page.html"
    berichtmodel = BijeenkomstPage
    datumveld = "begin"
    telwoord = "bijeenkomst,bijeenkomsten"
    alles = "Alle bijeenkomsten"
    lege_lijst = "Er zijn nu geen bijeenkomsten die hierbij passen."

    def get_berichten(self, parameters):
        bijeenkomsten = BijeenkomstPage.objects.published()
        return bijeenkomsten.past() if parameters.get("geweest") else bijeenkomsten.coming()

    class Meta:
        verbose_name = "overzicht van bijeenkomsten"
        verbose_name_plural = "overzicht van bijeenkomsten"
