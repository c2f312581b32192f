"""A question that editors add, of every kind that they can choose: from the form to the desk, and on paper."""

import json
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.test import Client
from django.urls import reverse

from gebieden.rollen import set_up_roles
from initiatieven.aanvragen.controle import Controle
from initiatieven.aanvragen.formulier import get_address
from initiatieven.models import Aanvraag, ExtraVraag
from initiatieven.standen import Stand
from tests.aanvragen import EMAIL, make_form, send
from tests.initiatieven import make_aanvraag, make_regiegroep, open_desk
from tests.regiegroep import declare, make_groep, read
from tests.test_papier import make_data

pytestmark = [pytest.mark.een_database, pytest.mark.django_db]
Soort = ExtraVraag.Soort
VRAAG, NAAM = "Hoe kwam u op dit idee?", "hoe_kwam_u_op_dit_idee"
# What is typed, how it is read, and where it is written on paper.
SOORTEN = {
    Soort.KORT: ("Via de buurvrouw", "Via de buurvrouw", 'class="papier__lijn"'),
    Soort.LANG: ("Via de buurvrouw", "Via de buurvrouw", "papier__lijn--lang"),
    Soort.DATUM: ("2027-06-01", "1 juni 2027", 'class="papier__lijn"'),
    Soort.KEUZE: ("De krant", "De krant", "<li>☐ De krant</li><li>☐ De buurtapp</li></ul>"),
    Soort.KEUZES: (
        ["De krant", "De buurtapp"],
        "De krant, De buurtapp",
        "<li>☐ De krant</li><li>☐ De buurtapp</li></ul>",
    ),
    Soort.VINKJE: ("on", "Ja", "<p>☐ Ja</p>"),
}


def make_page(soort):
    page, gebied = make_form()
    # A line that was left empty is no answer to choose.
    page.extra_vragen = [
        ExtraVraag(label=VRAAG, field_type=soort, required=True, choices="De krant\r\n\r\nDe buurtapp\r\n")
    ]
    page.save_revision().publish()
    return page, gebied


def get_part(html, begin="<main"):
    return html.split(begin, 1)[1].split(VRAAG, 1)[1][:600]


@pytest.mark.parametrize("soort", Soort.values)
def test_a_question_of_every_kind_goes_all_the_way(soort):
    typed, shown, on_paper = SOORTEN[soort]
    page, _ = make_page(soort)
    client = Client()
    send(client, "contact", {"email": EMAIL})
    # Kept for later without an answer, it is still asked.
    send(client, "vragen", {}, doe="later")
    mist = f"{'Kies een antwoord' if soort in (Soort.KEUZE, Soort.KEUZES) else 'Vul in'}: {VRAAG}"
    assert mist in client.get(get_address("controle")).content.decode()
    assert send(client, "vragen", {}).status_code == 200
    assert send(client, "vragen", {NAAM: typed}).status_code == 302
    controle = client.get(get_address("controle")).content.decode()
    assert f"<dd>{shown}" in get_part(controle) and mist not in controle
    assert send(client, "vragen", {NAAM: typed}).status_code == 302
    concept = Aanvraag.objects.get()
    assert f"{VRAAG}: {shown}" in Controle(concept, page).as_text()
    papier = client.get(get_address("op-papier")).content.decode()
    assert on_paper in "".join(regel.strip() for regel in get_part(papier).splitlines())
    # Whoever reads it afterwards: the desk, a member, the person itself.
    set_up_roles()
    bureau, (groep, leden) = open_desk(), make_groep(1)
    plan = make_aanvraag(Stand.REGIEGROEP, groep, extra=concept.extra)
    assert f"<dd>{shown}" in get_part(bureau.get(reverse("aanvragen:dossier", args=[plan.pk])).content.decode())
    declare(leden[0], plan)
    assert f"<dd>{shown}" in get_part(read(leden[0], plan))
    pak = bureau.post(reverse("aanvragen:personen"), {"email": EMAIL, "export": ""}).content
    gegevens = json.loads(ZipFile(BytesIO(pak)).read("gegevens.json"))
    assert [aanvraag["aanvraag"]["extra"][0]["antwoord"] for aanvraag in gegevens["aanvragen"]] == [shown, shown]


@pytest.mark.parametrize("soort", Soort.values)
def test_the_desk_keys_it_in_from_paper(soort):
    typed, shown, _ = SOORTEN[soort]
    make_page(soort)
    set_up_roles()
    bureau, adres = open_desk(), reverse("aanvragen:papier")
    assert VRAAG in bureau.get(adres).content.decode()
    # What was left empty on paper stops nobody.
    for antwoord in ({}, {f"vragen-{NAAM}": typed}):
        bureau.post(adres, make_data(make_regiegroep(), **antwoord))
    leeg, gevuld = Aanvraag.objects.order_by("pk")
    assert (leeg.extra[0]["antwoord"], gevuld.extra[0]["antwoord"]) == ("Nee" if soort == Soort.VINKJE else "", shown)
