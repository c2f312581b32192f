"""What editors write once and use in several areas."""

from django.conf import settings
from django.db import models
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import register_setting
from wagtail.fields import StreamField
from wagtail.search import index

from home.models import OnthoudenInstelling
from home.onderdeel import Onderdeel


class Teamlid(Onderdeel):
    """A contact card: a role first, and a person only as far as that person wishes."""

    voorbeeld_template = "gebieden/voorbeelden/teamlid.html"
    voorbeeldkop = "Zo ziet de kaart eruit"

    rol = models.CharField("rol", max_length=80, help_text="Bijvoorbeeld: gebiedsregisseur")
    naam = models.CharField(
        "naam", max_length=80, blank=True, help_text="Zoals deze persoon genoemd wil worden. Leeg laten mag."
    )
    foto = models.ForeignKey(
        "home.Afbeelding", verbose_name="foto", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    telefoon = models.CharField("telefoon", max_length=20, blank=True, help_text="Bijvoorbeeld: 14 072")
    email = models.EmailField("e-mail", blank=True)
    bereikbaar = models.CharField(
        "bereikbaar",
        max_length=120,
        blank=True,
        help_text="Bijvoorbeeld: maandag tot en met donderdag, 9.00 tot 17.00 uur",
    )
    waarvoor = models.CharField(
        "waarvoor", max_length=200, help_text="Waarvoor belt of mailt een inwoner deze persoon?"
    )
    gebruiker = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="account",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="kaarten",
        help_text="Van wie is deze kaart? Bezoekers zien dit niet. Wie vertrekt, draagt de kaart hiermee over.",
    )

    # Also a draft has these two: its name is made of the one, and Wagtail checks both when it keeps a version.
    panels = [
        FieldPanel("rol", required_on_save=True),
        *("naam", "foto", "telefoon", "email", "bereikbaar"),
        FieldPanel("waarvoor", required_on_save=True),
        "gebruiker",
    ]
    search_fields = [
        index.SearchField("rol"),
        index.SearchField("naam"),
        index.FilterField("id"),
        index.AutocompleteField("rol"),
        index.AutocompleteField("naam"),
    ]

    class Meta:
        verbose_name = "teamlid"
        verbose_name_plural = "teamleden"
        ordering = ["rol", "naam"]

    def __str__(self):
        return f"{self.naam}, {self.rol}" if self.naam else self.rol

    @property
    def titel(self):
        return self.naam or self.rol[:1].upper() + self.rol[1:]

    @property
    def initialen(self):
        words = [word for word in self.titel.replace("(", " ").split() if word[0].isalpha()]
        return "".join(word[0] for word in words[:2]).upper()


class Thema(Onderdeel):
    voorbeeld_template = "gebieden/voorbeelden/thema.html"
    voorbeeldkop = "Zo ziet het thema eruit"
    los_van_versies = ("volgorde",)

    class Icoon(models.TextChoices):
        SCHOON = "schoon", "Druppel"
        HEEL = "heel", "Gereedschap"
        VEILIG = "veilig", "Schild"
        SOCIAAL = "sociaal", "Mensen"
        ONDERNEMEND = "ondernemend", "Winkel"

    naam = models.CharField("naam", max_length=40, unique=True)
    icoon = models.CharField("icoon", max_length=20, choices=Icoon)
    uitleg = models.CharField("uitleg", max_length=200, help_text="Wat valt er onder dit thema?")
    volgorde = models.PositiveSmallIntegerField("volgorde", default=0, editable=False)

    panels = [FieldPanel(naam, required_on_save=True) for naam in ("naam", "icoon", "uitleg")]
    search_fields = [index.FilterField("id"), index.SearchField("naam"), index.AutocompleteField("naam")]

    class Meta:
        verbose_name = "thema"
        verbose_name_plural = "thema's"
        ordering = ["volgorde", "naam"]

    def __str__(self):
        return self.naam


class Partner(Onderdeel):
    voorbeeld_template = "gebieden/voorbeelden/partner.html"
    voorbeeldkop = "Zo ziet de partner eruit"

    naam = models.CharField("naam", max_length=100, unique=True)
    uitleg = models.CharField("uitleg", max_length=250, help_text="Wat doet deze organisatie in de wijk?")
    website = models.URLField("website", blank=True)

    panels = [FieldPanel("naam", required_on_save=True), FieldPanel("uitleg", required_on_save=True), "website"]
    search_fields = [index.FilterField("id"), index.SearchField("naam"), index.AutocompleteField("naam")]

    class Meta:
        verbose_name = "partner"
        verbose_name_plural = "partners"
        ordering = ["naam"]

    def __str__(self):
        return self.naam


class BelregelBlock(blocks.StructBlock):
    waarvoor = blocks.CharBlock(
        label="Waarvoor", max_length=80, help_text="Bijvoorbeeld: Losse stoeptegel of kapotte lamp"
    )
    wie = blocks.CharBlock(label="Wie", max_length=80)
    telefoon = blocks.CharBlock(label="Telefoon", max_length=20, required=False)
    link = blocks.URLBlock(label="Adres van een formulier of site", required=False)
    uitleg = blocks.CharBlock(label="Uitleg", max_length=200, required=False)

    class Meta:
        icon = "telefoon"
        label = "Regel"


@register_setting(icon="telefoon")
class WieBelIkWaarvoor(OnthoudenInstelling):
    """The rows that hold for the whole municipality. An area adds its own in its block."""

    regels = StreamField([("regel", BelregelBlock())], verbose_name="regels", blank=True)

    panels = [FieldPanel("regels")]

    class Meta:
        verbose_name = "wie belt u waarvoor"
