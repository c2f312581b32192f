"""What a visitor finds, with which words, and what it costs."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import PageViewRestriction

from gebieden.rollen import set_up_roles
from search import missers
from search.indexeren import rebuild
from search.models import Misser
from search.zoeken import Zoekopdracht
from tests.factories import (
    make_agenda,
    make_bijeenkomst,
    make_gebied,
    make_nieuws,
    make_punt,
    make_tekst,
    make_voortgang,
)
from tests.redactie import log_in
from tests.zoeken import find, titles, write

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("found_at_once")]


def test_finds_title_and_text_of_public_pages(client):
    make_nieuws("Nieuwe speeltuin", ouder=make_gebied("Overdie"))
    assert "Nieuwe <mark>speeltuin</mark></a>" in find(client, "speeltuin")
    assert "Nieuwe speeltuin</a>" in find(client, "gemeente straat")
    assert "Gebied: wijk</p>" in find(client, "Overdie")


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
    "zoekterm",
    [
        "",
        " ",
        '"',
        "\x00",
        "'",
        "a" * 5000,
        "AND OR NOT",
        "*",
        "(",
        "NEAR(",
        "\ud800",
        "é'",
        "-",
        "%",
        "woord " * 20_000,
    ],
)
def test_odd_input_is_answered(client, zoekterm):
    make_nieuws("Bericht")
    find(client, zoekterm.encode("utf-8", "surrogatepass"))


@pytest.mark.parametrize(
    "keuze", [{"bladzijde": "9999999"}, {"bladzijde": "x"}, {"soort": "\x00%"}, {"gebied": "9" * 99}]
)
def test_odd_choices_are_answered(client, keuze):
    make_nieuws("Bericht")
    find(client, "bericht", **keuze)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(zoekterm=st.text(max_size=60))
def test_no_input_breaks_the_search(client, zoekterm):
    assert client.get("/zoeken/", {"q": zoekterm}).status_code == 200


@pytest.mark.parametrize(
    ("titel", "zoekterm"),
    [
        ("Vier buurten doen mee", "buurt"),
        ("Alle bewonersinitiatieven", "initiatief"),
        ("Een speeltuin erbij", "speelplaats"),
        ("Café op het plein", "cafe"),
        ("Meer verkeersveiligheid", "veiligheid"),
        ("Nieuwe bankjes", "waar komen de nieuwe banken?"),
        ("Markt op het plein", "marktplein"),
        ("Samen opruimen", "ruimen wij weer op"),
    ],
)
def test_other_words_for_the_same_are_found(titel, zoekterm):
    make_nieuws(titel)
    make_nieuws("Iets heel anders")
    assert titles(zoekterm) == [titel]


def test_one_typing_error_is_forgiven_and_told(client):
    make_nieuws("Buurtbarbecue")
    html = find(client, "buurtbarbeque")
    assert "Bedoelde u <strong>buurtbarbecue</strong>?" in html and "<mark>Buurtbarbecue</mark>" in html


def test_the_part_that_is_known_is_found_and_the_rest_is_told(client):
    make_nieuws("Buurtmoestuin zoekt gieters", inhoud=write("Water en aarde."))
    html = find(client, "moestuin gieters qqqqq")
    assert "Over “qqqqq” vonden wij niets" in html and "Buurt" in html


def test_title_before_text_and_now_before_then():
    nu = timezone.localdate()
    make_nieuws("Oude fontein", datum=nu - timedelta(days=500))
    make_nieuws("Nieuws van de wijk", inhoud=write("Er komt een fontein."))
    make_nieuws("Nieuwe fontein")
    make_bijeenkomst("Praten over de fontein", over_dagen=-40)
    found = titles("fontein")
    assert found[0] == "Nieuwe fontein"
    assert found.index("Oude fontein") > 0 and found.index("Praten over de fontein") > 0


def test_the_closed_edition_comes_after_the_one_of_now():
    gebied = make_gebied()
    oud = make_agenda(gebied, "2024-2025", slug="agenda-2024-2025")
    make_punt("Fontein van toen", oud)
    type(oud).objects.filter(pk=oud.pk).update(afgesloten_op=timezone.localdate() - timedelta(days=9))
    make_punt("Fontein van nu", make_agenda(gebied, "2026-2027"))
    rebuild()
    assert titles("fontein") == ["Fontein van nu", "Fontein van toen"]


def test_the_place_that_is_named_comes_first():
    zuid, west = make_gebied("Zuid"), make_gebied("West")
    for plek in (zuid, west):
        make_nieuws(f"Fontein bij {plek.title.upper()}", ouder=plek)
    make_nieuws("Fontein voor Zuid, West en de stad")
    assert titles("fontein west")[0] == "Fontein bij WEST"
    assert titles("west")[0] == "West"


def test_an_update_is_named_after_its_item(client):
    make_voortgang(make_punt("Fontein herstellen"), samenvatting="De aannemer is bekend.")
    assert "Fontein herstellen: voortgang van" in find(client, "aannemer")


def test_filters_count_what_they_give(client):
    zuid = make_gebied("Zuid")
    dorp = make_gebied("Dorp aan Zee", ouder=zuid)
    for number in range(3):
        make_nieuws(f"Fontein {number}", ouder=zuid)
    make_nieuws("Fontein in het dorp", ouder=dorp)
    make_nieuws("Fontein in de stad", ook_in=[dorp])
    make_tekst("Over de fontein")
    alles = Zoekopdracht("fontein")
    assert sum(aantal for _, aantal in alles.soorten) == len(alles.resultaten) == 6
    for soort, aantal in alles.soorten:
        assert len(titles("fontein", soort=soort)) == aantal
    for _, sleutel, aantal in alles.gebieden:
        assert len(titles("fontein", plek=sleutel)) == aantal
    assert {plek.title: aantal for plek, _, aantal in alles.gebieden} == {"Zuid": 5, "Dorp aan Zee": 2}
    html = find(client, "fontein", soort="Nieuws", gebied=str(dorp.pk))
    assert "2 pagina’s over" in html and "Toon alle resultaten" in html


def test_it_says_which_oudorp(client):
    wijk = make_gebied("Oudorp")
    make_gebied("Oudorp aan de Vaart", ouder=wijk)
    html = find(client, "oudorp")
    assert "Gebied: wijk" in html and "Gebied: dorp" in html


def test_the_excerpt_shows_the_hit_and_no_markup(client):
    make_nieuws("Bericht", inhoud=write(f"{'lang ' * 80}&lt;script&gt; bij de fontein is het feest"))
    html = find(client, "fontein")
    assert "bij de <mark>fontein</mark> is het feest" in html and "<script> bij" not in html


# What was sought in vain


def test_editors_read_what_was_sought_often_in_vain(client):
    set_up_roles()
    make_nieuws("Fontein")
    for _ in range(3):
        find(client, " Zwembad ")
    find(client, "Zelden gevraagd")
    for _ in range(3):
        find(client, "fontein")
        for term in (
            "Jan Dorpsstraat 12",
            "jan@example.org",
            "0612345678",
            "1811 AB",
            "een twee drie vier vijf zes qq",
        ):
            find(client, term)
    html = log_in("Communicatie").get(reverse("zonder_resultaat")).content.decode()
    assert "zwembad" in html and "zelden" not in html
    assert set(Misser.objects.values_list("term", flat=True)) == {"zwembad", "zelden gevraagd"}


def test_what_was_sought_is_thrown_away_after_ninety_days():
    missers.keep("zwembad")
    Misser.objects.update(dag=timezone.localdate() - timedelta(days=91))
    missers.remove_old()
    assert not Misser.objects.exists()


# How much it asks, and how well it answers


def test_more_pages_ask_no_more_queries():
    gebied = make_gebied("Zuid")

    def count():
        with CaptureQueriesContext(connection) as queries:
            opdracht = Zoekopdracht("fontein zuid")
            assert opdracht.resultaten and opdracht.soorten and opdracht.gebieden
        return len(queries)

    make_nieuws("Fontein", ouder=gebied)
    small = count()
    for number in range(8):
        make_nieuws(f"Fontein {number}", ouder=gebied)
    # The stems, the closed branches twice (of pages and of places), the hits and the places.
    assert count() == small <= 5


def test_suggestions_are_titles_of_public_pages(client):
    make_nieuws("Fontein")
    make_nieuws("Fontein")
    titels = json.loads(client.get("/zoeken/titels.json").content)["titels"]
    assert titels.count("Fontein") == 1
