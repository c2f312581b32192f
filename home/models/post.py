from datetime import timedelta

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F
from django.utils import timezone
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Site

# Whoever began to send and says nothing for so long has stopped: the process died.
VASTGELOPEN = timedelta(minutes=10)
# Mail that waits longer than this is a matter for the watch.
TE_LANG = timedelta(hours=1)


@register_setting(icon="mail")
class MailInstellingen(BaseSiteSetting):
    """How long the site tries to send a mail, and how long it keeps it."""

    probeer_uren = models.PositiveSmallIntegerField(
        "zo lang proberen: hoeveel uur",
        default=24,
        validators=[MinValueValidator(1), MaxValueValidator(120)],
        help_text="Lukt het dan nog niet, dan staat de mail bij “Mails die niet aankomen”.",
    )
    bewaar_dagen = models.PositiveSmallIntegerField(
        "een verstuurde mail bewaren: hoeveel dagen",
        default=30,
        validators=[MinValueValidator(1), MaxValueValidator(365)],
    )
    bewaar_mislukt_dagen = models.PositiveSmallIntegerField(
        "een mislukte mail bewaren: hoeveel dagen",
        default=90,
        validators=[MinValueValidator(1), MaxValueValidator(365)],
    )

    panels = [FieldPanel("probeer_uren"), FieldPanel("bewaar_dagen"), FieldPanel("bewaar_mislukt_dagen")]

    class Meta:
        verbose_name = "versturen van mails"

    @classmethod
    def load_default(cls):
        return cls.for_site(Site.objects.get(is_default_site=True))


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

    def claim(self, pk, at=None):
        """The mail, for one worker only; None when it is not due or another has it."""
        at = at or timezone.now()
        mine = self.due(at).order_by().filter(pk=pk)
        claimed = mine.update(stand=Mail.Stand.BEZIG, bezig_sinds=at, pogingen=F("pogingen") + 1)
        return self.get(pk=pk) if claimed else None

    def sweep(self, at=None):
        """Puts back what a worker left lying. It may have gone out, so its Message-ID stays the same."""
        at = at or timezone.now()
        left = self.filter(stand=Mail.Stand.BEZIG, bezig_sinds__lt=at - VASTGELOPEN)
        return left.update(stand=Mail.Stand.WACHT, bezig_sinds=None, niet_voor=at)

    def open(self):
        """Not sent, and so still somebody's business."""
        return self.exclude(stand=Mail.Stand.VERSTUURD)

    def failed(self):
        return self.filter(stand=Mail.Stand.MISLUKT)

    def held_up(self, at=None):
        """What waits too long because of us, not because of one mailbox that is full."""
        waiting = self.filter(stand__in=[Mail.Stand.WACHT, Mail.Stand.BEZIG]).exclude(fout=Mail.Fout.POSTVAK)
        return waiting.filter(wacht_sinds__lt=(at or timezone.now()) - TE_LANG)

    def expired(self, verstuurd_dagen, mislukt_dagen, at=None):
        at = at or timezone.now()
        sent = models.Q(stand=Mail.Stand.VERSTUURD, verstuurd_op__lt=at - timedelta(days=verstuurd_dagen))
        failed = models.Q(stand=Mail.Stand.MISLUKT, wacht_sinds__lt=at - timedelta(days=mislukt_dagen))
        return self.filter(sent | failed)


class Mail(models.Model):
    """A mail that must go out, stored with what it is about. There is one for each event, whoever asks again."""

    class Stand(models.TextChoices):
        WACHT = "wacht", "Wacht"
        BEZIG = "bezig", "Wordt verstuurd"
        VERSTUURD = "verstuurd", "Verstuurd"
        MISLUKT = "mislukt", "Mislukt"

    class Fout(models.TextChoices):
        """What went wrong, in words without an address: the answer of a mail server often holds one."""

        SERVER = "server", "De mailserver neemt nu geen mail aan"
        POSTVAK = "postvak", "Het postvak neemt nu geen mail aan"
        ADRES = "adres", "Dit adres bestaat niet of weigert mail"
        BIJLAGE = "bijlage", "Een bijlage is er niet meer"
        BERICHT = "bericht", "De mail kan zo niet worden verstuurd"

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
    # Since when the site tries: from the event, or from when somebody said to try again.
    wacht_sinds = models.DateTimeField("wacht sinds", default=timezone.now)
    # The same at every try, so that a mailbox recognises a second copy.
    message_id = models.CharField(max_length=120)
    fout = models.CharField("wat er misging", max_length=20, choices=Fout, blank=True)
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

    @property
    def aan_verborgen(self):
        """Enough to recognise the address by, for who may not read it: m…@example.org."""
        naam, _, domein = self.aan.partition("@")
        return f"{naam[:1]}…@{domein}"

    def wait_again(self, at=None):
        """Once more from the beginning, by who found out what was the matter. False when it is not failed any more."""
        at = at or timezone.now()
        failed = type(self).objects.filter(pk=self.pk, stand__in=[self.Stand.MISLUKT, self.Stand.WACHT])
        return bool(failed.update(stand=self.Stand.WACHT, fout="", niet_voor=at, wacht_sinds=at))
