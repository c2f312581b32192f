"""The agenda as a visitor reads it: what was promised, how it stands, and what never shows."""

import csv
import json
import re
import zlib
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO, StringIO

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from openpyxl import load_workbook

from gebieden.models import Bijdrage, GedeeldMet, Thema, Voorganger
from gebieden.velden import format_periode, get_periode_end, parse_bedrag, parse_coordinaat, parse_periode
from tests.factories import make_agenda, make_gebied, make_gebieden, make_punt, make_voortgang

pytestmark = pytest.mark.django_db


def read(client, page, route=""):
    response = client.get(f"{page.url}{route}")
    assert response.status_code == 200
    return response.content.decode()


def get_status(punt):
    punt.__dict__.pop("stand", None)
    return punt.stand.status


class TestStatus:
    def test_publishing_an_update_is_the_change_of_status(self, client):
        punt = make_punt(beginstatus="gepland")
        assert "Gepland" in read(client, punt)
        make_voortgang(punt, "uitvoering", samenvatting="De eerste bank staat.")
        html = read(client, punt)
        assert "Stap 4 van 5: in uitvoering" in html
        assert "De eerste bank staat." in html

    def test_an_update_without_status_leaves_it(self):
        punt = make_punt()
        make_voortgang(punt, "gepland", dagen_geleden=10)
        make_voortgang(punt, "")
        assert get_status(punt) == "gepland"

    def test_the_newest_day_wins_whatever_came_in_first(self):
        punt = make_punt()
        make_voortgang(punt, "afgerond", dagen_geleden=1)
        make_voortgang(punt, "onderzoek", dagen_geleden=30)
        assert get_status(punt) == "afgerond"

    def test_a_draft_changes_nothing(self, client):
        punt = make_punt(beginstatus="gepland")
        make_voortgang(punt, "afgerond", publish=False, samenvatting="Nog geheim.")
        assert get_status(punt) == "gepland"
        assert "Nog geheim." not in read(client, punt)

    def test_a_scheduled_update_changes_nothing_before_its_time(self):
        punt = make_punt(beginstatus="gepland")
        bericht = make_voortgang(punt, "afgerond", publish=False, go_live_at=timezone.now() + timedelta(days=2))
        bericht.get_latest_revision().publish()
        assert get_status(punt) == "gepland"

    def test_an_unpublished_update_falls_back_to_the_one_before(self):
        punt = make_punt()
        make_voortgang(punt, "gepland", dagen_geleden=10)
        bericht = make_voortgang(punt, "gestopt")
        assert get_status(punt) == "gestopt"
        type(bericht).objects.get(pk=bericht.pk).unpublish()
        assert get_status(punt) == "gepland"

    def test_an_old_revision_of_the_item_keeps_the_status(self):
        punt = make_punt(beginstatus="idee")
        old = punt.get_latest_revision()
        make_voortgang(punt, "afgerond")
        old.publish()
        punt.refresh_from_db()
        assert get_status(punt) == "afgerond"

    def test_moving_an_item_takes_its_history_along(self, client):
        punt, elders = make_punt(), make_agenda(make_gebied("Zuid"))
        make_voortgang(punt, "uitvoering", samenvatting="De schop is in de grond.")
        punt.move(elders, pos="last-child")
        punt = type(punt).objects.get(pk=punt.pk)
        assert "De schop is in de grond." in read(client, punt)
        assert punt.title in read(client, elders)

    def test_a_copy_starts_as_a_draft_and_leaves_the_original(self, client):
        punt = make_punt()
        make_voortgang(punt, "uitvoering")
        copy = punt.copy(recursive=True, keep_live=False, update_attrs={"slug": "kopie", "title": "Kopie"})
        assert get_status(punt) == "uitvoering"
        assert "Kopie" not in read(client, punt.agenda)
        assert get_status(copy) == "idee"

    @pytest.mark.parametrize(
        ("values", "field"),
        [
            ({"status": "gepland", "waarom": ""}, "waarom"),
            ({"geen_nieuws": True, "waarom": ""}, "waarom"),
            ({"nieuwe_belofte": "Eén bank.", "waarom": ""}, "waarom"),
            ({"status": "wacht", "wacht_op": ""}, "wacht_op"),
            ({"dagen_geleden": -3}, "datum"),
            ({"volgend_bericht": date(2020, 1, 1)}, "volgend_bericht"),
        ],
    )
    def test_an_update_that_does_not_explain_is_refused(self, values, field):
        bericht = make_voortgang(make_punt(), publish=False)
        values = dict(values)
        if "dagen_geleden" in values:
            bericht.datum = timezone.localdate() - timedelta(days=values.pop("dagen_geleden"))
        for naam, waarde in values.items():
            setattr(bericht, naam, waarde)
        with pytest.raises(ValidationError) as error:
            bericht.full_clean()
        assert field in error.value.message_dict


class TestSilence:
    def test_an_item_without_news_for_a_quarter_says_so(self, client):
        punt = make_punt()
        make_voortgang(punt, "gepland", dagen_geleden=92)
        assert "geen nieuws." in read(client, punt)
        assert "geen nieuws." in read(client, punt.agenda)

    def test_no_news_because_is_news(self, client):
        punt = make_punt()
        make_voortgang(punt, "gepland", dagen_geleden=92)
        make_voortgang(punt, geen_nieuws=True, samenvatting="", waarom="Wij wachten op de vergunning.")
        html = read(client, punt)
        assert "Sinds" not in html
        assert "Wij wachten op de vergunning." in html

    def test_what_is_done_is_never_silent_or_late(self, client):
        punt = make_punt(eind="2020-K1")
        make_voortgang(punt, "afgerond", dagen_geleden=400)
        html = read(client, punt)
        assert "Sinds" not in html
        assert "Dat is voorbij" not in html

    def test_a_passed_date_says_so(self, client):
        assert "Dit zou klaar zijn in eerste kwartaal van 2020. Dat is voorbij." in read(
            client, make_punt(eind="2020-K1")
        )


class TestLijst:
    @pytest.fixture
    def agenda(self):
        agenda = make_agenda()
        veilig = Thema.objects.create(naam="Veilig", icoon="veilig", uitleg="Veilig", volgorde=1)
        make_punt("Lantaarns", agenda, themas=[veilig], soort="quick-win", wie=("gemeente", "politie"))
        make_voortgang(make_punt("Banken", agenda, wie=("bewoners",)), "afgerond")
        afgevallen = make_punt("Zwembad", agenda)
        make_voortgang(afgevallen, "niet-overgenomen", waarom="Het kost te veel.")
        return agenda

    @pytest.mark.parametrize(
        ("query", "shown", "hidden"),
        [
            ("", ["Lantaarns", "Banken", "Zwembad", "Het kost te veel."], []),
            ("?status=afgerond", ["Banken"], ["Lantaarns", "Zwembad"]),
            ("?wie=politie", ["Lantaarns"], ["Banken"]),
            ("?soort=quick-win", ["Lantaarns"], ["Banken"]),
            ("?status=bestaat-niet&thema=999&bladzijde=x", ["Lantaarns", "Banken"], []),
            ("?groep=status", ["Lantaarns", "Banken"], []),
        ],
    )
    def test_filters_are_in_the_address(self, client, agenda, query, shown, hidden):
        html = read(client, agenda, query)
        assert all(f">{titel}</a>" in html or titel in html for titel in shown)
        assert not any(f">{titel}</a>" in html for titel in hidden)

    def test_theme_filter(self, client, agenda):
        html = read(client, agenda, f"?thema={Thema.objects.get().pk}")
        assert ">Lantaarns</a>" in html
        assert ">Banken</a>" not in html

    def test_a_shared_item_stands_in_both_with_its_own_word(self, client, agenda):
        zuid = make_agenda(make_gebied("Zuid"))
        punt = make_punt("Fietspad", agenda)
        punt.gedeeld = [GedeeldMet(gebied=zuid.gebied, notitie="In Zuid begint het bij de brug.")]
        punt.save_revision().publish()
        assert "In Zuid begint het bij de brug." in read(client, zuid)
        assert "In Zuid begint het bij de brug." not in read(client, agenda)

    def test_the_joint_agenda_stands_in_every_village(self, client):
        schermer = make_gebied("Schermer")
        dorp = make_agenda(make_gebied("Driehuizen", ouder=schermer))
        wijk = make_agenda(schermer)
        gezamenlijk = make_agenda(make_gebieden(), slug="dorpenagenda")
        make_punt("Parkeren in alle dorpen", gezamenlijk)
        make_punt("Bankje bij de kerk", dorp)
        assert "Parkeren in alle dorpen" in read(client, dorp)
        assert "Parkeren in alle dorpen" not in read(client, wijk)
        assert "Bankje bij de kerk" in read(client, wijk)
        assert "Bankje bij de kerk" in read(client, wijk, "?dorp=driehuizen")

    def test_what_changed_since_a_day(self, client, agenda):
        assert "Het kost te veel." not in read(client, agenda, "veranderd/?sinds=2999-01-01")
        assert "Zwembad" in read(client, agenda, f"veranderd/?sinds={timezone.localdate().isoformat()}")
        html = read(client, agenda, "veranderd/?sinds=<b>gisteren")
        assert "is geen datum" in html
        assert "<b>gisteren" not in html

    def test_empty_agenda(self, client):
        assert "Er staat nog niets op deze agenda." in read(client, make_agenda())


class TestVerslag:
    def test_each_promise_stands_beside_its_outcome(self, client):
        oud = make_agenda(editie="2024-2025", slug="agenda-2024-2025", afgesloten_op=date(2025, 12, 31))
        nieuw = make_agenda(oud.get_parent().specific)
        klaar, gestopt, anders, verder = (make_punt(naam, oud) for naam in ("Een", "Twee", "Drie", "Vier"))
        make_voortgang(klaar, "afgerond")
        make_voortgang(gestopt, "gestopt", waarom="Het geld is op.")
        make_voortgang(anders, nieuwe_belofte="Er komt één bank.", waarom="Er was geen plek.")
        vervolg = make_punt("Vier", nieuw)
        vervolg.voorgangers = [Voorganger(eerder=verder)]
        vervolg.save_revision().publish()
        html = read(client, oud, "verslag/")
        for zin in ("Klaar.", "Het geld is op.", "Er komt één bank.", "Gaat verder in de volgende editie."):
            assert zin in html
        make_voortgang(verder, "uitvoering", samenvatting="Uit de eerste editie.")
        assert "Uit de eerste editie." in read(client, vervolg)
        assert "gaat verder in de nieuwe agenda" in read(client, verder)

    def test_two_editions_beside_each_other(self, client):
        oud = make_agenda(editie="2024-2025", slug="agenda-2024-2025", afgesloten_op=date(2025, 12, 31))
        nieuw = make_agenda(oud.get_parent().specific)
        make_punt("Blijft", oud, nummer="1", kosten=Decimal(100))
        make_punt("Verdwijnt", oud, nummer="2")
        make_punt("Blijft", nieuw, nummer="1", kosten=Decimal(250))
        make_punt("Komt erbij", nieuw, nummer="3")
        html = read(client, nieuw, "vergelijk/agenda-2024-2025/")
        assert "€\xa0100" in html and "€\xa0250" in html
        assert html.index("Komt erbij") < html.index("Verdwijnt")

    @pytest.mark.parametrize(
        ("soort", "zin"), [("afsplitsing", "Afgesplitst van"), ("samenvoeging", "Hierin is opgegaan")]
    )
    def test_split_or_merged_the_history_goes_along(self, client, soort, zin):
        bron = make_punt("Speelplek en banken")
        make_voortgang(bron, "onderzoek", samenvatting="Wij telden de kinderen.")
        vervolg = make_punt("Speelplek", bron.agenda)
        vervolg.voorgangers = [Voorganger(eerder=bron, soort=soort, notitie="Het zijn twee plekken.")]
        vervolg.save_revision().publish()
        html = read(client, vervolg)
        for tekst in (zin, "Het zijn twee plekken.", "Wij telden de kinderen."):
            assert tekst in html
        assert "Het zijn twee plekken." in read(client, bron)

    def test_a_closed_edition_is_locked_for_everyone(self):
        oud = make_agenda(afgesloten_op=date(2025, 12, 31))
        assert make_punt(agenda=oud).get_lock().for_user(None)
        assert oud.get_lock().for_user(None)


class TestExport:
    @pytest.fixture
    def agenda(self):
        punt = make_punt("=1+1", nummer="7", kosten=Decimal("1250.50"), eind="2027-K2")
        punt.bijdragen = [Bijdrage(wie="Dorpsraad", soort="uren", hoeveel=Decimal(40))]
        punt.save_revision().publish()
        make_voortgang(punt, "gepland", samenvatting="@som")
        return punt.agenda

    def test_xlsx_holds_text_and_no_formula(self, client, agenda):
        book = load_workbook(BytesIO(client.get(f"{agenda.url}xlsx/").content))
        cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
        assert not [cell for cell in cells if cell.data_type == "f"]
        assert {"=1+1", "@som"} <= {cell.value for cell in cells}

    def test_csv_opens_safely(self, client, agenda):
        text = client.get(f"{agenda.url}csv/").content.decode("utf-8-sig")
        rij = next(csv.DictReader(StringIO(text), delimiter=";"))
        assert rij["nummer"] == "7"
        assert rij["titel"] == "'=1+1"
        assert rij["kosten"] == "1250,50"
        assert rij["bijdragen"] == "Dorpsraad | Uren | 40,00 |  | Toegezegd"

    def test_json_carries_the_updates(self, client, agenda):
        punt = json.loads(client.get(f"{agenda.url}json/").content)["punten"][0]
        assert punt["status"] == "Gepland"
        assert punt["voortgang"][0]["wat"] == "@som"

    def test_pdf_is_tagged(self, client, agenda):
        pdf = client.get(f"{agenda.url}pdf/").content
        assert pdf.startswith(b"%PDF")
        streams = re.findall(rb"stream\n(.*?)\nendstream", pdf, re.DOTALL)
        assert any(b"/StructTreeRoot" in zlib.decompress(stream) for stream in streams if stream[:1] == b"x")

    def test_feed_and_calendar(self, client, agenda):
        assert "=1+1: gepland" in read(client, agenda, "feed/")
        assert "DTSTART;VALUE=DATE:20270630" in read(client, agenda, "kalender/")


class TestVelden:
    @pytest.mark.parametrize(
        ("text", "amount"),
        [
            ("1250", "1250"),
            ("€ 1.250,50", "1250.50"),
            ("€\xa01.250,50", "1250.50"),
            ("1.250", "1250"),
            ("1250,-", "1250"),
            ("1.250,--", "1250"),
            ("1250,5 euro", "1250.50"),
            ("EUR 1250.50", "1250.50"),
            ("1.250.000", "1250000"),
        ],
    )
    def test_amounts_in_every_dutch_notation(self, text, amount):
        assert parse_bedrag(text) == Decimal(amount)

    @pytest.mark.parametrize("text", ["veel", "-5", "1,250", "1,250.50", "1.25.0", "12 of 13"])
    def test_what_is_no_amount(self, text):
        with pytest.raises(ValueError, match=r"."):
            parse_bedrag(text)

    @pytest.mark.parametrize(
        ("text", "kept", "end"),
        [
            ("2027", "2027", date(2027, 12, 31)),
            ("2e kwartaal 2027", "2027-K2", date(2027, 6, 30)),
            ("Q4 2026", "2026-K4", date(2026, 12, 31)),
            ("mei 2026", "2026-K2", date(2026, 6, 30)),
            ("eerste kwartaal van 2026", "2026-K1", date(2026, 3, 31)),
        ],
    )
    def test_periods(self, text, kept, end):
        assert parse_periode(text) == kept
        assert parse_periode(format_periode(kept)) == kept
        assert get_periode_end(kept) == end

    @pytest.mark.parametrize("text", ["ooit", "2027-K5", "1999", "xyz 2027"])
    def test_what_is_no_period(self, text):
        with pytest.raises(ValueError, match=r"."):
            parse_periode(text)

    @pytest.mark.parametrize("text", ["40.71, -74.00", "52.63", "x, y", "4.75, 52.63"])
    def test_a_place_elsewhere(self, text):
        with pytest.raises(ValueError, match=r"."):
            parse_coordinaat(text)
