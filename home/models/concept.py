import hashlib
import secrets

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from wagtail.models import Page

IS_CONCEPT = Q(live=False) | Q(has_unpublished_changes=True)


def hash_sleutel(sleutel):
    return hashlib.sha256(sleutel.encode()).hexdigest()


class GedeeldConceptQuerySet(models.QuerySet):
    def find(self, sleutel):
        """The link with this secret that still works, or None."""
        concept = self.select_related("page").filter(sleutel_hash=hash_sleutel(sleutel)).first()
        return concept if concept and not concept.einde else None


class GedeeldConcept(models.Model):
    """A link with which somebody without an account sees the draft of a page. The secret in it is not kept."""

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="gedeelde_concepten")
    sleutel_hash = models.CharField(max_length=64, unique=True)
    gemaakt_door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    gemaakt_op = models.DateTimeField(auto_now_add=True)
    tot_en_met = models.DateField("tot en met")
    ook_onderliggende = models.BooleanField(default=False)
    ingetrokken_op = models.DateTimeField(null=True)
    geopend = models.PositiveIntegerField(default=0)
    laatst_geopend = models.DateTimeField(null=True)

    objects = GedeeldConceptQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "gedeeld concept"
        verbose_name_plural = "gedeelde concepten"

    def __str__(self):
        return f"{self.page.draft_title} (gedeeld)"

    @classmethod
    def make(cls, **values):
        """The new link and its secret, which can be read only now."""
        sleutel = secrets.token_urlsafe(24)
        return cls.objects.create(sleutel_hash=hash_sleutel(sleutel), **values), sleutel

    @property
    def einde(self):
        """Why the link no longer works; empty as long as it does."""
        page = self.page
        if self.ingetrokken_op:
            return "ingetrokken"
        if timezone.localdate() > self.tot_en_met:
            return "verlopen"
        published = page.last_published_at and page.last_published_at >= self.gemaakt_op
        if published or (page.live and not page.has_unpublished_changes):
            return "gestopt: de pagina is gepubliceerd"
        if not self.may_show(page.specific_deferred):
            return "gestopt: wie deelde, mag deze pagina niet meer wijzigen"
        return ""

    def may_show(self, page):
        return self.gemaakt_door is not None and page.permissions_for_user(self.gemaakt_door).can_share()

    def get_paginas(self):
        """The drafts that the link shows, the shared page first. One that moved away is not among them."""
        onder = Q(path__startswith=self.page.path) if self.ook_onderliggende else Q(pk=self.page_id)
        drafts = Page.objects.filter(IS_CONCEPT, onder).order_by("path").specific(defer=True)
        return [page for page in drafts if self.may_show(page)]

    def count_visit(self):
        GedeeldConcept.objects.filter(pk=self.pk).update(geopend=F("geopend") + 1, laatst_geopend=timezone.now())


class Opmerking(models.Model):
    """What somebody without an account says about a draft."""

    concept = models.ForeignKey(GedeeldConcept, on_delete=models.CASCADE, related_name="opmerkingen")
    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+")
    naam = models.CharField("uw naam (niet verplicht)", max_length=100, blank=True)
    tekst = models.TextField("uw opmerking", max_length=2000)
    moment = models.DateTimeField(auto_now_add=True)
    gelezen_op = models.DateTimeField(null=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "opmerking van een partner"
        verbose_name_plural = "opmerkingen van partners"
        ordering = ["moment", "pk"]

    def __str__(self):
        return f"Opmerking bij {self.page.draft_title}"
