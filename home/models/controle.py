from django.conf import settings
from django.contrib.auth.models import Group
from django.db import models
from django.db.models import Q
from django.utils.formats import date_format

# When a page of some type must be looked at: `te_controleren` of its class holds one of these or a rule of its own.
ALTIJD = Q()
# Of its moment: nobody keeps old news up to date, but an editor may set a day on which to look at it.
MET_DATUM = Q(controle__voor__isnull=False)


class Controle(models.Model):
    """What was agreed about looking after a page. Not content: it needs no draft and no approval."""

    page = models.OneToOneField("wagtailcore.Page", on_delete=models.CASCADE, related_name="controle")
    voor = models.DateField("controleren voor", null=True, blank=True, db_index=True)
    rol = models.ForeignKey(
        Group, verbose_name="eigenaar", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    gecontroleerd_op = models.DateTimeField("gecontroleerd op", null=True, editable=False)
    gecontroleerd_door = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "controle"
        verbose_name_plural = "controles"

    def __str__(self):
        return f"Controle van {self.page}"

    @property
    def afspraak(self):
        """In words, for the log."""
        dag = f"voor {date_format(self.voor, 'j F Y')}" if self.voor else "na de termijn van de gemeente"
        return f"{dag}, door {self.rol or 'de rol die bij de plek hoort'}"


class Controlemail(models.Model):
    """That someone had the mail of a week: so nobody has it twice."""

    gebruiker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    week = models.DateField(help_text="De maandag")

    class Meta:
        verbose_name = "mail over controles"
        verbose_name_plural = "mails over controles"
        constraints = [models.UniqueConstraint(fields=["gebruiker", "week"], name="controlemail_een_keer_per_week")]

    def __str__(self):
        return f"Week van {self.week}"
