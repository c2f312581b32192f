"""Nothing is overwritten silently, and nothing typed is lost when a session ends."""

import re
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from gebieden.models import NieuwsPage
from home.redactie import bewaard
from tests.factories import make_teamlid
from tests.redactie import act, edit, end_session, get_read, log_in, make_draft, page_data

pytestmark = [pytest.mark.django_db, pytest.mark.een_database]
JSON = {"HTTP_ACCEPT": "application/json"}


def get_newest(page):
    return type(page).objects.get(pk=page.pk).get_latest_revision_as_object()


def get_fields(html):
    """What the form with the choices would send."""
    return {
        name: unescape(value)
        for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', html)
        if name != "csrfmiddlewaretoken"
    }


@pytest.fixture
def een(mare):
    client = log_in("Redacteur De Mare", naam="een")
    client.user.first_name = "Anna"
    client.user.save()
    return client


@pytest.fixture
def twee(mare):
    return log_in("Redacteur De Mare", naam="twee")


@pytest.fixture
def page(mare, een):
    return make_draft(mare, "Straatfeest", een.user)


@pytest.fixture
def conflict(page, een, twee):
    """Both opened the page, the first saved; this is what the second gets."""
    read = get_read(page)
    een.post(edit(page), page_data(page, samenvatting="Om drie uur.", **read))
    return twee.post(edit(page), page_data(page, samenvatting="Om vier uur.", **read)).content.decode()


class TestTweedeKeerOpslaan:
    def test_stops_at_a_comparison(self, conflict, page):
        assert "Anna heeft deze pagina intussen veranderd" in conflict
        assert '<span class="deletion">drie uur.</span>' in conflict
        assert '<span class="addition">vier uur.</span>' in conflict
        assert get_newest(page).samenvatting == "Om drie uur."

    def test_own_version_after_seeing_the_other(self, conflict, page, twee):
        twee.post(edit(page), get_fields(conflict))
        assert get_newest(page).samenvatting == "Om vier uur."
        assert [revision.as_object().samenvatting for revision in page.revisions.order_by("created_at")][-2:] == [
            "Om drie uur.",
            "Om vier uur.",
        ]

    def test_the_other_version_keeps_the_own_one_in_the_history(self, conflict, page, een, twee):
        response = twee.post(edit(page), get_fields(conflict) | {"keuze": "andere"}, follow=True)
        assert "U ziet nu de versie van Anna." in response.content.decode()
        assert get_newest(page).samenvatting == "Om drie uur."
        own = page.revisions.get(user=twee.user)
        assert own.as_object().samenvatting == "Om vier uur."
        history = twee.get(reverse("wagtailadmin_pages:history", args=[page.pk])).content.decode()
        assert "Eigen versie opzij gelegd" in history
        assert reverse("wagtailadmin_pages:revisions_view", args=[page.pk, own.pk]) in history
        # Who wrote what is newest stays who it was: four eyes depend on it.
        newest = type(page).objects.get(pk=page.pk).latest_revision
        assert (newest.user, newest.is_latest_revision()) == (een.user, True)

    def test_back_in_the_own_text_nothing_is_saved_yet(self, conflict, page, twee):
        html = twee.post(edit(page), get_fields(conflict) | {"keuze": "terug"}).content.decode()
        assert "Om vier uur." in html
        assert "w-autosave#save" not in html
        assert get_newest(page).samenvatting == "Om drie uur."
        assert get_read(page)["loaded_revision_created_at"] in html

    def test_a_third_version_in_between_is_compared_too(self, conflict, page, een, twee):
        een.post(edit(page), page_data(page, samenvatting="Om vijf uur.", **get_read(page)))
        for keuze in ({}, {"keuze": "andere"}, {"keuze": "terug"}):
            html = twee.post(edit(page), get_fields(conflict) | keuze).content.decode()
            assert '<span class="deletion">vijf uur.</span>' in html
        assert get_newest(page).samenvatting == "Om vijf uur."

    def test_everything_typed_goes_along(self, page, een, twee):
        read = get_read(page)
        een.post(edit(page), page_data(page, title="Ander feest", **read))
        typed = page_data(page, title='Feest "<b>"\n\'s avonds', **read, next="/admin/", onbekend=["a", "b"])
        typed["action-submit"] = "1"
        html = twee.post(edit(page), typed).content.decode()
        fields = get_fields(html)
        assert fields["title"] == typed["title"]
        assert (fields["next"], fields["action-submit"]) == ("/admin/", "1")
        assert html.count('name="onbekend"') == 2

    def test_the_same_text_is_no_conflict(self, page, een, twee):
        read = get_read(page)
        een.post(edit(page), page_data(page, samenvatting="Om drie uur.", **read))
        assert twee.post(edit(page), page_data(page, samenvatting="Om drie uur.", **read)).status_code == 302

    def test_who_typed_nothing_gets_the_newest_version(self, page, een, twee):
        twee.post(edit(page), page_data(page))
        read = get_read(page)
        een.post(edit(page), page_data(page, samenvatting="Om drie uur.", **read))
        html = twee.post(edit(page), page_data(page, **read), follow=True).content.decode()
        assert "Anna heeft dit intussen veranderd." in html
        assert "Om drie uur." in html
        assert get_newest(page).samenvatting == "Om drie uur."

    def test_the_own_other_window_counts_too(self, page, een):
        read = get_read(page)
        een.post(edit(page), page_data(page, samenvatting="Om drie uur.", **read))
        html = een.post(edit(page), page_data(page, samenvatting="Om vier uur.", **read)).content.decode()
        assert "U hebt dit intussen zelf veranderd, in een ander venster" in html

    def test_a_mistake_in_the_text_does_not_lose_it(self, page, een, twee):
        read = get_read(page)
        een.post(edit(page), page_data(page, samenvatting="Om drie uur.", **read))
        typed = page_data(page, title="", samenvatting="Om vier uur.", **read)
        html = twee.post(edit(page), typed).content.decode()
        assert "Er staat een fout in uw tekst." in html
        for keuze in ("terug", "andere"):
            html = twee.post(edit(page), get_fields(html) | {"keuze": keuze}).content.decode()
            assert "Om vier uur." in html
            html = twee.post(edit(page), typed).content.decode()
        assert get_newest(page).samenvatting == "Om drie uur."

    def test_a_page_that_was_handed_in_meanwhile_is_locked(self, page, een, twee):
        read = get_read(page)
        een.post(edit(page), page_data(page, samenvatting="Om drie uur.", **read) | {"action-submit": "1"})
        html = twee.post(edit(page), page_data(page, samenvatting="Om vier uur.", **read)).content.decode()
        assert "Deze pagina is nu op slot" in html
        assert "Bewaar mijn versie" not in html
        html = twee.post(edit(page), get_fields(html) | {"keuze": "terug"}).content.decode()
        assert "Om vier uur." in html
        assert get_newest(page).samenvatting == "Om drie uur."

    def test_taking_an_old_version_back_is_compared_with_what_came_since(self, page, een, twee):
        old = page.revisions.get()
        read = get_read(page)
        een.post(edit(page), page_data(page, samenvatting="Om drie uur.", **read))
        adres = reverse("wagtailadmin_pages:revisions_revert", args=[page.pk, old.pk])
        html = twee.post(adres, page_data(page, samenvatting="Om vier uur.", **read)).content.decode()
        assert "Anna heeft deze pagina intussen veranderd" in html

    def test_saving_by_itself_is_refused_in_the_own_way(self, page, een, twee):
        read = get_read(page)
        een.post(edit(page), page_data(page, samenvatting="Om drie uur.", **read))
        response = twee.post(edit(page), page_data(page, samenvatting="Om vier uur.", **read), **JSON)
        assert response.json()["error_code"] == "invalid_revision"

    def test_holds_for_a_team_card(self, mare):
        een, twee = log_in("Communicatie", naam="een"), log_in("Communicatie", naam="twee")
        teamlid = make_teamlid(waarvoor="Voor de wijk.")
        teamlid.save_revision()
        read = get_read(teamlid)
        adres = reverse("wagtailsnippets_gebieden_teamlid:edit", args=[teamlid.pk])
        data = {"rol": "regisseur", "telefoon": "14 072", **read}
        een.post(adres, {**data, "waarvoor": "Voor plannen."})
        html = twee.post(adres, {**data, "waarvoor": "Voor vragen."}).content.decode()
        assert '<span class="deletion">plannen.</span>' in html
        assert get_newest(teamlid).waarvoor == "Voor plannen."
        html_terug = twee.post(adres, get_fields(html) | {"keuze": "terug"}).content.decode()
        assert "Voor vragen." in html_terug
        twee.post(adres, get_fields(html) | {"keuze": "andere"})
        assert get_newest(teamlid).waarvoor == "Voor plannen."
        assert teamlid.revisions.get(user=twee.user).as_object().waarvoor == "Voor vragen."
        twee.post(adres, get_fields(html))
        assert get_newest(teamlid).waarvoor == "Voor vragen."


class TestGoedkeuren:
    """What goes public is what the approver saw."""

    @pytest.fixture
    def redactie(self, mare):
        return log_in("Communicatie", naam="redactie")

    @pytest.fixture
    def changed(self, page, een, redactie):
        """The approver opened the page; then a colleague saved something newer."""
        redactie.post(edit(page), page_data(page))
        page.get_workflow().start(page, een.user)
        read = get_read(page)
        collega = log_in("Communicatie", naam="collega")
        collega.post(edit(page), page_data(page, samenvatting="Niet gezien.", **read))
        return read

    def test_what_was_not_seen_is_not_approved_from_the_editor(self, page, changed, redactie):
        data = page_data(page, **changed) | {"action-workflow-action": "1", "workflow-action-name": "approve"}
        html = redactie.post(edit(page), data, follow=True).content.decode()
        assert "collega heeft dit intussen veranderd. Er is nog niets gedaan." in html
        assert not NieuwsPage.objects.get().live

    @pytest.mark.parametrize("zegt_iets", [True, False])
    def test_nor_by_the_button_elsewhere(self, page, changed, redactie, zegt_iets):
        state = NieuwsPage.objects.get().current_workflow_task_state
        adres = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk])
        html = redactie.post(adres, changed if zegt_iets else {}, follow=True).content.decode()
        assert "De nieuwste versie is van collega. Bekijk haar eerst" in html
        assert not NieuwsPage.objects.get().live

    def test_after_looking_it_is(self, page, changed, redactie):
        act(redactie, page, "approve")
        assert NieuwsPage.objects.get().live

    def test_who_comes_second_in_the_editor_reads_who_was_first(self, page, een, redactie):
        ander = log_in("Communicatie", naam="ander")
        een.post(edit(page), page_data(page) | {"action-submit": "1"})
        act(redactie, page, "reject")
        aantal = page.revisions.count()
        data = page_data(page, **get_read(page)) | {"action-workflow-action": "1", "workflow-action-name": "approve"}
        data["initial-datum"] = data["datum"]
        html = ander.post(edit(page), data, follow=True).content.decode()
        assert "Dit is net al teruggestuurd door redactie." in html
        assert page.revisions.count() == aantal
        html = ander.post(edit(page), data | {"title": "Nog iets"}, follow=True).content.decode()
        assert "Dit is net al teruggestuurd door redactie." in html
        assert get_newest(page).title == "Nog iets"
        assert not NieuwsPage.objects.get().live


class TestSessieVerlopen:
    @pytest.fixture
    def typed(self, page):
        return page_data(page, title="Wat ik schreef", samenvatting='Met "teken" & <b>', **get_read(page))

    @pytest.fixture
    def gone(self, page, twee, typed):
        """The session ended while somebody was writing; then the button was pressed."""
        end_session(twee)
        return twee.post(edit(page), {**typed, "een_password": "geheim", "csrfmiddlewaretoken": "oud"})

    def test_what_was_typed_waits_behind_the_login(self, gone, page, twee):
        assert gone.url == reverse("account_login") + "?next=/admin/bewaard/"
        assert get_newest(page).title == "Straatfeest"
        response = twee.post(gone.url, {"login": "twee", "password": "een-heel-lang-wachtwoord"}, follow=True)
        html = response.content.decode()
        assert "Wat u schreef, is bewaard" in html
        assert "Wat ik schreef" in html
        assert f'action="{edit(page)}"' in html
        assert "geheim" not in html
        twee.post(edit(page), get_fields(html))
        assert get_newest(page).title == "Wat ik schreef"
        assert get_newest(page).samenvatting == 'Met "teken" & <b>'
        assert twee.get(reverse("bewaard")).url == reverse("wagtailadmin_home")

    def test_a_change_of_another_meanwhile_is_compared(self, gone, page, een, twee):
        een.post(edit(page), page_data(page, title="Van Anna", **get_read(page)))
        twee.force_login(twee.user)
        html = twee.post(edit(page), get_fields(twee.get(reverse("bewaard")).content.decode())).content.decode()
        assert "Anna heeft deze pagina intussen veranderd" in html
        assert get_newest(page).title == "Van Anna"

    def test_thrown_away_it_is_gone(self, gone, page, twee):
        twee.force_login(twee.user)
        twee.post(reverse("bewaard"), {"adres": edit(page)})
        assert bewaard.SLEUTEL not in twee.session or not twee.session[bewaard.SLEUTEL]["teksten"]
        assert twee.get(reverse("bewaard")).url == reverse("wagtailadmin_home")

    def test_another_person_never_sees_it(self, gone, een, twee):
        twee.force_login(een.user)
        assert twee.get(reverse("bewaard")).url == reverse("wagtailadmin_home")

    def test_without_a_login_nobody_sees_it(self, gone, twee):
        assert "Wat ik schreef" not in twee.get(reverse("bewaard"), follow=True).content.decode()

    def test_saving_by_itself_is_kept_too_and_tells_what_to_do(self, gone, page, typed, twee):
        response = twee.post(edit(page), {**typed, "title": "Nog iets meer"}, **JSON)
        assert response.status_code == 401
        assert "Uw sessie is beëindigd." in response.json()["error_message"]
        twee.force_login(twee.user)
        html = twee.get(reverse("bewaard")).content.decode()
        assert "Nog iets meer" in html
        assert "Wat ik schreef" not in html

    def test_of_two_windows_both_are_kept(self, gone, mare, twee):
        ander = reverse("wagtailadmin_pages:add", args=["gebieden", "nieuwspage", mare.pk])
        twee.post(ander, {"title": "Een nieuw bericht"})
        twee.force_login(twee.user)
        html = twee.get(reverse("bewaard")).content.decode()
        assert "Een nieuw bericht" in html
        assert "Wat ik schreef" in html

    def test_too_much_is_said_in_words(self, gone, page, typed, twee):
        much = {**typed, "inhoud": "x" * bewaard.HOOGSTENS}
        html = twee.post(edit(page), much, follow=True).content.decode()
        assert "te lang om te bewaren" in html
        assert "te lang om te bewaren" in twee.post(edit(page), much, **JSON).json()["error_message"]

    def test_a_stranger_leaves_nothing_behind(self, page, typed):
        client = Client()
        assert client.post(edit(page), typed).url.startswith(reverse("account_login"))
        assert bewaard.SLEUTEL not in client.session

    def test_logged_in_again_in_another_window_it_is_kept(self, page, typed, twee):
        """The form still has the token of before."""
        client = Client(enforce_csrf_checks=True)
        client.force_login(twee.user)
        client.cookies["csrf"] = "n" * 32
        own = {"HTTP_ORIGIN": "http://testserver"}
        response = client.post(edit(page), {**typed, "csrfmiddlewaretoken": "o" * 32}, **own)
        assert response.url == reverse("bewaard")
        assert "Wat ik schreef" in client.get(response.url).content.decode()
        assert get_newest(page).title == "Straatfeest"

    @pytest.mark.parametrize("origin", [{}, {"HTTP_ORIGIN": "https://elders.example"}])
    def test_what_another_site_posts_is_refused(self, page, typed, twee, origin):
        client = Client(enforce_csrf_checks=True)
        client.force_login(twee.user)
        client.cookies["csrf"] = "n" * 32
        response = client.post(edit(page), {**typed, "csrfmiddlewaretoken": "o" * 32}, **origin)
        assert response.status_code == 403
        assert bewaard.SLEUTEL not in client.session
