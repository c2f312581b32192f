"""The answers become a draft story for the editors; a picture goes along when everybody on it allows that."""

import json

from django.core.files.base import ContentFile
from django.db import transaction
from django.template.defaultfilters import linebreaks, truncatechars
from django.utils.html import escape
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

from gebieden.models import Redactie, VerhaalPage
from gebieden.rollen import get_shared_collection
from home.afbeelding_weg import remove_image
from home.models import Afbeelding
from home.redactie.gelijktijdig import lock
from initiatieven.bestanden import delete_bijlage


@transaction.atomic
def maak_verhaal(verantwoording):
    """Once, as a draft under the area that waits in its workflow; None when the applicant did not want a story."""
    aanvraag = verantwoording.aanvraag
    lock(verantwoording)
    verantwoording.refresh_from_db()
    if verantwoording.verhaal_id or not verantwoording.verhaal_mag or not aanvraag.gebied:
        return verantwoording.verhaal
    afbeeldingen = [_maak_afbeelding(foto) for foto in verantwoording.fotos.all() if foto.bijlage and foto.mag_online]
    page = VerhaalPage(
        title=aanvraag.titel,
        samenvatting=f"Bewoners van {aanvraag.gebied.title} vertellen hoe hun plan ging.",
        verteller=verantwoording.verteller,
        citaat=truncatechars(verantwoording.buurt.partition("\n")[0], 200),
        afbeelding=afbeeldingen[0] if afbeeldingen else None,
        inhoud=_make_inhoud(verantwoording, afbeeldingen[1:]),
        live=False,
    )
    aanvraag.gebied.refresh_from_db()
    aanvraag.gebied.add_child(instance=page)
    page.save_revision()
    if workflow := page.get_workflow():
        workflow.start(page, None)
    verantwoording.verhaal = page
    verantwoording.save(update_fields=["verhaal"])
    return page


def haal_van_site(foto):
    """The picture disappears everywhere: from pages, from drafts, and from the file."""
    if foto.afbeelding:
        remove_image(foto.afbeelding)
    if foto.bijlage:
        delete_bijlage(foto.bijlage)
    foto.refresh_from_db()


def _make_inhoud(verantwoording, afbeeldingen):
    gesprek = [
        {"type": "interview", "value": {"vraag": vraag, "antwoord": _make_antwoord(antwoord)}}
        for vraag, antwoord in verantwoording.antwoorden
    ]
    beelden = [
        {"type": "beeld", "value": {"afbeelding": afbeelding.pk, "onderschrift": ""}} for afbeelding in afbeeldingen
    ]
    return json.dumps(gesprek + beelden)


def _make_antwoord(tekst):
    """As the editor writes it. Otherwise it comes back changed from who approves, and who changed may not approve."""
    converter = ContentstateConverter([])
    alineas = linebreaks(escape(tekst)).replace("<br>", "<br/>")
    return converter.to_database_format(converter.from_database_format(alineas))


def _maak_afbeelding(foto):
    redactie = Redactie.objects.filter(gebied=foto.verantwoording.aanvraag.gebied).first()
    with foto.bijlage.bestand.open("rb") as bestand:
        # The name of the file that came along may hold a name of somebody.
        file = ContentFile(bestand.read(), name=f"bewoners-{foto.pk}{foto.bijlage.naam[-4:]}")
    foto.afbeelding = Afbeelding.objects.create(
        title=truncatechars(foto.beschrijving, 200),
        description=foto.beschrijving,
        file=file,
        collection=redactie.collectie if redactie else get_shared_collection(),
    )
    foto.save(update_fields=["afbeelding"])
    return foto.afbeelding
