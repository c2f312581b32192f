import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import PageViewRestriction

from tests.factories import make_gebied, make_nieuws, make_tekst

pytestmark = pytest.mark.django_db


def find(client, zoekterm):
    response = client.get("/zoeken/", {"q": zoekterm})
    assert response.status_code == 200
    return response.content.decode()


def test_finds_title_and_text_of_public_pages(client):
    make_nieuws("Nieuwe speeltuin", ouder=make_gebied("Overdie"))
    assert "Nieuwe speeltuin</a>" in find(client, "speeltuin")
    assert "Nieuwe speeltuin</a>" in find(client, "gemeente straat")
    assert "Gebied</p>" in find(client, "Overdie")


def test_drafts_and_private_pages_are_not_found(client):
    make_nieuws("Concept zeldzaamwoord").unpublish()
    prive = make_tekst("Besloten zeldzaamwoord")
    PageViewRestriction.objects.create(page=prive, restriction_type="login")
    html = find(client, "zeldzaamwoord")
    assert "Wij vonden niets" in html
    assert "Concept" not in html and "Besloten" not in html


def test_what_was_typed_stays_in_the_box_and_is_no_markup(client):
    html = find(client, '"><b>speel')
    assert 'value="&quot;&gt;&lt;b&gt;speel"' in html


@pytest.mark.parametrize(
    "zoekterm", ["", " ", '"', "\x00", "'", "a" * 5000, "AND OR NOT", "*", "(", "NEAR(", "\ud800", "é'", "-"]
)
def test_odd_input_is_answered(client, zoekterm):
    make_nieuws("Bericht")
    find(client, zoekterm.encode("utf-8", "surrogatepass"))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(zoekterm=st.text(max_size=60))
def test_no_input_breaks_the_search(client, zoekterm):
    assert client.get("/zoeken/", {"q": zoekterm}).status_code == 200
