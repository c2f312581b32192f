from django.db import models
from wagtail.models import Page


class ExternAdresQuerySet(models.QuerySet):
    def kapot(self):
        """One failure may be bad luck: only what failed in two runs on end is broken."""
        return self.filter(mislukt__gte=2)


class ExternAdres(models.Model):
    """An address outside the site to which pages link, with how it answered."""

    adres = models.URLField(max_length=1000, unique=True)
    paginas = models.ManyToManyField(Page, through="Vindplaats", related_name="+")
    uitkomst = models.CharField(max_length=100, blank=True)
    mislukt = models.PositiveSmallIntegerField("keren achter elkaar mislukt", default=0)
    kapot_sinds = models.DateTimeField(null=True)
    gecontroleerd_op = models.DateTimeField(null=True)

    objects = ExternAdresQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "extern adres"
        verbose_name_plural = "externe adressen"
        ordering = ["adres"]

    def __str__(self):
        return self.adres


class Vindplaats(models.Model):
    """A public page with a link to an address outside the site."""

    extern = models.ForeignKey(ExternAdres, on_delete=models.CASCADE, related_name="+")
    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+")

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "kapotte link"
        verbose_name_plural = "kapotte links"
        constraints = [models.UniqueConstraint(fields=["extern", "page"], name="adres_een_keer_per_pagina")]

    def __str__(self):
        return self.page.title
