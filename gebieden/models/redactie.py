from django.contrib.auth.models import Group
from django.db import models
from wagtail.models import Collection

from .gebied import GebiedPage


class Redactie(models.Model):
    """Who writes about an area, and where its pictures and documents stand."""

    # Empty when the page was deleted: by that the groups that stayed behind are found.
    gebied = models.OneToOneField(GebiedPage, on_delete=models.SET_NULL, null=True, related_name="redactie")
    redacteurs = models.OneToOneField(Group, on_delete=models.PROTECT, related_name="+")
    regisseurs = models.OneToOneField(Group, on_delete=models.PROTECT, related_name="+")
    collectie = models.OneToOneField(Collection, on_delete=models.PROTECT, related_name="+")

    def __str__(self):
        return f"Redactie van {self.gebied.title}" if self.gebied else "Redactie van een verwijderd gebied"
