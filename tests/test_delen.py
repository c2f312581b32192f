"""A draft that somebody without an account may see: by its link, as long as that holds, and nothing else."""

import logging
import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageLogEntry

from gebieden.models import GebiedPage, NieuwsPage
from home.models import GedeeldConcept, Opmerking, RedactieInstellingen, TekstPage
from site_project.logregels import Logregel
from tests.factories import get_home, make_agenda, make_blocks, make_nieuws, make_punt, make_tekst, make_voortgang
from tests.redactie import edit, log_in, make_draft

pytestmark = [pytest.mark.django_db, pytest.mark.een_database]
FORMULIER = {"naam": "Annie", "tekst": "De datum klopt niet."}


@pytest.fixture
def sharer(mare):
    return log_in("Redacteur De Mare", naam="schrijver")


@pytest.fixture
def draft(mare, sharer):
    return make_draft(mare, "Straatfeest", sharer.user)


def share(client, page, **kwargs):
    """The path of a new link, made on the screen."""
    data = {"tot_en_met": str(timezone.localdate() + timedelta(days=7)), **kwargs}
    html = client.post(reverse("delen:pagina", args=[page.pk]), data).content.decode()
    return re.search(r'value="[^"]*(/concept/[^"]+)"', html)[1]


def make_text_tree(number=2):
    """A draft with draft children."""
    ouder = TekstPage(title="Subsidie", samenvatting="Over subsidie.", live=False)
    get_home().add_child(instance=ouder)
    ouder.save_revision()
    return ouder, [add_child(ouder, f"Deel {nummer}") for nummer in range(number)]


def add_child(ouder, title):
    ouder.refresh_from_db()
    page = TekstPage(title=title, samenvatting="Een deel.", live=False)
    ouder.add_child(instance=page)
    page.save_revision()
    return page


@pytest.fixture
def redactie(mare):
    return log_in("Communicatie", naam="redactie")


class TestLezen:
    def test_a_partner_reads_the_newest_draft_in_the_real_frame(self, client, sharer, draft):
        adres = share(sharer, draft)
        concept = NieuwsPage.objects.get()
        concept.title = "Straatfeest in mei"
        concept.save_revision()
        response = client.get(adres)
        html = response.content.decode()
        assert "Dit is een concept, nog niet openbaar" in html
        assert "Straatfeest in mei" in html and "Hoofdmenu" in html
        assert client.get(draft.url).status_code == 404

    def test_nobody_keeps_it_finds_it_or_passes_it_on(self, client, sharer, draft):
        adres = share(sharer, draft)
        for response in (client.get(adres), client.head(adres), client.get(f"{adres}99999/")):
            assert response["Cache-Control"] == "private, no-store"
            assert response["X-Robots-Tag"] == "noindex, nofollow"
            assert response["Referrer-Policy"] == "no-referrer"
            assert "'unsafe" not in response["Content-Security-Policy"]
            assert "frame-ancestors 'none'" in response["Content-Security-Policy"]
            assert response["X-Frame-Options"] == "DENY"
            assert not response.cookies
        assert "Disallow: /concept/" in client.get("/robots.txt").content.decode()

    def test_an_editor_sees_what_the_partner_sees(self, sharer, draft):
        html = sharer.get(share(sharer, draft)).content.decode()
        assert "wagtail-userbar" not in html

    def test_children_come_along_when_asked(self, client, redactie):
        ouder, (een, twee) = make_text_tree()
        een.inhoud = make_blocks(("tekst", f'<p><a linktype="page" id="{twee.pk}">Verder</a></p>'))
        een.save_revision()
        alleen = share(redactie, ouder)
        assert "Deel 1" not in client.get(alleen).content.decode()
        assert client.get(f"{alleen}{een.pk}/").status_code == 404
        samen = share(redactie, ouder, ook_onderliggende="on")
        assert f"{samen}{een.pk}/" in client.get(samen).content.decode()
        html = client.get(f"{samen}{een.pk}/").content.decode()
        # A link in the text leads to the draft too.
        assert html.count(f'href="{samen}{twee.pk}/"') == 2

    def test_a_child_that_became_public_leads_to_the_public_page(self, client, redactie):
        ouder, (een, _) = make_text_tree()
        adres = share(redactie, ouder, ook_onderliggende="on")
        een.get_latest_revision().publish()
        assert client.get(f"{adres}{een.pk}/")["Location"] == TekstPage.objects.get(pk=een.pk).url

    def test_a_child_that_moved_away_is_gone(self, client, redactie):
        ouder, (een, _) = make_text_tree()
        adres = share(redactie, ouder, ook_onderliggende="on")
        Page.objects.get(pk=een.pk).move(get_home(), pos="last-child")
        assert client.get(f"{adres}{een.pk}/").status_code == 404
        assert "Deel 0" not in client.get(adres).content.decode()

    def test_only_what_the_sharer_may_change_comes_along(self, client, mare, sharer, redactie):
        """A redacteur does not keep the agenda, so cannot show it either."""
        punt = make_punt("Geheim punt", make_agenda(mare))
        punt.unpublish()
        gebied = GebiedPage.objects.get(pk=mare.pk)
        gebied.save_revision()
        adres = share(sharer, gebied, ook_onderliggende="on")
        assert client.get(adres).status_code == 200
        assert client.get(f"{adres}{punt.pk}/").status_code == 404
        assert "Geheim punt" in client.get(share(redactie, gebied, ook_onderliggende="on")).content.decode()

    def test_other_drafts_cannot_be_reached_with_the_secret(self, client, overdie, sharer, draft):
        adres = share(sharer, draft, ook_onderliggende="on")
        for page in (make_draft(overdie, "Van een ander"), make_nieuws("Openbaar"), draft.get_parent(), get_home()):
            for method in (client.get, client.head, client.post):
                assert method(f"{adres}{page.pk}/").status_code == 404
                assert method(f"{adres}{page.pk}/opmerking/", FORMULIER).status_code == 404
        assert not Opmerking.objects.exists()

    def test_an_unfinished_draft_of_any_kind_is_shown(self, client, mare, redactie):
        """What an editor has not filled in yet must not end in an error."""
        agenda = make_agenda(mare)
        for page in (make_draft(mare), agenda, make_punt(agenda=agenda), make_voortgang(make_punt(), publish=False)):
            page = type(page).objects.get(pk=page.pk)
            page.samenvatting = ""
            page.save_revision(clean=False)
            assert client.get(share(redactie, page)).status_code == 200, page

    def test_many_children_ask_no_more(self, client, redactie):
        def count(ouder):
            adres = share(redactie, ouder, ook_onderliggende="on")
            # The first visit is written down; the second remembers what all pages share.
            for _ in range(2):
                client.get(adres)
            with CaptureQueriesContext(connection) as queries:
                assert client.get(adres).status_code == 200
            return len(queries)

        ouder, _ = make_text_tree(2)
        few = count(ouder)
        for number in range(10):
            add_child(ouder, f"Nog een {number}")
        assert count(TekstPage.objects.get(pk=ouder.pk)) == few


class TestEinde:
    @pytest.fixture
    def gone(self, client):
        """Whether an address answers exactly as one that never was."""

        def gone(adres):
            never = client.get("/concept/nooit-geweest/")
            response = client.get(adres)
            return all(
                getattr(response, part) == getattr(never, part) for part in ("status_code", "content", "headers")
            )

        return gone

    def test_after_the_last_day(self, sharer, draft, gone):
        adres = share(sharer, draft)
        GedeeldConcept.objects.update(tot_en_met=timezone.localdate())
        assert not gone(adres)
        GedeeldConcept.objects.update(tot_en_met=timezone.localdate() - timedelta(days=1))
        assert gone(adres)

    def test_after_withdrawing(self, sharer, draft, gone):
        adres = share(sharer, draft)
        intrekken = reverse("delen:intrekken", args=[GedeeldConcept.objects.get().pk])
        assert sharer.get(intrekken).status_code == 405 and not gone(adres)
        assert "Ingetrokken" in sharer.post(intrekken, follow=True).content.decode()
        assert gone(adres)

    def test_after_publishing_also_when_it_goes_offline_again(self, sharer, draft, gone):
        adres = share(sharer, draft)
        draft.get_latest_revision().publish()
        assert gone(adres)
        NieuwsPage.objects.get().unpublish()
        assert gone(adres)

    def test_when_the_sharer_loses_the_right(self, sharer, draft, gone):
        adres = share(sharer, draft)
        sharer.user.groups.clear()
        assert gone(adres)
        sharer.user.groups.set(Group.objects.filter(name="Redacteur De Mare"))
        assert not gone(adres)
        type(sharer.user).objects.update(is_active=False)
        assert gone(adres)

    def test_when_the_sharer_is_gone(self, sharer, draft, gone):
        adres = share(sharer, draft)
        type(sharer.user).objects.get(pk=sharer.user.pk).delete()
        assert gone(adres)

    def test_a_public_page_shows_only_what_is_new(self, client, redactie, gone):
        page = make_tekst("Contact")
        assert "Er is dus niets te delen" in redactie.get(reverse("delen:pagina", args=[page.pk])).content.decode()
        page.title = "Contact en openingstijden"
        page.save_revision()
        adres = share(redactie, page)
        assert "Contact en openingstijden" in client.get(adres).content.decode()
        TekstPage.objects.get(pk=page.pk).get_latest_revision().publish()
        assert gone(adres)


class TestGeheim:
    def test_only_a_hash_is_kept_and_it_is_shown_once(self, sharer, draft):
        sleutel = share(sharer, draft).split("/")[2]
        assert len(sleutel) >= 32
        assert sleutel not in str(GedeeldConcept.objects.values().get())
        assert sleutel not in str(list(PageLogEntry.objects.values()))
        assert sleutel not in sharer.get(reverse("delen:pagina", args=[draft.pk])).content.decode()

    def test_no_log_names_it(self, client, sharer, draft, caplog):
        adres = share(sharer, draft)
        for response in (client.get(f"{adres}1/"), client.post(adres), Client(enforce_csrf_checks=True).post(adres)):
            assert response.status_code >= 400
        lines = [Logregel("%(message)s").format(record) for record in caplog.records]
        assert len(lines) == 3 and all("/concept/…" in line for line in lines)
        assert adres.split("/")[2] not in "\n".join(lines)

    def test_the_console_uses_that_format(self):
        assert any(isinstance(handler.formatter, Logregel) for handler in logging.getLogger().handlers)


class TestScherm:
    def test_the_editor_finds_the_button_and_sees_how_often_it_was_opened(self, client, sharer, draft):
        assert reverse("delen:pagina", args=[draft.pk]) in sharer.get(edit(draft)).content.decode()
        adres = share(sharer, draft)
        client.head(adres)
        assert "Nog niet geopend" in sharer.get(reverse("delen:pagina", args=[draft.pk])).content.decode()
        client.get(adres)
        client.get(adres)
        assert "2 keer geopend" in sharer.get(reverse("delen:pagina", args=[draft.pk])).content.decode()

    @pytest.mark.parametrize("dagen", [-1, 15, None])
    def test_not_longer_than_the_municipality_allows(self, sharer, draft, dagen):
        dag = timezone.localdate() + timedelta(days=dagen) if dagen else "morgen"
        html = sharer.post(reverse("delen:pagina", args=[draft.pk]), {"tot_en_met": str(dag)}).content.decode()
        assert "Kies een dag" in html or "geldige datum" in html
        assert str(dag) in html
        assert not GedeeldConcept.objects.exists()

    def test_the_term_is_a_setting(self, sharer, draft):
        RedactieInstellingen.for_site(draft.get_site()).save()
        RedactieInstellingen.objects.update(deel_dagen=30)
        dag = timezone.localdate() + timedelta(days=30)
        share(sharer, draft, tot_en_met=str(dag))
        assert GedeeldConcept.objects.get().tot_en_met == dag

    def test_another_area_sees_and_does_nothing(self, client, sharer, draft):
        client.post(share(sharer, draft) + f"{draft.pk}/opmerking/", FORMULIER)
        ander = log_in("Gebiedsregisseur Overdie", naam="ander")
        assert draft.title not in ander.get(reverse("delen:pagina", args=[draft.pk]), follow=True).content.decode()
        ander.post(reverse("delen:pagina", args=[draft.pk]), {"tot_en_met": str(timezone.localdate())})
        ander.post(reverse("delen:intrekken", args=[GedeeldConcept.objects.get().pk]))
        ander.post(reverse("delen:gelezen", args=[Opmerking.objects.get().pk]))
        assert GedeeldConcept.objects.get().ingetrokken_op is None
        assert Opmerking.objects.get().gelezen_op is None
        assert "Opmerkingen van partners" not in ander.get(reverse("wagtailadmin_home")).content.decode()

    def test_sharing_and_withdrawing_stand_in_the_log(self, sharer, draft):
        share(sharer, draft)
        for _ in range(2):
            sharer.post(reverse("delen:intrekken", args=[GedeeldConcept.objects.get().pk]))
        rows = PageLogEntry.objects.filter(action__startswith="redactie.", user=sharer.user, page=draft)
        assert sorted(rows.values_list("action", flat=True)) == ["redactie.deel", "redactie.trek_in"]


class TestOpmerking:
    @pytest.fixture
    def adres(self, sharer, draft):
        return share(sharer, draft) + f"{draft.pk}/opmerking/"

    def test_reaches_who_shared_it(self, client, sharer, adres, mailoutbox, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            response = client.post(adres, FORMULIER, follow=True)
        assert "Uw opmerking is verstuurd" in response.content.decode()
        draft = NieuwsPage.objects.get()
        scherm = reverse("delen:pagina", args=[draft.pk])
        assert "De datum klopt niet." in sharer.get(scherm).content.decode()
        assert "Opmerkingen van partners (1)" in sharer.get(reverse("wagtailadmin_home")).content.decode()
        (mail,) = mailoutbox
        assert mail.to == [sharer.user.email] and scherm in mail.body and "De datum klopt niet." in mail.body
        assert "Annie" not in mail.subject and draft.title not in mail.subject
        sharer.post(reverse("delen:gelezen", args=[Opmerking.objects.get().pk]))
        assert "Opmerkingen van partners" not in sharer.get(reverse("wagtailadmin_home")).content.decode()

    def test_is_kept_when_the_mail_fails(self, client, adres, settings, django_capture_on_commit_callbacks, caplog):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
        with django_capture_on_commit_callbacks(execute=True):
            assert client.post(adres, FORMULIER).status_code == 302
        assert Opmerking.objects.exists()
        assert "example.org" not in caplog.text and "Annie" not in caplog.text

    @pytest.mark.parametrize(
        ("data", "message"),
        [
            ({"tekst": " "}, "Schrijf uw opmerking."),
            ({"tekst": "a" * 2001}, "2000"),
            ({"tekst": "Goed zo", "bijnaam": "robot"}, "Maak dit veld leeg"),
        ],
    )
    def test_bad_input_is_explained_and_kept(self, client, adres, data, message):
        html = client.post(adres, FORMULIER | data).content.decode()
        assert message in html and "Annie" in html and data["tekst"].strip() in html
        assert not Opmerking.objects.exists()

    def test_no_more_than_ten_an_hour_for_each_link(self, client, adres):
        for _ in range(10):
            client.post(adres, FORMULIER)
        assert "Probeer het over een uur" in client.post(adres, FORMULIER).content.decode()
        assert Opmerking.objects.count() == 10
        Opmerking.objects.update(moment=timezone.now() - timedelta(minutes=61))
        assert client.post(adres, FORMULIER).status_code == 302

    def test_sets_no_cookie_but_that_of_the_form(self, client, adres, settings):
        response = client.get(adres)
        assert set(response.cookies) == {settings.CSRF_COOKIE_NAME}
        assert response["Referrer-Policy"] == "strict-origin" and response["Cache-Control"] == "private, no-store"
        assert "Location" in client.post(adres, FORMULIER)
        assert set(client.cookies) == {settings.CSRF_COOKIE_NAME}

    def test_another_site_cannot_send_it(self, adres):
        response = Client(enforce_csrf_checks=True).post(adres, FORMULIER)
        assert response.status_code == 403 and "Ga terug: uw tekst staat er nog" in response.content.decode()

    def test_code_in_a_remark_stays_text(self, client, sharer, draft, adres):
        client.post(adres, {"naam": "<script>x", "tekst": "<img src=x onerror=alert(1)>"})
        html = sharer.get(reverse("delen:pagina", args=[draft.pk])).content.decode()
        assert "<script>x" not in html and "<img src=x" not in html
