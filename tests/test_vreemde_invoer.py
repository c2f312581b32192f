"""Whatever is sent with the forms of the desk, the regiegroep and an applicant: an answer, never an error of ours."""

import pytest
from django.http import QueryDict
from django.urls import reverse
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from lxml import html

from gebieden.rollen import set_up_roles
from initiatieven.bureau.dossier import DADEN
from initiatieven.models import Verantwoording
from initiatieven.persoonlijk import COOKIE
from initiatieven.standen import Stand
from tests.factories import make_user
from tests.initiatieven import make_aanvraag, make_budget, open_desk
from tests.regiegroep import declare, go, make_groep, sit, vote
from tests.test_aanvragen_invoer import TEKST, make_body

WEINIG = settings(
    max_examples=5, deadline=None, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
)
# Whatever was sent before may have closed this way.
ANTWOORD = {200, 302, 400, 403, 404, 409, 410}
# Where these acts of the desk can be done.
STANDEN = {
    "aanvulling": Stand.INGEDIEND,
    "toets": Stand.INGEDIEND,
    "advies": Stand.BEHANDELING,
    "verdagen": Stand.BEHANDELING,
    "vraag": Stand.BEHANDELING,
    "stuk": Stand.AANVULLING,
    "aantekening": Stand.INGEDIEND,
    "besluit": Stand.ADVIES,
    "terugvorderen": Stand.TOEGEKEND,
}


@pytest.fixture
def groep(db):
    set_up_roles()
    groep, leden = make_groep(3, quorum=2)
    groep.zittend = leden
    return groep


def read_forms(client, adres):
    """Where each form of this screen goes, with what stands in its fields."""
    page = html.fromstring(client.get(adres).content, base_url=adres)
    page.make_links_absolute()
    forms = [form for form in page.forms if form.method == "POST" and "uitloggen" not in (form.action or "")]
    assert forms, f"no form on {adres}"
    return [(form.action or adres, dict(form.fields)) for form in forms]


def send_anything(client, adres):
    for doel, velden in read_forms(client, adres):
        _send_to(client, doel, velden)


def _send_to(client, doel, velden):
    # What a form brings along unseen is mostly as it was.
    zoals_het_was = {naam: st.one_of(st.just(waarde), TEKST) for naam, waarde in velden.items() if waarde}

    @WEINIG
    @given(st.fixed_dictionaries(dict.fromkeys(velden, TEKST) | zoals_het_was))
    def send(data):
        response = client.post(doel, make_body(data), content_type="application/x-www-form-urlencoded")
        assert response.status_code in ANTWOORD, (doel, data)

    send()


@pytest.mark.parametrize("naam", STANDEN)
def test_an_act_of_the_desk(groep, naam):
    make_budget(groep)
    aanvraag = make_aanvraag(STANDEN[naam], groep)
    rol = "Beslisser" if naam in ("besluit", "terugvorderen") else "Subsidiebureau"
    send_anything(open_desk(rol), reverse("aanvragen:daad", args=[aanvraag.pk, naam]))


@pytest.mark.parametrize("daad", DADEN, ids=lambda daad: daad.naam)
def test_the_form_of_an_act(groep, daad):
    aanvraag, user = make_aanvraag(Stand.TOEGEKEND, groep), make_user()
    gezien = str(aanvraag.gebeurtenissen.last().pk)

    @WEINIG
    @given(st.fixed_dictionaries(dict.fromkeys(daad.base_fields, TEKST)))
    def read(data):
        form = daad(QueryDict(make_body({**data, "gezien": gezien})), aanvraag=aanvraag, user=user)
        assert form.is_valid() or all(str(fout) for fouten in form.errors.values() for fout in fouten)

    read()


@pytest.mark.parametrize("naam", ["papier", "personen"])
def test_a_screen_of_the_desk(groep, naam):
    send_anything(open_desk(), reverse(f"aanvragen:{naam}"))


@pytest.mark.parametrize("naam", ["correctie", "terug", "vrijval", "verplaatsen"])
def test_a_line_of_the_ledger(staff, groep, naam):
    send_anything(staff, reverse(f"budgetten:{naam}", args=[make_budget(groep).pk]))


@pytest.mark.parametrize("register", ["regiegroepen", "leden", "budgetten", "rondes"])
def test_a_register(staff, groep, register):
    send_anything(staff, reverse(f"initiatieven_{register}_modeladmin_create"))


@pytest.mark.parametrize("naam", ["belang", "plan", "advies"])
def test_a_member_of_the_regiegroep(groep, naam):
    plan = make_aanvraag(Stand.REGIEGROEP, groep)
    if naam != "belang":
        declare(groep.zittend[0], plan)
    if naam == "advies":
        for lid in groep.zittend:
            vote(lid, plan)
    send_anything(sit(groep.zittend[0]), go(naam, plan))


def test_a_meeting_of_the_regiegroep(groep):
    send_anything(sit(groep.zittend[0]), reverse("regiegroep:vergadering_nieuw", args=[groep.pk]))


@pytest.mark.parametrize(
    "naam", ["niet_door", "gegevens", "rekening", "kwijt", "vragen", "fotos", "kosten", "versturen"]
)
def test_an_applicant(client, groep, naam):
    aanvraag = make_aanvraag(Stand.TOEGEKEND, groep)
    Verantwoording.objects.create(aanvraag=aanvraag, gedaan="Gebouwd.", buurt="Blij.", anders="Eerder.")
    client.cookies[COOKIE] = aanvraag.sleutel
    send_anything(client, reverse(f"mijn:{naam}"))
