from copy import copy
from functools import partial

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Min
from django.utils import timezone
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Orderable, Page

from home.geheugen import remembered
from home.online import online
from home.redactie.melding import SiteInstellingenForm


class OnthoudenInstelling(BaseSiteSetting):
    """Settings that every page reads."""

    class Meta:
        abstract = True

    @classmethod
    def for_site(cls, site):
        # A copy, since Wagtail keeps the request on it.
        return copy(remembered((cls, getattr(site, "pk", None)), partial(super().for_site, site)))


@register_setting(icon="cog")
class SiteInstellingen(ClusterableModel, OnthoudenInstelling):
    """What stands on every page: contact, footer and the alert at the top."""

    telefoon = models.CharField("telefoonnummer", max_length=20, default="14 072")
    email = models.EmailField("e-mailadres", blank=True)
    bezoekadres = models.TextField("bezoekadres", blank=True)
    openingstijden = models.TextField("openingstijden", blank=True)
    melding_openbare_ruimte = models.URLField(
        "adres van de melding openbare ruimte",
        default="https://www.alkmaar.nl/",
        help_text="Hier melden inwoners een losse tegel of een kapotte lamp.",
    )
    over_deze_site = models.TextField(
        "over deze site", blank=True, help_text="Eén of twee zinnen onderaan elke pagina."
    )
    melding_tonen = models.BooleanField(
        "melding tonen",
        default=False,
        help_text="Alleen voor dringend nieuws. De melding staat meteen boven elke pagina, zonder goedkeuring vooraf. "
        "Uw collega’s van Communicatie krijgen een mail en kijken mee.",
    )
    melding_tekst = models.CharField("tekst van de melding", max_length=200, blank=True)
    melding_pagina = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name="pagina met uitleg",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    melding_tot = models.DateTimeField(
        "melding tonen tot",
        null=True,
        blank=True,
        help_text="Verplicht als de melding aan staat. Na dit moment is de melding vanzelf weg.",
    )

    base_form_class = SiteInstellingenForm
    panels = [
        MultiFieldPanel(
            [
                FieldPanel("melding_tonen"),
                FieldPanel("melding_tekst"),
                FieldPanel("melding_pagina"),
                FieldPanel("melding_tot"),
            ],
            heading="Melding boven elke pagina",
        ),
        MultiFieldPanel(
            [
                FieldPanel("telefoon"),
                FieldPanel("email"),
                FieldPanel("bezoekadres"),
                FieldPanel("openingstijden"),
                FieldPanel("melding_openbare_ruimte"),
            ],
            heading="Contact",
        ),
        FieldPanel("over_deze_site"),
        InlinePanel("links_onderaan", heading="Links onderaan elke pagina", label="Link"),
        InlinePanel("sociale_media", heading="Sociale media", label="Account"),
    ]

    class Meta:
        verbose_name = "site-instellingen"

    @property
    def links(self):
        """The links of the footer to pages that are public, with their pages read along."""
        return remembered(("links onderaan", self.pk), self._read_links)

    def _read_links(self):
        return list(self.links_onderaan.select_related("pagina").filter(pagina__in=online(Page.objects.all())))

    @property
    def accounts(self):
        return remembered(("sociale media", self.pk), lambda: list(self.sociale_media.all()))

    @property
    def uitleg_bij_melding(self):
        uitleg = Page.objects.filter(pk=self.melding_pagina_id)
        return remembered(("uitleg bij melding", self.pk), lambda: online(uitleg).first())

    @property
    def toont_melding(self):
        return self.melding_tonen and self.melding_tot is not None and timezone.now() < self.melding_tot

    @classmethod
    def get_next_end(cls, now):
        """When the alert goes away by itself."""
        return cls.objects.filter(melding_tonen=True, melding_tot__gt=now).aggregate(eind=Min("melding_tot"))["eind"]

    def clean(self):
        if not self.melding_tonen:
            return
        fouten = {}
        if not self.melding_tekst:
            fouten["melding_tekst"] = "Schrijf de tekst van de melding, of zet de melding uit."
        if not self.melding_tot:
            fouten["melding_tot"] = "Kies tot wanneer de melding te zien is."
        elif not self.toont_melding:
            fouten["melding_tot"] = "Dit moment is al voorbij. Kies een later moment, of zet de melding uit."
        if fouten:
            raise ValidationError(fouten)


class VoetLink(Orderable):
    instellingen = ParentalKey(SiteInstellingen, on_delete=models.CASCADE, related_name="links_onderaan")
    pagina = models.ForeignKey("wagtailcore.Page", verbose_name="pagina", on_delete=models.CASCADE, related_name="+")

    panels = [FieldPanel("pagina")]


class SociaalMedium(Orderable):
    instellingen = ParentalKey(SiteInstellingen, on_delete=models.CASCADE, related_name="sociale_media")
    naam = models.CharField("naam", max_length=40, help_text="Bijvoorbeeld: Facebook van Gemeente Alkmaar")
    adres = models.URLField("adres")

    panels = [FieldPanel("naam"), FieldPanel("adres")]
