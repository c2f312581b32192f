"""How easy a text is to read: the rules, the advice at the desk and at review, and the report."""

import statistics
import tomllib
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from gebieden.models import NieuwsPage
from home.models import Leesbaarheid, MoeilijkWoord
from home.schrijven.lezen import NIVEAUS, count_syllables, is_passive, measure, split_sentences
from home.schrijven.proza import get_prose
from home.schrijven.woorden import make_forms, read_own_list
from tests.factories import make_blocks, make_nieuws, make_tekst, make_user
from tests.redactie import act, edit, log_in, make_draft, page_data

pytestmark = pytest.mark.een_database

FOLDER = Path(__file__).parent
TEKSTEN = tomllib.loads((FOLDER / "ijkteksten.toml").read_text())["tekst"]
ZINNEN = tomllib.loads((FOLDER / "lijdende_zinnen.toml").read_text())
MOEILIJK = (
    "In het kader van de herinrichting van de openbare ruimte is conform de gemaakte afspraken een integraal ontwerp "
    "opgesteld, waarin de gebruiksmogelijkheden van het plein aanzienlijk zijn verbeterd ten behoeve van omwonenden."
)
MAKKELIJK = (
    "Wij maken het plein mooi. Er komen vier bomen en twee banken. Het werk begint in mei. U kunt er dan niet bij. "
    "Hebt u vragen? Bel ons dan, of loop even langs in het buurthuis."
)


class TestCijfer:
    @pytest.mark.parametrize(
        ("woord", "aantal"),
        [
            *[(woord, 1) for woord in ("plein", "straat", "nieuw", "leeuw", "buurt", "12.500", "GGD", "jij", "schuin")],
            *[(woord, 2) for woord in ("mooie", "auto", "bomen", "draaien", "agent", "yoga", "zoals", "idee")],
            *[(woord, 3) for woord in ("gemeente", "agenda's", "ideeën", "radio", "reactie", "college", "geopend")],
            *[(woord, 4) for woord in ("informatie", "officieel", "beïnvloeden", "beoordelen", "financieel")],
            *[(woord, 5) for woord in ("geëvalueerd", "coördineren", "wijkbijeenkomsten")],
        ],
    )
    def test_syllables_of_dutch_words(self, woord, aantal):
        assert count_syllables(woord) == aantal

    @pytest.mark.parametrize(
        ("tekst", "aantal"),
        [
            ("Bel dhr. Jansen. Hij helpt u.", 2),
            ("Dat kost 2.500 euro. Kom om 19.30 uur.", 2),
            ("“Kom ook!” Dat zei zij. Waarom? Omdat het kan.", 4),
            ("Zie art. 4 van de wet, d.w.z. De regels", 1),
            ("Een regel zonder punt", 1),
            ("***", 0),
        ],
    )
    def test_sentences(self, tekst, aantal):
        assert len(split_sentences(tekst)) == aantal

    def test_a_short_text_has_no_figure(self):
        assert measure(["Kom ook."]).niveau == "Nog te weinig tekst voor een cijfer"

    @pytest.mark.parametrize("tekst", TEKSTEN, ids=[f"{tekst['niveau']} {tekst['onderwerp']}" for tekst in TEKSTEN])
    def test_own_texts_fall_on_the_right_side_of_the_borders(self, tekst):
        (goed, _), (matig, _), _ = NIVEAUS
        cijfer = measure(tekst["tekst"].splitlines()).cijfer
        assert cijfer >= goed if tekst["niveau"] == "B1" else cijfer < matig

    def test_this_formula_separates_best(self):
        """Between B1 and C1 Brouwer leaves 41 points, Flesch-Douma 16, LIX 13: 31, 12 and 20 per cent of the range."""
        spreiding = {}
        for naam, formula in FORMULAS.items():
            b1, c1 = ([formula(tekst) for tekst in TEKSTEN if tekst["niveau"] == niveau] for niveau in ("B1", "C1"))
            pooled = ((statistics.variance(b1) + statistics.variance(c1)) / 2) ** 0.5
            afstand = (min(b1) - max(c1)) / (max(b1) - min(c1))
            spreiding[naam] = (afstand, (statistics.mean(b1) - statistics.mean(c1)) / pooled)
        assert max(spreiding, key=lambda naam: spreiding[naam][0]) == "brouwer"
        assert max(spreiding, key=lambda naam: spreiding[naam][1]) == "brouwer"


def take_counts(tekst):
    meting = measure(tekst["tekst"].splitlines())
    woorden = [woord for zin in meting.zinnen for woord in zin.woorden]
    lang = 100 * sum(len(woord) > 6 for woord in woorden) / len(woorden)
    return meting.woorden / len(meting.zinnen), 100 * meting.lettergrepen / meting.woorden, lang


def calculate_brouwer(tekst):
    zin, lettergrepen, _ = take_counts(tekst)
    return 195 - 2 * zin - 2 * lettergrepen / 3


def calculate_flesch_douma(tekst):
    zin, lettergrepen, _ = take_counts(tekst)
    return 206.84 - 0.93 * zin - 0.77 * lettergrepen


def calculate_lix(tekst):
    zin, _, lang = take_counts(tekst)
    return -(zin + lang)


FORMULAS = {"brouwer": calculate_brouwer, "flesch-douma": calculate_flesch_douma, "lix": calculate_lix}


class TestLijdendeVorm:
    def test_a_hint_is_right_often_enough_to_help(self):
        """It stays only while at least eight of ten hints are right; on these 55 sentences all are."""
        goed = sum(is_passive(zin) for zin in ZINNEN["lijdend"])
        fout = sum(is_passive(zin) for zin in ZINNEN["bedrijvend"])
        assert goed / (goed + fout) >= 0.8
        assert goed / len(ZINNEN["lijdend"]) >= 0.8


class TestMoeilijkeWoorden:
    @pytest.mark.parametrize(
        ("woord", "vormen"),
        [
            ("realiseren", {"realiseert", "gerealiseerd", "gerealiseerde", "realiseren"}),
            ("coördineren", {"coördineert", "gecoördineerd"}),
            ("adequaat", {"adequaat", "adequate"}),
            ("definitief", {"definitieve"}),
            ("substantieel", {"substantiele"}),
            ("prioriteit", {"prioriteiten"}),
            ("belanghebbende", {"belanghebbenden"}),
            ("In  het kader van", {"in het kader van"}),
        ],
    )
    def test_forms_are_found(self, woord, vormen):
        assert vormen <= make_forms(woord)

    def test_a_small_word_is_not_stretched_into_another(self):
        assert make_forms("indien") == {"indien"}

    @pytest.mark.django_db
    def test_a_site_begins_with_a_list(self):
        assert MoeilijkWoord.objects.count() == len(read_own_list()) >= 80
        woordenboek = MoeilijkWoord.objects.as_woordenboek()
        assert woordenboek["middels"] == "met" and woordenboek["derhalve"] == "daarom"

    @pytest.mark.django_db
    def test_the_longest_expression_wins(self):
        meting = measure(["Met betrekking tot het plein."], {"met": "x", "met betrekking tot": "over"})
        assert meting.moeilijk == {"met betrekking tot": "over"}

    def test_communicatie_keeps_the_list_and_others_do_not(self, mare):
        adres = reverse("wagtailsnippets_home_moeilijkwoord:add")
        assert log_in("Redacteur De Mare").get(adres).status_code == 302
        client = log_in("Communicatie", naam="redactie")
        client.post(adres, {"woord": " Aangelegenheid ", "eenvoudiger": "zaak", "vormen": "aangelegenheden"})
        assert MoeilijkWoord.objects.as_woordenboek()["aangelegenheden"] == "zaak"
        html = client.post(adres, {"woord": "een twee drie vier vijf zes", "eenvoudiger": "zaak"}).content.decode()
        assert "hoogstens vijf woorden" in html and "een twee drie vier vijf zes" in html


@pytest.mark.django_db
def test_prose_is_what_stands_in_sentences():
    page = make_nieuws(
        inhoud=make_blocks(
            ("tekst", "<h2>Een kop</h2><p>Een zin.<br/>Nog een.</p><ul><li>Een punt</li></ul>"),
            ("citaat", {"tekst": "Dat zegt zij.", "van": "Marga"}),
            ("vragen", [{"vraag": "Waarom?", "antwoord": "<p>Daarom.</p>"}]),
        )
    )
    assert get_prose(page) == ["Kort gezegd.", "Een zin.", "Nog een.", "Een punt", "Dat zegt zij.", "Daarom."]


class TestWaarschuwing:
    def hand_in(self, mare, samenvatting):
        schrijver = log_in("Redacteur De Mare")
        page = make_draft(mare, user=schrijver.user)
        data = page_data(page, samenvatting=samenvatting) | {"action-submit": "1"}
        return page, schrijver, schrijver.post(edit(page), data, follow=True).content.decode()

    def test_author_and_approver_read_the_figure_and_the_worst_sentences(self, mare):
        page, schrijver, html = self.hand_in(mare, MOEILIJK)
        redactie = log_in("Communicatie", naam="redactie")
        for seen in (html, schrijver.get(edit(page)).content.decode(), redactie.get(edit(page)).content.decode()):
            assert "Leesbaarheid 0: moeilijk te lezen." in seen
            assert MOEILIJK in seen and "“conform”, liever “volgens”" in seen

    def test_it_holds_nobody_up(self, mare):
        page, *_ = self.hand_in(mare, MOEILIJK)
        act(log_in("Communicatie", naam="redactie"), page, "approve")
        assert NieuwsPage.objects.get().live

    def test_a_good_text_is_called_so(self, mare):
        *_, html = self.hand_in(mare, MAKKELIJK)
        assert "goed te lezen." in html and "Lang:" not in html

    def test_markup_in_a_text_stays_text(self, mare):
        *_, html = self.hand_in(mare, MOEILIJK.replace("plein", "<b>plein</b>"))
        assert "&lt;b&gt;plein" in html and "<b>plein" not in html

    def test_saving_a_draft_tells_nothing(self, mare):
        client = log_in("Redacteur De Mare")
        page = make_draft(mare, user=client.user)
        html = client.post(edit(page), page_data(page, samenvatting=MOEILIJK), follow=True).content.decode()
        assert "moeilijk te lezen." not in html


@pytest.mark.parametrize("groep", ["Redacteur De Mare", "Gebiedsregisseur De Mare", "Communicatie"])
def test_the_editor_has_the_rules_and_the_words(mare, groep):
    client = log_in(groep)
    page = make_draft(mare, user=client.user)
    html = client.get(edit(page)).content.decode()
    assert 'id="leesregels"' in html and '"ten behoeve van": "voor"' in html and "leesbaarheid.js" in html


class TestRapport:
    adres = "/admin/rapporten/leesbaarheid/"

    def test_hardest_first_and_only_what_is_public(self, mare):
        make_nieuws("Makkelijk", mare, inhoud=make_blocks(("tekst", f"<p>{MAKKELIJK}</p>")))
        make_nieuws("Moeilijk", mare, inhoud=make_blocks(("tekst", f"<p>{MOEILIJK}</p>")))
        make_nieuws("Te kort", mare)
        make_nieuws("Weg", mare, inhoud=make_blocks(("tekst", f"<p>{MOEILIJK}</p>"))).unpublish()
        call_command("meet_leesbaarheid")
        html = log_in("Redacteur De Mare").get(self.adres).content.decode()
        assert html.index(">Moeilijk</a>") < html.index(">Makkelijk</a>")
        assert "Te kort" not in html and "Weg" not in html
        assert MOEILIJK in html and "in het kader van, conform, integraal" in html

    def test_own_area_only_and_by_area(self, mare, overdie):
        for gebied in (mare, overdie):
            make_nieuws(f"Over {gebied.title}", gebied, inhoud=make_blocks(("tekst", f"<p>{MOEILIJK}</p>")))
        call_command("meet_leesbaarheid")
        eigen, alles = log_in("Redacteur De Mare"), log_in("Communicatie", naam="redactie")
        for query in ("", "?export=csv", f"?gebied={overdie.pk}"):
            response = eigen.get(self.adres + query)
            html = b"".join(response).decode()
            assert "Over Overdie" not in html
        assert "Over De Mare" in eigen.get(self.adres).content.decode()
        html = alles.get(f"{self.adres}?gebied={overdie.pk}").content.decode()
        assert "Over Overdie" in html and "Over De Mare" not in html

    @pytest.mark.parametrize("formaat", ["csv", "xlsx"])
    def test_export_holds_whatever_was_typed(self, mare, formaat):
        make_nieuws("=1+1\x0b", mare, inhoud=make_blocks(("tekst", f"<p>{MOEILIJK}</p>")))
        call_command("meet_leesbaarheid")
        response = log_in("Communicatie").get(f"{self.adres}?export={formaat}")
        content = b"".join(response)
        assert response.status_code == 200
        if formaat == "csv":
            assert "'=1+1,De Mare,26,Moeilijk te lezen" in content.decode()

    def test_a_longer_list_asks_no_more(self, mare):
        client = log_in("Communicatie")

        def count(number):
            for _ in range(number):
                make_nieuws(ouder=mare, inhoud=make_blocks(("tekst", f"<p>{MOEILIJK}</p>")))
            call_command("meet_leesbaarheid")
            client.get(self.adres)
            with CaptureQueriesContext(connection) as queries:
                client.get(self.adres)
            return len(queries)

        assert count(3) == count(9)

    def test_measured_again_only_after_publishing(self, db, capsys):
        page = make_tekst("Uitleg", None, ("tekst", f"<p>{MOEILIJK}</p>"))
        call_command("meet_leesbaarheid")
        call_command("meet_leesbaarheid")
        assert capsys.readouterr().out.endswith("0 pagina’s gemeten\n")
        page.inhoud = make_blocks(("tekst", f"<p>{MAKKELIJK}</p>"))
        page.save_revision(user=make_user()).publish()
        call_command("meet_leesbaarheid")
        assert Leesbaarheid.objects.get(page=page).cijfer > 50
        assert Leesbaarheid.objects.filter(page=page).count() == 1
