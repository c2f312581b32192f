from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac

from .regiegroep import Lidmaatschap, Regiegroep

GELDIG = timedelta(days=14)


def get_hash(geheim):
    return salted_hmac("uitnodiging", geheim, algorithm="sha256").hexdigest()


def get_verloop():
    return timezone.now() + GELDIG


class UitnodigingQuerySet(models.QuerySet):
    def waiting(self, at=None):
        return self.filter(aanvaard_op=None, verloopt_op__gt=at or timezone.now())

    def find(self, geheim):
        """The invitation with this secret that can still be accepted, or None."""
        return self.waiting().filter(geheim_hash=get_hash(geheim)).select_related("regiegroep").first()


class Uitnodiging(models.Model):
    """That somebody was asked to sit in a group. Of the secret in the mail only a hash is kept."""

    regiegroep = models.ForeignKey(
        Regiegroep, verbose_name="regiegroep", on_delete=models.PROTECT, related_name="uitnodigingen"
    )
    email = models.EmailField("e-mailadres")
    naam = models.CharField("naam", max_length=120)
    rol = models.CharField("rol", max_length=20, choices=Lidmaatschap.Rol, default=Lidmaatschap.Rol.LID)
    tot = models.DateField("lid tot en met", null=True, blank=True)
    geheim_hash = models.CharField(max_length=64, unique=True, editable=False)
    verloopt_op = models.DateTimeField("geldig tot", default=get_verloop, editable=False)
    door = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", editable=False
    )
    gemaakt_op = models.DateTimeField("verstuurd op", auto_now_add=True)
    aanvaard_op = models.DateTimeField("aanvaard op", null=True, editable=False)
    lidmaatschap = models.OneToOneField(
        Lidmaatschap, on_delete=models.SET_NULL, null=True, related_name="uitnodiging", editable=False
    )

    objects = UitnodigingQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "uitnodiging"
        verbose_name_plural = "uitnodigingen"
        ordering = ["-gemaakt_op", "-pk"]

    def __str__(self):
        return f"Uitnodiging {self.pk} voor {self.regiegroep}"
