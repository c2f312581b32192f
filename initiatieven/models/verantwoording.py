import uuid
from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.text import capfirst

from gebieden.models import VerhaalPage
from gebieden.velden import BedragField
from home.models import Afbeelding

from .aanvraag import NUMMER, Aanvraag
from .bijlage import Bijlage


class Verantwoording(models.Model):
    """How it went, told by the applicant: three answers, pictures, and what the money went to."""

    VRAGEN = ("gedaan", "buurt", "anders")

    aanvraag = models.OneToOneField(Aanvraag, on_delete=models.PROTECT, related_name="verantwoording")
    gedaan = models.TextField("wat hebt u gedaan?", max_length=2000, blank=True)
    buurt = models.TextField("wat heeft de buurt ervan?", max_length=2000, blank=True)
    anders = models.TextField("wat zou u anders doen?", max_length=2000, blank=True)
    verhaal_mag = models.BooleanField("u mag hier een verhaal van maken op deze site", default=False)
    verteller = models.CharField("hoe wilt u in het verhaal heten?", max_length=80, blank=True)
    verhaal = models.ForeignKey(VerhaalPage, on_delete=models.SET_NULL, null=True, editable=False, related_name="+")
    gevraagd_op = models.DateTimeField(null=True, editable=False)
    herinnerd_op = models.DateTimeField(null=True, editable=False)
    ingediend_op = models.DateTimeField("ingediend op", null=True, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "verantwoording"
        verbose_name_plural = "verantwoordingen"

    def __str__(self):
        return f"Verantwoording bij {self.aanvraag_id}"

    @property
    def totaal(self):
        return sum((regel.bedrag for regel in self.uitgaven.all()), Decimal(0))

    @property
    def antwoorden(self):
        """Question and answer, as far as something was answered."""
        for naam in self.VRAGEN:
            if antwoord := getattr(self, naam).strip():
                yield capfirst(self._meta.get_field(naam).verbose_name), antwoord

    @property
    def bonnen(self):
        return self.aanvraag.bijlagen.filter(soort=Bijlage.Soort.BON)

    @property
    def is_open(self):
        return self.ingediend_op is None


class Uitgave(models.Model):
    """A line of what the money went to."""

    verantwoording = models.ForeignKey(Verantwoording, on_delete=models.CASCADE, related_name="uitgaven")
    # Made with the form: the same form sent twice gives one line.
    keer = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    omschrijving = models.CharField("waaraan?", max_length=120)
    bedrag = BedragField("hoeveel?", null=False, blank=False)
    bon = models.ForeignKey(Bijlage, on_delete=models.SET_NULL, null=True, editable=False, related_name="+")

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "uitgave"
        verbose_name_plural = "uitgaven"
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=Q(bedrag__gt=0), name="uitgave_meer_dan_nul")]

    def __str__(self):
        return self.omschrijving


class Foto(models.Model):
    """A picture with the account. It goes to the site only when everybody on it allows that."""

    verantwoording = models.ForeignKey(Verantwoording, on_delete=models.CASCADE, related_name="fotos")
    # Empty when the picture was thrown away; who said yes and who took it back stays known.
    bijlage = models.OneToOneField(Bijlage, on_delete=models.SET_NULL, null=True, related_name="foto")
    beschrijving = models.CharField("wat is er te zien?", max_length=200)
    herkenbaar = models.BooleanField("staan er mensen herkenbaar op?")
    # Everybody is named: the applicant says so.
    compleet = models.BooleanField(default=False, editable=False)
    afbeelding = models.OneToOneField(
        Afbeelding, on_delete=models.SET_NULL, null=True, editable=False, related_name="foto_van_bewoner"
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "foto"
        verbose_name_plural = "foto’s"
        ordering = ["pk"]

    def __str__(self):
        return self.beschrijving

    @property
    def mag_online(self):
        """Nobody can be recognised, or all who can be said yes and nobody took that back."""
        toestemmingen = list(self.toestemmingen.all())
        if any(toestemming.ingetrokken_op for toestemming in toestemmingen):
            return False
        return not self.herkenbaar or (bool(toestemmingen) and self.compleet)


class ToestemmingQuerySet(models.QuerySet):
    def find(self, sleutel):
        """The consent of this personal link, or None."""
        nummer = sleutel.partition("-")[0]
        toestemming = self.filter(pk=nummer).first() if NUMMER.match(nummer) else None
        return toestemming if toestemming and constant_time_compare(toestemming.sleutel, sleutel) else None


class Toestemming(models.Model):
    """That somebody on a picture allows it to be seen on the site. It can be taken back at any time."""

    foto = models.ForeignKey(Foto, on_delete=models.CASCADE, related_name="toestemmingen")
    naam = models.CharField("wie staat erop?", max_length=80)
    kind = models.BooleanField("jonger dan 16: een ouder gaf toestemming", default=False)
    gegeven_op = models.DateField("toestemming gegeven op", default=timezone.localdate)
    ingetrokken_op = models.DateTimeField(null=True, editable=False)
    ingetrokken_door = models.CharField(max_length=200, blank=True, editable=False)

    objects = ToestemmingQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "toestemming"
        verbose_name_plural = "toestemmingen"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["foto", "naam"], name="toestemming_een_keer_per_naam")]

    def __str__(self):
        return f"{self.naam} (kind, toestemming van ouder)" if self.kind else self.naam

    @property
    def sleutel(self):
        """The secret with which whoever is on the picture takes it off."""
        geheim = salted_hmac("toestemming", str(self.pk), algorithm="sha256").hexdigest()[:40]
        return f"{self.pk}-{geheim}"
