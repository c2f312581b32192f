"""A resident who fills in the form, step by step, as a browser without script does."""

import re
from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from home.models import Mail
from initiatieven.aanvragen.formulier import get_address
from initiatieven.models import Aanvraag, Aanvrager, ExtraVraag
from tests.factories import make_aanvraagpagina, make_gebied, make_picture_file
from tests.initiatieven import make_budget, make_regiegroep

HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')
EMAIL = "marga@example.org"


def make_form():
    """The form with one extra question, an area with its group, and the group for everywhere else."""
    page = make_aanvraagpagina()
    page.extra_vragen = [ExtraVraag(label="Hoe kwam u op dit idee?", field_type=ExtraVraag.Soort.LANG)]
    page.save_revision().publish()
    gebied = make_gebied("Overdie", postcodes=["1813"])
    make_budget(make_regiegroep("Regiegroep Overdie", gebied))
    make_regiegroep("Regiegroep Alkmaar", standaard=True)
    return page, gebied


def get_answers(gebied=None):
    """What is typed, per step."""
    return {
        "contact": {
            "email": EMAIL,
            "namens": "groep",
            "organisatie": "Bewonersgroep Voorbeeldplein",
            "naam": "Marga (voorbeeld)",
            "adres": "Voorbeeldstraat 1",
            "postcode": "1813ab",
            "woonplaats": "Alkmaar",
            "kanaal": "post",
            "helper_naam": "Piet (voorbeeld)",
            "helper_email": "piet@example.org",
        },
        "plan": {
            "titel": "Bloembakken",
            "omschrijving": "Twaalf bakken.\r\nMet kruiden.",
            "opbrengst": "Buren leren elkaar kennen.",
            "uitvoering": "Tien buren.",
            "begin": (timezone.localdate() + timedelta(weeks=20)).isoformat(),
            "eten_drinken": "nee",
            "eigen_voordeel": "nee",
            "vergunning": "nee",
        },
        "plek": {
            "plek": "Het Voorbeeldplein",
            "postcode": "1813 AB",
            "gebied_bij": "1813 AB",
            "gebied": str(gebied.pk) if gebied else "overal",
        },
        "steun": {"draagvlak": "Langs de deuren.", "aantal_voor": "12", "aantal_neutraal": "3", "aantal_tegen": "1"},
        "begroting": {
            "kosten_0_wat": "Hout",
            "kosten_0_bedrag": "€ 1.250,50",
            "eigen_0_wat": "Zelf bouwen",
            "eigen_0_bedrag": "250,-",
        },
        "bijlagen": {},
        "vragen": {"hoe_kwam_u_op_dit_idee": "Bij de koffie."},
    }


def send(client, deel, data, doe="volgende", **extra):
    """Posts a step with what stands hidden in the page."""
    adres = get_address(deel)
    verborgen = dict(HIDDEN.findall(client.get(adres).content.decode()))
    return client.post(adres, {**verborgen, **data, **extra, "doe": doe})


def fill_in(client, gebied, tot=None):
    """All steps, or those before `tot`."""
    for deel, data in get_answers(gebied).items():
        if deel == tot:
            break
        response = send(client, deel, data)
        assert response.status_code == 302, response.content.decode()
    return Aanvraag.objects.latest("pk")


def get_code():
    return re.search(r"\b\d{6}\b", Mail.objects.filter(soort="aanvraag_code").first().tekst)[0]


def make_photo(name="foto.png"):
    return SimpleUploadedFile(name, make_picture_file().read(), "image/png")


def make_complete():
    """An application with everything in it and a proven address, and where it is handed in."""
    gebied = make_form()[1]
    aanvraag = fill_in(Client(), gebied)
    Aanvrager.objects.filter(aanvraag=aanvraag).update(email_bevestigd_op=timezone.now())
    return aanvraag, get_address("controle")
