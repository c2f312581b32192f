"""What neighbours and applicants add to the example plans: support, and how it went."""

from decimal import Decimal

from django.utils import timezone

from initiatieven.models import Aanvraag, Steunbetuiging, Steunlink, Uitgave, Verantwoording
from initiatieven.standen import Stand

BUREN = [
    ("steun", "Voorbeeldlaan", "Mooi dat dit er komt."),
    ("steun", "Voorbeeldlaan", ""),
    ("meedoen", "Voorbeeldhof", "Ik kan op zaterdag helpen."),
    ("zorg", "Voorbeeldplein", "Wie ruimt het ’s avonds op?"),
]
VERTELD = (Stand.UITGEVOERD, Stand.VERANTWOORD, Stand.VASTGESTELD)


def add_support():
    for aanvraag in Aanvraag.objects.filter(stand=Stand.REGIEGROEP):
        Steunlink.objects.create(aanvraag=aanvraag)
        Steunbetuiging.objects.bulk_create(
            Steunbetuiging(
                aanvraag=aanvraag,
                mening=mening,
                straat=straat,
                toelichting=toelichting,
                email_hash=f"voorbeeld-{nummer}",
                bevestigd_op=timezone.now(),
            )
            for nummer, (mening, straat, toelichting) in enumerate(BUREN)
        )


def add_accounts():
    for aanvraag in Aanvraag.objects.filter(stand__in=VERTELD).select_related("besluit"):
        gezet = aanvraag.gebeurtenissen.get(soort="meld_uitgevoerd")
        verantwoording = Verantwoording.objects.create(
            aanvraag=aanvraag,
            gedaan=f"{aanvraag.omschrijving} Dat is gelukt.",
            buurt=aanvraag.opbrengst or "Buren kennen elkaar beter.",
            anders="Wij zouden eerder beginnen met vragen wie er helpt.",
            ingediend_op=gezet.moment,
        )
        bedrag = aanvraag.besluit.bedrag or Decimal(100)
        Uitgave.objects.create(verantwoording=verantwoording, omschrijving="Materiaal", bedrag=bedrag)
