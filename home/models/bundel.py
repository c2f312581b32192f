from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from wagtail.locks import BaseLock

from home.redactie.planning import format_moment
from home.redactie.rechten import get_own_pages


class BundelQuerySet(models.QuerySet):
    def for_user(self, user):
        """Bundles of which this user may work on every page: a title of another area is not for others to read."""
        own = get_own_pages(user).values("pk")
        pages = BundelPage.objects.filter(bundel=OuterRef("pk"), page__isnull=False)
        mine = Q(maker=user) | Exists(pages.filter(page__in=own))
        return self.filter(mine).exclude(Exists(pages.exclude(page__in=own)))

    def find_approved(self, pages):
        """For each of these pages the newest approved bundle that holds it, or None."""
        keys = [page.pk for page in pages]
        rijen = BundelPage.objects.filter(page__in=keys, bundel__status=Bundel.Status.GOEDGEKEURD)
        rijen = rijen.select_related("bundel").order_by("bundel__gemaakt_op", "bundel__pk")
        return dict.fromkeys(keys) | {rij.page_id: rij.bundel for rij in rijen}

    def with_page(self, page):
        return self.filter(paginas__page=page.pk)


class Bundel(models.Model):
    """Pages that go online together, at one moment, with one approval: all of them or none."""

    class Status(models.TextChoices):
        CONCEPT = "concept", "Nog niet ingediend"
        WACHT = "wacht", "Wacht op goedkeuring"
        GOEDGEKEURD = "goedgekeurd", "Goedgekeurd"
        ONLINE = "online", "Online"
        MISLUKT = "mislukt", "Niet online gegaan"

    naam = models.CharField("naam", max_length=80, help_text="Bijvoorbeeld: dorpsagenda’s 2027")
    moment = models.DateTimeField(
        "online vanaf",
        null=True,
        blank=True,
        help_text="Laat leeg om meteen na de goedkeuring online te gaan.",
    )
    status = models.CharField(max_length=12, choices=Status, default=Status.CONCEPT)
    reden = models.TextField(blank=True)
    maker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    goedgekeurd_door = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    gemaakt_op = models.DateTimeField(auto_now_add=True)

    objects = BundelQuerySet.as_manager()

    class Meta:
        verbose_name = "bundel"
        verbose_name_plural = "bundels"
        ordering = ["-gemaakt_op", "-pk"]

    def __str__(self):
        return self.naam

    def get_absolute_url(self):
        return reverse("bundels:bundel", args=[self.pk])

    @property
    def rijen(self):
        """The pages, those above before those below, with all that a screen shows of them."""
        rijen = self.paginas.select_related("page", "revision__user")
        return sorted(rijen, key=lambda rij: rij.page.path if rij.page else "")

    @property
    def wanneer(self):
        return f"op {format_moment(self.moment)}" if self.moment else "meteen na de goedkeuring"


class BundelPage(models.Model):
    """A page in a bundle, in the version that was handed in. The title stays when the page is deleted."""

    bundel = models.ForeignKey(Bundel, on_delete=models.CASCADE, related_name="paginas")
    page = models.ForeignKey("wagtailcore.Page", on_delete=models.SET_NULL, null=True, related_name="+")
    titel = models.CharField(max_length=255)
    revision = models.ForeignKey("wagtailcore.Revision", on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["bundel", "page"], name="pagina_een_keer_per_bundel")]

    def __str__(self):
        return self.titel

    @property
    def is_veranderd(self):
        """Somebody made a newer version after the bundle was handed in."""
        return bool(self.page and self.revision_id and self.page.latest_revision_id != self.revision_id)


class BundelLock(BaseLock):
    """What was approved waits for its moment as it is."""

    def __init__(self, page, bundel):
        super().__init__(page)
        self.bundel = bundel

    def for_user(self, user):
        return True

    def get_message(self, user):
        return f"Deze pagina is goedgekeurd en gaat online {self.bundel.wanneer}, samen met de bundel “{self.bundel}”."

    def get_locked_by(self, user):
        return "Wacht op het moment van de bundel"

    def get_description(self, user):
        return "Wilt u nog iets veranderen? Trek dan eerst de bundel terug."
