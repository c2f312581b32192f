from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Left, Length
from django.forms import CheckboxSelectMultiple
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page, PageManager

from gebieden.alle_gebieden import get_gebieden
from home.beelden import prefetch_pictures
from home.models import MET_DATUM, BasisPage
from home.online import OnlineQuerySet


class BerichtQuerySet(OnlineQuerySet):
    def for_gebied(self, gebied):
        """What stands under this area or one of its villages, or is also placed there."""
        ook_in = self.model.ook_in.through.objects.filter(gebiedpage__path__startswith=gebied.path)
        return self.filter(Q(path__startswith=gebied.path) | Q(pk__in=ook_in.values(self.model._meta.model_name)))

    def for_lijst(self):
        """Everything a card shows, in a number of queries that does not grow with the list."""
        return prefetch_pictures(self.with_gebied(), "afbeelding", "kaart")

    def with_gebied(self):
        """With the name of the area that each stands under."""
        ouder = Page.objects.filter(
            path=Left(OuterRef("path"), Length(OuterRef("path")) - Page.steplen),
            content_type__model="gebiedpage",
        )
        return self.annotate(gebied_titel=Subquery(ouder.values("title")))


class BerichtPage(BasisPage):
    """Something that happens in an area: its place in the tree says where."""

    subpage_types = []
    te_controleren = MET_DATUM

    ook_in = ParentalManyToManyField(
        "gebieden.GebiedPage",
        verbose_name="ook in",
        blank=True,
        related_name="+",
        help_text="De pagina hoort bij het gebied waar zij onder staat. Kies hier waar zij ook te zien is.",
    )

    objects = PageManager.from_queryset(BerichtQuerySet)()

    # Last in the form: who writes begins with what happened.
    ook_in_panel = FieldPanel("ook_in", widget=CheckboxSelectMultiple)

    class Meta:
        abstract = True

    @property
    def ook_op(self):
        """The places in the tree where search also counts it."""
        return [gebied.path for gebied in self.ook_in.all()]

    @property
    def gebieden(self):
        """The area this stands under, and those that it is also placed in."""
        eigen, ook_in = self.path[: -self.steplen], {gebied.pk for gebied in self.ook_in.all()}
        gebieden = [gebied for gebied in get_gebieden() if gebied.path == eigen or gebied.pk in ook_in]
        return sorted(gebieden, key=lambda gebied: not self.path.startswith(gebied.path))
