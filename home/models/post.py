from django.db import models
from django.utils import timezone


class MailTekst(models.Model):
    """The words of one kind of mail, where the municipality wants others than the ones the site comes with."""

    soort = models.CharField("soort mail", max_length=50, unique=True)
    onderwerp = models.CharField("onderwerp", max_length=78)
    tekst = models.TextField("tekst")

    class Meta:
        verbose_name = "tekst van een mail"
        verbose_name_plural = "teksten van mails"
        ordering = ["soort"]

    def __str__(self):
        return self.soort


class MailQuerySet(models.QuerySet):
    def due(self, at=None):
        return self.filter(stand=Mail.Stand.WACHT, niet_voor__lte=at or timezone.now()).order_by("niet_voor", "pk")


class Mail(models.Model):
    """A mail that must go out, stored with what it is about. There is one for each event, whoever asks again."""

    class Stand(models.TextChoices):
        WACHT = "wacht", "Wacht"
        BEZIG = "bezig", "Wordt verstuurd"
        VERSTUURD = "verstuurd", "Verstuurd"
        MISLUKT = "mislukt", "Mislukt"

    soort = models.CharField("soort", max_length=50)
    # What it is about and to whom, for example "ontvangst:42": the same event gives no second mail.
    sleutel = models.CharField(max_length=120, unique=True)
    aan = models.EmailField("aan")
    onderwerp = models.CharField("onderwerp", max_length=78)
    tekst = models.TextField("tekst")
    # Files in the private storage: [[path, name, mimetype], ...].
    bijlagen = models.JSONField(default=list)
    stand = models.CharField("stand", max_length=10, choices=Stand, default=Stand.WACHT)
    pogingen = models.PositiveSmallIntegerField("pogingen", default=0)
    niet_voor = models.DateTimeField("volgende poging", default=timezone.now)
    bezig_sinds = models.DateTimeField(null=True)
    # The same at every try, so that a mailbox recognises a second copy.
    message_id = models.CharField(max_length=120)
    fout = models.CharField("wat er misging", max_length=200, blank=True)
    gemaakt_op = models.DateTimeField("gemaakt op", auto_now_add=True)
    verstuurd_op = models.DateTimeField("verstuurd op", null=True)

    objects = MailQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "mail"
        verbose_name_plural = "mails"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["stand", "niet_voor"], name="mail_wat_wacht")]

    def __str__(self):
        return f"{self.soort} ({self.get_stand_display().lower()})"
