"""Moderation: sending back with a reason, terms and reminders, the mails, the alert, promoted results."""

import logging
from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.contrib.search_promotions.models import Query, SearchPromotion
from wagtail.models import Collection, Comment, ModelLogEntry, PageSubscription, Site, TaskState, WorkflowState

from gebieden.models import GebiedPage, NieuwsPage
from home.models import RedactieInstellingen, SiteInstellingen
from home.redactie.herinneren import send_reminders
from home.werkdagen import add_working_days, is_werkdag
from tests.factories import make_afbeelding, make_nieuws, make_tekst, make_user
from tests.redactie import act, edit, log_in, make_draft, page_data

pytestmark = [pytest.mark.django_db, pytest.mark.een_database]


@pytest.fixture
def post(mailserver, django_capture_on_commit_callbacks):
    """Does something and gives the mails that went out, as (to, subject, text)."""

    def do(action, *args, **kwargs):
        mailserver.mails.clear()
        with django_capture_on_commit_callbacks(execute=True):
            action(*args, **kwargs)
        return sorted((mail["To"], mail["Subject"], mail.get_content()) for mail in mailserver.mails)

    return do


@pytest.fixture
def schrijver(mare):
    return log_in("Redacteur De Mare", naam="schrijver")


@pytest.fixture
def een(mare):
    return log_in("Communicatie", naam="een")


@pytest.fixture
def twee(mare):
    return log_in("Communicatie", naam="twee")


def hand_in(client, title="Straatfeest"):
    page = make_draft(GebiedPage.objects.get(title="De Mare"), title, client.user)
    page.get_workflow().start(page, client.user)
    return page


def age(page, dagen):
    """As if it was handed in that many days ago."""
    state = page.current_workflow_task_state
    TaskState.objects.filter(pk=state.pk).update(started_at=timezone.now() - timedelta(days=dagen))


class TestTerugsturen:
    def test_asks_for_a_reason_beside_the_field(self, schrijver, een):
        page = hand_in(schrijver)
        state = page.current_workflow_task_state
        for soort in ("workflow_action", "collect_workflow_action_data"):
            adres = reverse(f"wagtailadmin_pages:{soort}", args=[page.pk, "reject", state.pk])
            response = een.post(adres, {"comment": "  "}, headers={"X-Requested-With": "XMLHttpRequest"})
            assert "Schrijf op wat er anders moet. De schrijver leest dit." in response.json()["html"]
        assert page.workflow_in_progress

    def test_cannot_be_done_without_a_reason_from_the_form_of_the_page_either(self, schrijver, een):
        page = hand_in(schrijver)
        knop = {"action-workflow-action": "1", "workflow-action-name": "reject", "workflow-action-extra-data": "{}"}
        html = een.post(edit(page), page_data(page, title="Aangepast") | knop, follow=True).content.decode()
        assert "Er is niets teruggestuurd. Schrijf eerst op wat er anders moet." in html
        assert page.workflow_in_progress
        assert NieuwsPage.objects.get().get_latest_revision_as_object().title == "Aangepast"

    def test_the_author_reads_the_reason_at_the_top_of_the_page(self, schrijver, een):
        page = hand_in(schrijver)
        act(een, page, "reject", "Noem de <b>plek</b>.")
        html = schrijver.get(edit(page)).content.decode()
        assert "Teruggestuurd door een: Noem de &lt;b&gt;plek&lt;/b&gt;." in html

    def test_the_author_gets_the_reason_by_mail(self, schrijver, een, post):
        page = hand_in(schrijver)
        ((wie, onderwerp, tekst),) = post(act, een, page, "reject", "Noem de plek.")
        assert (wie, onderwerp) == ("schrijver@example.org", "Uw tekst is teruggestuurd")
        assert "Noem de plek." in tekst
        assert f"http://127.0.0.1:8000{edit(page)}" in tekst


class TestMails:
    def test_handing_in_asks_the_reviewers_and_nobody_else(self, schrijver, een, twee, post):
        make_user(email="beheer@example.org")
        log_in("Redacteur Overdie", naam="elders")
        twee.user.is_active = False
        twee.user.save()
        ((wie, onderwerp, tekst),) = post(hand_in, schrijver, "Feest van Jan")
        assert wie == "een@example.org"
        assert "Jan" not in onderwerp and "schrijver" not in onderwerp
        assert "Feest van Jan" in tekst and edit(NieuwsPage.objects.get()) in tekst

    def test_a_reviewer_who_wrote_it_is_not_asked(self, een, twee, post):
        assert [wie for wie, *_ in post(hand_in, een)] == ["twee@example.org"]

    def test_the_author_hears_of_approval_with_the_address_online(self, schrijver, een, post):
        page = hand_in(schrijver)
        ((wie, onderwerp, tekst),) = post(act, een, page, "approve")
        assert (wie, onderwerp) == ("schrijver@example.org", "Uw tekst is goedgekeurd")
        assert NieuwsPage.objects.get().full_url in tekst

    def test_who_lost_the_role_gets_no_mail(self, schrijver, een, post):
        page = hand_in(schrijver)
        schrijver.user.groups.clear()
        assert post(act, een, page, "reject", "Noem de plek.") == []

    def test_nothing_is_mailed_about_what_was_rolled_back(self, schrijver, een, twee, post):
        page = hand_in(schrijver)
        state = page.current_workflow_task_state
        act(een, page, "approve")
        with pytest.raises(Exception, match="net al goedgekeurd"):
            post(state.task.specific.on_action, state, twee.user, "reject", comment="Toch niet.")

    def approve_without_mail(self, schrijver, post, caplog):
        page = hand_in(schrijver)
        with caplog.at_level(logging.INFO, "home"):
            assert post(act, log_in("Communicatie", naam="een"), page, "approve") == []
        assert NieuwsPage.objects.get().live
        assert "Mail failed" in caplog.text
        assert "schrijver@example.org" not in caplog.text

    def test_a_server_that_is_down_stops_nobody_and_the_log_names_no_address(self, schrijver, post, settings, caplog):
        settings.EMAIL_PORT = 1
        self.approve_without_mail(schrijver, post, caplog)

    def test_an_address_that_is_refused_is_not_in_the_log(self, schrijver, post, mailserver, caplog):
        mailserver.refuse = True
        self.approve_without_mail(schrijver, post, caplog)

    def test_a_comment_is_told_to_who_follows_the_page_and_may_still_see_it(self, schrijver, een, twee, post):
        page = make_draft(GebiedPage.objects.get(title="De Mare"), user=schrijver.user)
        for client in (een, twee, schrijver):
            PageSubscription.objects.create(page=page, user=client.user, comment_notifications=True)
        twee.user.groups.clear()
        comment = {
            "comments-TOTAL_FORMS": "1",
            "comments-0-text": "Welke straat?",
            "comments-0-contentpath": "title",
            "comments-0-position": "",
            "comments-0-replies-TOTAL_FORMS": "0",
            "comments-0-replies-INITIAL_FORMS": "0",
            "comment_notifications": "on",
        }
        mails = post(schrijver.post, edit(page), page_data(page, **comment))
        assert Comment.objects.get().text == "Welke straat?"
        assert [(wie, onderwerp) for wie, onderwerp, _ in mails] == [
            ("een@example.org", "Er is een opmerking bij een tekst")
        ]


class TestWerkdagen:
    @pytest.mark.parametrize(
        ("dag", "uiterlijk"),
        [
            (date(2026, 11, 25), date(2026, 11, 30)),
            (date(2026, 11, 28), date(2026, 12, 2)),
            # Good Friday and Easter Monday, Ascension Day, 5 May, Christmas on Friday and Saturday.
            (date(2026, 4, 1), date(2026, 4, 8)),
            (date(2026, 5, 12), date(2026, 5, 18)),
            (date(2026, 5, 4), date(2026, 5, 8)),
            (date(2026, 12, 23), date(2026, 12, 29)),
        ],
    )
    def test_three_working_days(self, dag, uiterlijk):
        assert add_working_days(dag, 3) == uiterlijk

    def test_the_day_of_the_king_is_never_a_sunday(self):
        assert not is_werkdag(date(2026, 4, 27))
        assert date(2025, 4, 27).weekday() == 6 and is_werkdag(date(2025, 4, 28))


class TestTermijn:
    def test_says_by_when_on_the_desk_and_at_the_page(self, schrijver, een):
        page = hand_in(schrijver)
        instellingen = RedactieInstellingen.for_site(Site.objects.get())
        instellingen.termijn_werkdagen = 1
        instellingen.save()
        # A Thursday.
        TaskState.objects.update(started_at=timezone.make_aware(timezone.datetime(2999, 11, 28, 12)))
        for html in (een.get("/admin/").content.decode(), een.get(edit(page)).content.decode()):
            assert "Uiterlijk vrijdag 29 november" in html

    def test_what_is_late_lies_on_top_and_is_said_in_words(self, schrijver, een):
        hand_in(schrijver, "Vers")
        age(hand_in(schrijver, "Belegen"), 30)
        html = een.get("/admin/").content.decode()
        assert html.index("Belegen") < html.index("Te laat: uiterlijk") < html.index("Vers")

    def test_one_mail_with_all_that_is_late_and_never_twice(self, schrijver, een, twee, post):
        for title in ("Eerste", "Tweede"):
            age(hand_in(schrijver, title), 30)
        age(hand_in(een, "Van een zelf"), 30)
        hand_in(schrijver, "Nog op tijd")
        mails = {wie: (onderwerp, tekst) for wie, onderwerp, tekst in post(call_command, "herinner_redactie")}
        assert set(mails) == {"een@example.org", "twee@example.org"}
        assert mails["een@example.org"][0] == "Er wachten al te lang 2 teksten op uw goedkeuring"
        assert "Van een zelf" in mails["twee@example.org"][1] and "Nog op tijd" not in mails["twee@example.org"][1]
        assert post(call_command, "herinner_redactie") == []
        assert post(send_reminders, timezone.localdate() + timedelta(days=1)) == []

    def test_a_mail_that_failed_goes_out_the_next_time(self, schrijver, een, settings, post):
        age(hand_in(schrijver), 30)
        haven, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
        with pytest.raises(CommandError, match="1 mails zijn niet verstuurd"):
            call_command("herinner_redactie")
        settings.EMAIL_PORT = haven
        assert [wie for wie, *_ in post(call_command, "herinner_redactie")] == ["een@example.org"]


class TestNiemandKanGoedkeuren:
    def test_an_empty_group_is_seen_by_who_manages_people(self, mare, client, capsys):
        client.force_login(make_user())
        assert "Niemand om goed te keuren (1)" in client.get("/admin/").content.decode()
        call_command("rollen")
        assert "Let op. Niemand kan goedkeuren: er zit niemand in de groep Communicatie." in capsys.readouterr().out
        with pytest.raises(CommandError, match="Niemand kan goedkeuren"):
            call_command("herinner_redactie")

    def test_the_only_reviewer_cannot_approve_the_own_text(self, een, capsys):
        hand_in(een)
        assert "Niemand kan dit goedkeuren (1)" in een.get("/admin/").content.decode()
        call_command("rollen")
        assert "1 tekst wacht op goedkeuring, maar niemand kan dat doen." in capsys.readouterr().out
        log_in("Communicatie", naam="twee")
        assert "Niemand kan dit goedkeuren" not in een.get("/admin/").content.decode()

    def test_it_is_no_concern_of_who_writes(self, een, schrijver):
        hand_in(een)
        assert "Niemand kan dit goedkeuren" not in schrijver.get("/admin/").content.decode()


class TestMelding:
    ADRES = "home", "siteinstellingen"

    def save(self, client, **kwargs):
        site = Site.objects.get()
        data = {"telefoon": "14 072", "melding_openbare_ruimte": "https://www.alkmaar.nl/"}
        for naam in ("links_onderaan", "sociale_media"):
            data |= {f"{naam}-{veld}": "0" for veld in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS")}
        return client.post(reverse("wagtailsettings:edit", args=[*self.ADRES, site.pk]), data | kwargs, follow=True)

    @pytest.mark.usefixtures("twee", "schrijver")
    def test_is_online_at_once_and_colleagues_look_along(self, een, client, post):
        make_user(email="beheer@example.org")
        tot = timezone.localtime() + timedelta(hours=2)
        data = {"melding_tonen": "on", "melding_tekst": "Kook uw water.", "melding_tot": f"{tot:%Y-%m-%d %H:%M}"}
        ((wie, onderwerp, tekst),) = post(self.save, een, **data)
        assert (wie, onderwerp) == ("twee@example.org", "Kijk mee: er staat een melding boven elke pagina")
        assert "Kook uw water." in tekst and "/admin/settings/home/siteinstellingen/" in tekst
        assert "Kook uw water." in client.get("/").content.decode()
        regel = ModelLogEntry.objects.get(action="home.melding_aan")
        assert regel.user == een.user
        # Something else in the same screen is no news.
        assert post(self.save, een, **data, bezoekadres="Mallegatsplein 10") == []

    @pytest.mark.parametrize(
        ("tot", "fout"), [("", "Kies tot wanneer de melding te zien is."), ("2020-01-01 12:00", "al voorbij")]
    )
    def test_must_have_an_end_that_is_still_to_come(self, een, tot, fout):
        html = self.save(een, melding_tonen="on", melding_tekst="Kook uw water.", melding_tot=tot).content.decode()
        assert fout in html and "Kook uw water." in html
        assert not SiteInstellingen.objects.get().melding_tonen


class TestVerwijderdGebied:
    def test_takes_its_groups_and_empty_collection_along(self, mare, overdie, client):
        client.force_login(make_user())
        client.post(reverse("wagtailadmin_pages:delete", args=[mare.pk]))
        assert not Group.objects.filter(name__contains="De Mare").exists()
        assert not Collection.objects.filter(name__contains="De Mare").exists()
        assert Group.objects.filter(name__contains="Overdie").count() == 2

    def test_leaves_a_filled_collection_with_a_clear_name(self, mare, client):
        make_afbeelding(collection=mare.redactie.collectie)
        client.force_login(make_user())
        client.post(reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"]) + f"?id={mare.pk}")
        assert Collection.objects.filter(name="De Mare (gebied is verwijderd)").exists()
        assert not Group.objects.filter(name__contains="De Mare").exists()

    def test_under_a_parent_that_goes_is_found_too(self, mare, overdie, client, settings):
        settings.WAGTAILADMIN_UNSAFE_PAGE_DELETION_LIMIT = 100
        client.force_login(make_user())
        client.post(reverse("wagtailadmin_pages:delete", args=[mare.get_parent().pk]))
        assert not GebiedPage.objects.exists()
        assert set(Group.objects.values_list("name", flat=True)) == {"Beslisser", "Communicatie", "Subsidiebureau"}


class TestUitgelichteResultaten:
    def promote(self, page, woorden="afval"):
        query, _ = Query.objects.get_or_create(query_string=woorden)
        SearchPromotion.objects.create(query=query, page=page, description="Alles over afval.")

    @pytest.mark.usefixtures("found_at_once")
    def test_stand_above_what_was_found(self, client):
        self.promote(make_tekst("Container aanvragen"))
        make_nieuws("Afval in de straat")
        html = client.get("/zoeken/", {"q": " Afval "}).content.decode()
        gevonden = html.index("<mark>Afval</mark> in de straat")
        assert html.index("Dit zoekt u misschien") < html.index("Container aanvragen") < gevonden

    def test_only_what_is_public_and_nothing_that_was_typed_is_kept(self, client):
        page = make_tekst("Geheim plan")
        self.promote(page)
        page.unpublish()
        assert "Geheim plan" not in client.get("/zoeken/", {"q": "afval"}).content.decode()
        client.get("/zoeken/", {"q": "Jan Jansen Dorpsstraat 1"})
        assert list(Query.objects.values_list("query_string", flat=True)) == ["afval"]

    def test_are_kept_by_communicatie(self, een, schrijver):
        adres = reverse("wagtailsearchpromotions:index")
        assert een.get(adres).status_code == 200
        assert schrijver.get(adres).status_code == 302


def test_both_who_handed_it_in_and_who_wrote_it_see_what_came_back(schrijver, een):
    page = hand_in(schrijver)
    act(een, page, "reject", "Noem de plek.")
    collega = log_in("Redacteur De Mare", naam="collega")
    collega.post(edit(page), page_data(page, title="Straatfeest") | {"action-submit": "1"})
    act(een, page, "reject", "Noem ook de tijd.")
    assert WorkflowState.objects.get().requested_by == schrijver.user
    for client in (schrijver, collega):
        assert "Naar u teruggestuurd (1)" in client.get("/admin/").content.decode()
