from django.conf import settings
from django.db import models

from gebieden.velden import BedragField

from .aanvraag import Aanvraag
from .regiegroep import Lidmaatschap, Regiegroep


class Belang(models.Model):
    """What a member declared before the file opened: to have an interest in it, or none."""

    aanvraag = models.ForeignKey(Aanvraag, on_delete=models.PROTECT, related_name="belangen")
    lid = models.ForeignKey(Lidmaatschap, on_delete=models.PROTECT, related_name="belangen")
    betrokken = models.BooleanField("ik ben erbij betrokken")
    moment = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = "belangverklaring"
        verbose_name_plural = "belangverklaringen"
        constraints = [models.UniqueConstraint(fields=["aanvraag", "lid"], name="belang_een_keer")]

    def __str__(self):
        return "betrokken" if self.betrokken else "niet betrokken"


class Oordeel(models.Model):
    """What one member thinks of a plan. The others see it when all are in, or when the chair closes."""

    class Stem(models.TextChoices):
        VOOR = "voor", "Voor"
        VOORWAARDE = "voorwaarde", "Voor, met een voorwaarde"
        TEGEN = "tegen", "Tegen"
        ONTHOUDEN = "onthouden", "Ik onthoud mij"

    class Draagvlak(models.TextChoices):
        GOED = "goed", "Goed: de buurt staat erachter"
        TWIJFEL = "twijfel", "Ik twijfel"
        SLECHT = "slecht", "Te weinig"

    aanvraag = models.ForeignKey(Aanvraag, on_delete=models.PROTECT, related_name="oordelen")
    lid = models.ForeignKey(Lidmaatschap, on_delete=models.PROTECT, related_name="oordelen")
    stem = models.CharField("wat is uw stem?", max_length=20, choices=Stem)
    draagvlak = models.CharField("wat vindt u van de steun uit de buurt?", max_length=20, choices=Draagvlak)
    bedrag = BedragField("welk bedrag stelt u voor?")
    reden = models.TextField("waarom vindt u dat?", max_length=2000)
    # In a round a member gives each plan a place, or is against it; then there is no more to a vote than that.
    plaats = models.PositiveSmallIntegerField(null=True)
    moment = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = "oordeel"
        verbose_name_plural = "oordelen"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["aanvraag", "lid"], name="oordeel_een_per_lid")]

    def __str__(self):
        return self.get_stem_display()


class Reactie(models.Model):
    """What members say to each other about a plan. It stays with the file."""

    aanvraag = models.ForeignKey(Aanvraag, on_delete=models.PROTECT, related_name="reacties")
    lid = models.ForeignKey(Lidmaatschap, on_delete=models.PROTECT, related_name="reacties")
    tekst = models.TextField("uw bericht", max_length=2000)
    moment = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "bericht van een lid"
        verbose_name_plural = "berichten van leden"
        ordering = ["moment", "pk"]

    def __str__(self):
        return f"Bericht bij {self.aanvraag_id}"


class Advies(models.Model):
    """What the group advises, recorded once by its chair, with who sat then and how the votes fell."""

    class Uitkomst(models.TextChoices):
        TOEKENNEN = "toekennen", "Toekennen"
        GEDEELTELIJK = "gedeeltelijk", "Voor een deel toekennen"
        AFWIJZEN = "afwijzen", "Afwijzen"
        GEEN = "geen", "Geen advies: te weinig stemmen of gelijk"

    aanvraag = models.OneToOneField(Aanvraag, on_delete=models.PROTECT, related_name="advies")
    regiegroep = models.ForeignKey(Regiegroep, on_delete=models.PROTECT, related_name="adviezen")
    uitkomst = models.CharField("advies", max_length=20, choices=Uitkomst)
    bedrag = BedragField("voorgesteld bedrag")
    voorwaarden = models.TextField("voorwaarden", max_length=2000, blank=True)
    toelichting = models.TextField("toelichting", max_length=4000)
    # In a round.
    plaats = models.PositiveSmallIntegerField("plaats in de ronde", null=True)
    # Names, votes and declarations of then: memberships and accounts change.
    zitting = models.JSONField(default=list)
    door = models.ForeignKey(Lidmaatschap, on_delete=models.PROTECT, null=True, related_name="+")
    door_naam = models.CharField(max_length=200)
    moment = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "advies"
        verbose_name_plural = "adviezen"

    def __str__(self):
        return self.get_uitkomst_display()


class Toets(models.Model):
    """That the desk found an application complete and within the rules, or what is the matter with it."""

    aanvraag = models.ForeignKey(Aanvraag, on_delete=models.PROTECT, related_name="toetsen")
    compleet = models.BooleanField("de aanvraag is compleet")
    past = models.BooleanField("het plan past in de regels")
    # What the rules said at that moment.
    bevindingen = models.JSONField(default=list)
    toelichting = models.TextField("toelichting", max_length=4000, blank=True)
    door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    door_naam = models.CharField(max_length=200)
    moment = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "toets"
        verbose_name_plural = "toetsen"
        ordering = ["-moment", "-pk"]

    def __str__(self):
        return "past in de regels" if self.past else "past niet in de regels"


class Besluit(models.Model):
    """The formal decision (beschikking). There is one, by somebody who neither checked nor judged."""

    class Soort(models.TextChoices):
        TOEGEKEND = "ken_toe", "Toekennen"
        GEDEELTELIJK = "ken_deels_toe", "Voor een deel toekennen"
        AFGEWEZEN = "wijs_af", "Afwijzen"
        BUITEN_BEHANDELING = "stel_buiten_behandeling", "Buiten behandeling stellen"

    aanvraag = models.OneToOneField(Aanvraag, on_delete=models.PROTECT, related_name="besluit")
    # The name of the step that it is.
    soort = models.CharField("besluit", max_length=30, choices=Soort)
    bedrag = BedragField("bedrag")
    voorwaarden = models.TextField("voorwaarden", max_length=4000, blank=True)
    motivering = models.TextField("waarom", max_length=4000)
    afwijking = models.TextField("waarom anders dan het advies?", max_length=4000, blank=True)
    verantwoorden = models.BooleanField("de aanvrager moet laten zien hoe het ging", default=True)
    door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    door_naam = models.CharField(max_length=200)
    moment = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "besluit"
        verbose_name_plural = "besluiten"

    def __str__(self):
        return self.get_soort_display()
