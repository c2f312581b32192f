"""Whatever is typed or pasted in the form: a page with words, never an error of ours, and nothing typed is lost."""

import html
from urllib.parse import quote

import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from home.formulier import tidy_text
from initiatieven.aanvragen.formulier import STAPPEN, get_address
from initiatieven.aanvragen.kan_ik import KanIkForm
from initiatieven.aanvragen.verstuurforms import CodeForm
from initiatieven.models import Aanvraag, AanvraagPage
from tests.aanvragen import EMAIL, get_answers, make_form

pytestmark = pytest.mark.een_database
# Everything that fits in a body, with what people do type among it.
TEKST = st.one_of(
    st.text(st.characters(), max_size=60),
    st.sampled_from(["\x00", "\ud800", "٣", "1e999", "-1", "9" * 400, "NaN", "31-02-2027", "0001-01-01", "a\r\nb"]),
    st.sampled_from(["1813 AB", "€ 1.250,50", "1-6-2027", "ja", "overal", "x" * 200_000, "🎈" * 5000, EMAIL]),
)
WEINIG = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture
def aanvraag(client, db):
    make_form()
    client.post(get_address("contact"), {"email": EMAIL})
    return Aanvraag.objects.get()


def make_body(data):
    """As a browser sends it; a lone surrogate becomes bytes that are no text."""
    delen = (f"{naam}={quote(waarde.encode('utf-8', 'surrogatepass'))}" for naam, waarde in data.items())
    return "&".join(delen).encode()


@pytest.mark.parametrize("stap", STAPPEN, ids=lambda stap: stap.naam)
def test_a_step_takes_anything(client, aanvraag, stap):
    namen = {
        *get_answers()[stap.naam],
        "onderhoud",
        "eind",
        "gebied",
        "meer",
        "gelezen",
        "aanvraag",
        "verwijder",
        "doe",
    }
    adres = get_address(stap.naam)

    @WEINIG
    @given(st.fixed_dictionaries(dict.fromkeys(namen, TEKST)), st.booleans())
    def send(data, later):
        data |= {"doe": "later" if later else "volgende", "aanvraag": aanvraag.sleutel, "gelezen": "", "verwijder": ""}
        response = client.post(adres, make_body(data), content_type="application/x-www-form-urlencoded")
        assert response.status_code in (200, 302)
        assert response.status_code == 302 or _stands_in(response, data, stap.naam)

    send()


def _stands_in(response, data, naam):
    """Of each step the text that is longest to type."""
    veld = {"contact": "naam", "plan": "omschrijving", "plek": "plek", "steun": "draagvlak"}.get(naam)
    getypt = tidy_text(data[veld].encode("utf-8", "surrogatepass").decode("utf-8", "replace")) if veld else ""
    return getypt.strip() in html.unescape(response.content.decode())


@pytest.mark.parametrize("naam", ["aanvraag", "verwijder", "gelezen", "begin", "meer", "naar", "doe"])
def test_what_stands_hidden_may_be_anything(client, aanvraag, naam):
    adres = get_address("begroting")

    @WEINIG
    @given(TEKST)
    def send(waarde):
        body = make_body({naam: waarde, "andere_subsidie": "Nee"})
        response = client.post(adres, body, content_type="application/x-www-form-urlencoded")
        assert response.status_code in (200, 302)
        client.cookies["aanvraag"] = aanvraag.sleutel

    send()


@WEINIG
@given(st.dictionaries(st.sampled_from([f"kan-{naam}" for naam in KanIkForm.base_fields]), TEKST), TEKST)
def test_the_small_forms_take_anything(data, code):
    for form in (KanIkForm, CodeForm):
        query = QueryDict(mutable=True)
        query.update({**data, "code": code})
        bound = form(query, prefix="kan") if form is KanIkForm else form(query)
        assert bound.is_valid() in (True, False)
        str(bound)


def test_the_page_itself_has_no_other_storage():
    assert not hasattr(AanvraagPage, "get_submission_class")
