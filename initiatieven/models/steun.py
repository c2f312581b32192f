import secrets

from django.db import models

from initiatieven.standen import Stand

from .aanvraag import Aanvraag
from .code import MailCode

# Until the advice: after that it can no longer count.
STEUN_OPEN = (Stand.CONCEPT, Stand.INGEDIEND, Stand.AANVULLING, Stand.BEHANDELING, Stand.REGIEGROEP)
# Without letters that look like a number.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


def make_code():
    """Short enough to type from a poster, long enough not to be guessed."""
    return "".join(secrets.choice(LETTERS) for _ in range(10))


class Steunbetuiging(models.Model):
    """What a neighbour thinks of a plan, proven by a code in the mail. The regiegroep sees numbers and streets only."""

    class Mening(models.TextChoices):
        STEUN = "steun", "Ik steun dit plan"
        MEEDOEN = "meedoen", "Ik doe mee"
        ZORG = "zorg", "Ik heb zorgen"

    aanvraag = models.ForeignKey(Aanvraag, on_delete=models.CASCADE, related_name="steunbetuigingen")
    mening = models.CharField("wat vindt u van het plan?", max_length=10, choices=Mening)
    straat = models.CharField("uw straat", max_length=80)
    toelichting = models.TextField("wilt u er iets bij zeggen?", max_length=1000, blank=True)
    # Not the address itself: only whether it was used before.
    email_hash = models.CharField(max_length=64)
    bevestigd_op = models.DateTimeField(null=True)
    moment = models.DateTimeField(auto_now_add=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "steunbetuiging"
        verbose_name_plural = "steunbetuigingen"
        ordering = ["moment", "pk"]
        constraints = [models.UniqueConstraint(fields=["aanvraag", "email_hash"], name="steun_een_keer_per_adres")]

    def __str__(self):
        return self.get_mening_display()


class SteunlinkQuerySet(models.QuerySet):
    def open(self):
        return self.filter(aan=True, aanvraag__stand__in=STEUN_OPEN, aanvraag__geanonimiseerd_op=None)


class Steunlink(models.Model):
    """The public address where neighbours say what they think. The applicant opens and closes it."""

    aanvraag = models.OneToOneField(Aanvraag, on_delete=models.CASCADE, related_name="steunlink")
    code = models.CharField(max_length=12, unique=True, default=make_code)
    aan = models.BooleanField(default=True)
    toont_omschrijving = models.BooleanField("buren mogen lezen wat ik ga doen", default=False)

    objects = SteunlinkQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "link voor buren"
        verbose_name_plural = "links voor buren"

    def __str__(self):
        return f"Link voor buren bij {self.aanvraag_id}"


class Steunpoging(MailCode):
    """What a neighbour filled in, until the code proves the address. Thrown away after an hour."""

    aanvraag = models.ForeignKey(Aanvraag, on_delete=models.CASCADE, related_name="steunpogingen")
    mening = models.CharField(max_length=10, choices=Steunbetuiging.Mening)
    straat = models.CharField(max_length=80)
    toelichting = models.TextField(max_length=1000, blank=True)
    email_hash = models.CharField(max_length=64, db_index=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "onbevestigde steun"
        verbose_name_plural = "onbevestigde steun"

    def __str__(self):
        return self.get_mening_display()
