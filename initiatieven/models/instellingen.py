from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Site

from gebieden.velden import BedragField


def make_term(label, default, hoogstens=104):
    return models.PositiveSmallIntegerField(
        label, default=default, validators=[MinValueValidator(1), MaxValueValidator(hoogstens)]
    )


def make_woorden(label, woorden):
    uitleg = "Eén woord per regel. Staat een woord dat zo begint in een begroting, dan vragen wij nog eens te kijken."
    return models.TextField(label, blank=True, max_length=2000, default="\n".join(woorden.split()), help_text=uitleg)


@register_setting(icon="tasks")
class InitiatievenInstellingen(BaseSiteSetting):
    """Terms and amounts of the subsidy, which the municipality sets. Source of the defaults: docs/beheer.md."""

    indienen_weken = make_term("indienen: hoeveel weken voor de activiteit", 8)
    beslistermijn_weken = make_term("beslissen: binnen hoeveel weken", 13)
    waarschuw_dagen = make_term("waarschuwen: hoeveel dagen voor het einde van de termijn", 14)
    aanvullen_dagen = make_term("aanvullen: hoeveel dagen", 14)
    bezwaar_weken = make_term("bezwaar maken: hoeveel weken", 6)
    melden_dagen = make_term("melden dat het niet doorgaat: binnen hoeveel dagen", 14)
    herinner_dagen = make_term("herinneren aan de verantwoording: na hoeveel dagen", 21, 365)
    maximum = BedragField("hoogste bedrag per initiatief", default=Decimal(4000), null=False, blank=False)
    concept_dagen = make_term("een niet verzonden aanvraag bewaren: hoeveel dagen", 60, 365)
    bewaar_toegekend_jaren = make_term("bewaren na toekenning: hoeveel jaar", 7, 50)
    bewaar_afgewezen_jaren = make_term("bewaren na afwijzing of buiten behandeling: hoeveel jaar", 5, 50)
    bewaar_ingetrokken_jaren = make_term("bewaren na intrekken: hoeveel jaar", 1, 50)
    bewaar_inzage_jaren = make_term("bewaren wie wat zag: hoeveel jaar", 3, 50)
    dekking_verplicht = models.BooleanField(
        "de aanvrager betaalt of regelt zelf ook iets",
        default=True,
        help_text="Geld, spullen of werk, van de bewoners zelf of van anderen.",
    )
    offerte_boven = BedragField(
        "offerte vragen bij kosten boven",
        default=Decimal(500),
        help_text="Per regel van de begroting. Leeg: wij vragen geen offertes.",
    )
    woorden_eten = make_woorden(
        "woorden die op eten of drinken wijzen",
        "eten drinken drank drankje frisdrank limonade koffie thee bier wijn borrel lunch diner maaltijd catering "
        "hapje snack taart gebak broodje soep ijsje barbecue bbq",
    )
    woorden_loon = make_woorden(
        "woorden die op loon of betaalde uren wijzen",
        "loon uurloon salaris personeel uren uurtarief manuren arbeid honorarium vrijwilligersvergoeding",
    )

    panels = [
        MultiFieldPanel(
            [
                FieldPanel("indienen_weken"),
                FieldPanel("beslistermijn_weken"),
                FieldPanel("waarschuw_dagen"),
                FieldPanel("aanvullen_dagen"),
                FieldPanel("bezwaar_weken"),
                FieldPanel("melden_dagen"),
                FieldPanel("herinner_dagen"),
            ],
            heading="Termijnen",
        ),
        MultiFieldPanel(
            [
                FieldPanel("maximum"),
                FieldPanel("dekking_verplicht"),
                FieldPanel("offerte_boven"),
                FieldPanel("woorden_eten"),
                FieldPanel("woorden_loon"),
            ],
            heading="Geld",
        ),
        MultiFieldPanel(
            [
                FieldPanel("concept_dagen"),
                FieldPanel("bewaar_toegekend_jaren"),
                FieldPanel("bewaar_afgewezen_jaren"),
                FieldPanel("bewaar_ingetrokken_jaren"),
                FieldPanel("bewaar_inzage_jaren"),
            ],
            heading="Bewaren",
        ),
    ]

    class Meta:
        verbose_name = "instellingen van bewonersinitiatieven"

    @classmethod
    def load_default(cls):
        return cls.for_site(Site.objects.get(is_default_site=True))
