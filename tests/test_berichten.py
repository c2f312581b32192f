"""News, stories and meetings: their own pages and their lists."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from icalendar import Calendar

from gebieden.models import NieuwsPage
from tests.factories import (
    make_bijeenkomst,
    make_bijeenkomsten_index,
    make_gebied,
    make_nieuws,
    make_nieuws_index,
    make_verhaal,
    make_verhalen_index,
)

pytestmark = [pytest.mark.django_db, pytest.mark.een_database]


def get(client, page, **parameters):
    response = client.get(page.url, parameters)
    assert response.status_code == 200
    return response.content.decode()


def test_article_shows_its_date_area_and_other_areas(client):
    zuid, west = make_gebied("Zuid"), make_gebied("West")
    html = get(client, make_nieuws("Nieuwe bomen", ouder=zuid, ook_in=[west], datum=date(2026, 3, 1)))
    assert "1 maart 2026" in html
    assert f'href="{zuid.url}">Zuid</a>' in html and f'href="{west.url}">West</a>' in html


def test_article_shows_the_last_change_only_when_it_was_later(client):
    bericht = make_nieuws()
    assert "laatst gewijzigd" not in get(client, bericht)
    NieuwsPage.objects.filter(pk=bericht.pk).update(
        datum=date(2026, 1, 1),
        first_published_at=datetime(2026, 1, 1, tzinfo=UTC),
        last_published_at=datetime(2026, 2, 3, tzinfo=UTC),
    )
    assert 'laatst gewijzigd op <time datetime="2026-02-03">3 februari 2026' in get(client, bericht)


def test_list_filters_by_area_and_year(client):
    zuid = make_gebied("Zuid", slug="zuid")
    make_nieuws("Dit jaar in Zuid", ouder=zuid, datum=date(2026, 5, 1))
    make_nieuws("Vorig jaar in Zuid", ouder=zuid, datum=date(2025, 5, 1))
    make_nieuws("Elders dit jaar", datum=date(2026, 5, 1))
    html = get(client, make_nieuws_index(), gebied="zuid", jaar="2026")
    assert "Dit jaar in Zuid" in html
    assert "Vorig jaar in Zuid" not in html and "Elders dit jaar" not in html
    assert "1 bericht uit Zuid in 2026" in html


@pytest.mark.parametrize(
    "parameters", [{"gebied": "x\x00"}, {"jaar": "abc"}, {"bladzijde": "9999"}, {"bladzijde": "-1"}]
)
def test_odd_parameters_still_give_the_list(client, parameters):
    make_nieuws("Gewoon bericht")
    assert "Gewoon bericht" in get(client, make_nieuws_index(), **parameters)


def test_list_has_numbered_pages_that_keep_the_filter(client):
    zuid = make_gebied("Zuid", slug="zuid")
    for nummer in range(14):
        make_nieuws(f"Bericht nummer {nummer}.", ouder=zuid)
    html = get(client, make_nieuws_index(), gebied="zuid")
    assert html.count('<li class="bericht">') == 12
    assert "gebied=zuid&amp;bladzijde=2" in html
    assert get(client, make_nieuws_index(), gebied="zuid", bladzijde=2).count('<li class="bericht">') == 2


def test_empty_list_says_so(client):
    assert "Er is nog geen nieuws" in get(client, make_nieuws_index())
    assert "Er zijn nog geen verhalen" in get(client, make_verhalen_index())


def test_feed_of_all_news(client):
    make_nieuws("Uit Zuid", ouder=make_gebied("Zuid"))
    make_nieuws("Van de stad")
    feed = client.get(make_nieuws_index().url + "feed/").content.decode()
    assert "Uit Zuid" in feed and "Van de stad" in feed


def test_story_shows_who_tells_it_and_the_conversation(client):
    html = get(client, make_verhaal())
    assert "Marga (voorbeeld)" in html
    assert "Hoe begon het?" in html and "Met drie bakken aarde." in html


def test_stories_are_listed_together(client):
    make_verhaal("De moestuin", ouder=make_gebied("Overdie"))
    html = get(client, make_verhalen_index())
    assert "De moestuin" in html and "Overdie" in html


def test_coming_meetings_come_first_and_past_ones_are_one_click_away(client):
    make_bijeenkomst("Later", over_dagen=9)
    make_bijeenkomst("Eerder", over_dagen=2)
    make_bijeenkomst("Geweest", over_dagen=-2)
    html = get(client, make_bijeenkomsten_index())
    assert html.index("Eerder</a>") < html.index("Later</a>")
    assert "Geweest</a>" not in html
    html = get(client, make_bijeenkomsten_index(), geweest="ja")
    assert "Geweest</a>" in html and "Later</a>" not in html


def test_meeting_that_goes_on_now_is_still_coming(client):
    now = timezone.now()
    make_bijeenkomst("Nu bezig", begin=now - timedelta(minutes=5), eind=now + timedelta(hours=1))
    assert "Nu bezig" in get(client, make_bijeenkomsten_index())


def test_past_meeting_shows_its_report_and_no_sign_up(client):
    html = get(client, make_bijeenkomst(over_dagen=-3, verslag="<p>Veel ideeën.</p>", aanmelden_email="a@example.org"))
    assert "Veel ideeën." in html and "Deze bijeenkomst is geweest" in html
    assert "Aanmelden" not in html and "Zet in uw agenda" not in html


def test_cancelled_meeting_says_so_everywhere(client):
    bijeenkomst = make_bijeenkomst("Avond", gaat_niet_door=True)
    assert "gaat niet door" in get(client, bijeenkomst)
    assert "Gaat niet door" in get(client, make_bijeenkomsten_index())
    assert "CANCELLED" in client.get(bijeenkomst.url + "zet-in-agenda/").content.decode()


def test_calendar_file_has_time_and_place(client):
    bijeenkomst = make_bijeenkomst(
        "Avond; met, komma's",
        begin=datetime(2026, 12, 1, 18, 30, tzinfo=UTC),
        eind=datetime(2026, 12, 1, 20, 0, tzinfo=UTC),
        adres="Dorpsstraat 1",
    )
    response = client.get(bijeenkomst.url + "zet-in-agenda/")
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    event = Calendar.from_ical(response.content).walk("VEVENT")[0]
    assert event["summary"] == "Avond; met, komma's"
    assert event.decoded("dtstart") == datetime(2026, 12, 1, 18, 30, tzinfo=UTC)
    assert event["location"] == "Wijkcentrum Overdie, Dorpsstraat 1"


def test_meeting_cannot_end_before_it_begins():
    bijeenkomst = make_bijeenkomst()
    bijeenkomst.eind = bijeenkomst.begin - timedelta(hours=1)
    with pytest.raises(ValidationError, match="Het einde moet na het begin liggen"):
        bijeenkomst.full_clean()
