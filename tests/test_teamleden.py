"""Team cards and videos: somebody may change only the own ones, by whatever road."""

import pytest
from django.urls import reverse
from wagtail.models import TaskState

from gebieden.models import GebiedPage, Teamlid, TeamVanGebied
from home.models import Video
from tests.factories import (
    make_afbeelding,
    make_agenda,
    make_gebied,
    make_punt,
    make_teamlid,
    make_tekst,
    make_user,
    make_video,
)
from tests.redactie import edit, log_in

pytestmark = [pytest.mark.django_db, pytest.mark.een_database]
KANARIE = "Kanarievogel Zonnebloem"
KAART = {"rol": "wijkagent", "naam": "Sam (voorbeeld)", "waarvoor": "Voor veiligheid."}


def get_url(naam, *args, model="gebieden_teamlid"):
    return reverse(f"wagtailsnippets_{model}:{naam}", args=args)


def act(client, kaart, action, comment="Gezien."):
    state = kaart.current_workflow_task_state
    return client.post(get_url("workflow_action", kaart.pk, action, state.pk), {"comment": comment}, follow=True)


def place(kaart, *gebieden):
    for gebied in gebieden:
        TeamVanGebied.objects.create(gebied=gebied, teamlid=kaart)


def make_draft(user, naam=KANARIE):
    """A card that is not on the site yet, by whom."""
    kaart = make_teamlid(naam=naam, live=False)
    kaart.save_revision(user=user)
    return kaart


def get_addresses(kaart):
    """Every address of a card."""
    revision, een = kaart.save_revision(), [kaart.pk]
    namen = ["edit", "usage", "history", "history_results", "copy", "preview_on_edit", "unpublish", "delete"]
    yield from (get_url(naam, *een) for naam in [*namen, "workflow_history", "lock", "unlock"])
    yield from (get_url(naam, *een, revision.pk) for naam in ("revisions_view", "revisions_revert"))
    yield get_url("revisions_unschedule", kaart.pk, revision.pk)
    yield get_url("revisions_compare", kaart.pk, "earliest", "latest")


def put_in_team(client, gebied, kaart):
    data = {"title": gebied.title, "slug": gebied.slug, "samenvatting": "Wijk.", "soort": "wijk", "omtrek": "null"}
    data |= {"inhoud-count": "0", "team-0-teamlid": str(kaart.pk), "team-0-ORDER": "1"}
    for naam, aantal in (("team", "1"), ("postcodes", "0"), ("comments", "0")):
        data |= {f"{naam}-TOTAL_FORMS": aantal, f"{naam}-INITIAL_FORMS": "0"}
    return client.post(edit(gebied), data, follow=True).content.decode()


@pytest.fixture
def regisseur(mare):
    return log_in("Gebiedsregisseur De Mare", naam="regisseur")


@pytest.fixture
def redactie(mare):
    return log_in("Communicatie", naam="redactie")


class TestRegisseur:
    def test_adds_a_card_that_another_approves(self, mare, regisseur, redactie):
        regisseur.post(get_url("add"), KAART | {"action-submit": "1"})
        kaart = Teamlid.objects.get()
        assert not kaart.live
        # In the hands of the reviewer nobody else changes it.
        regisseur.post(get_url("edit", kaart.pk), KAART | {"naam": "Anders"})
        assert kaart.get_latest_revision_as_object().naam == "Sam (voorbeeld)"
        assert (
            reverse("wagtailsnippets_gebieden_teamlid:edit", args=[kaart.pk])
            in redactie.get("/admin/").content.decode()
        )
        act(redactie, kaart, "approve")
        assert Teamlid.objects.get().live

    def test_changes_a_card_of_the_own_area_only(self, mare, overdie, regisseur):
        eigen, gedeeld, van_ander, los = (make_teamlid(naam=naam) for naam in ("Eigen", "Gedeeld", "Ander", "Los"))
        place(eigen, mare)
        place(gedeeld, mare, overdie)
        place(van_ander, overdie)
        lijst = regisseur.get(get_url("list")).content.decode()
        assert "Eigen" in lijst
        assert not [naam for naam in ("Gedeeld", "Ander", "Los") if naam in lijst]
        for kaart in (gedeeld, van_ander, los):
            regisseur.post(get_url("edit", kaart.pk), KAART)
            assert not kaart.revisions.exists()
        regisseur.post(get_url("edit", eigen.pk), KAART)
        eigen.refresh_from_db()
        assert eigen.get_latest_revision_as_object().naam == "Sam (voorbeeld)"

    def test_a_card_of_a_dorp_belongs_to_the_wijk_too(self, mare, regisseur):
        kaart = make_teamlid()
        place(kaart, make_gebied("Dorp", ouder=mare))
        assert regisseur.get(get_url("edit", kaart.pk)).status_code == 200

    def test_never_sees_a_draft_of_another_area(self, mare, overdie, regisseur):
        elders = log_in("Gebiedsregisseur Overdie", naam="elders")
        kaart = make_draft(elders.user)
        assert elders.get(get_url("edit", kaart.pk)).status_code == 200
        kies = "wagtailsnippetchoosers_gebieden_teamlid"
        adressen = [get_url("list"), get_url("list_results") + "?q=Kanarievogel", *get_addresses(kaart)]
        adressen += [reverse(f"{kies}:{naam}") + "?q=Kanarievogel" for naam in ("choose", "choose_results")]
        adressen += [reverse(f"{kies}:chosen", args=[kaart.pk]), reverse(f"{kies}:chosen_multiple") + f"?id={kaart.pk}"]
        adressen += [reverse("wagtailadmin_reports:site_history"), reverse("wagtailadmin_reports:workflow")]
        for adres in adressen:
            response = regisseur.get(adres, follow=True)
            assert response.status_code < 500 and KANARIE not in response.content.decode(), adres

    def test_puts_a_card_on_the_team_tab_of_the_own_area(self, mare, regisseur):
        kaart = make_teamlid()
        put_in_team(regisseur, mare, kaart)
        concept = GebiedPage.objects.get(pk=mare.pk).get_latest_revision_as_object()
        assert [plek.teamlid for plek in concept.team.all()] == [kaart]

    def test_choosing_a_hidden_card_by_its_number_is_refused(self, mare, overdie, regisseur):
        kaart = make_draft(log_in("Gebiedsregisseur Overdie", naam="elders").user)
        assert KANARIE not in put_in_team(regisseur, mare, kaart)
        assert not GebiedPage.objects.get(pk=mare.pk).get_latest_revision_as_object().team.exists()
        punt = make_punt(agenda=make_agenda(mare))
        html = regisseur.post(
            edit(punt), {"title": "Banken", "contact": str(kaart.pk), "inhoud-count": "0"}, follow=True
        ).content.decode()
        assert 'value="Banken"' in html and KANARIE not in html

    @pytest.mark.parametrize("action", ["delete", "unpublish"])
    def test_takes_nothing_offline(self, mare, regisseur, action):
        kaart = make_teamlid()
        place(kaart, mare)
        regisseur.post(get_url(action, kaart.pk))
        assert Teamlid.objects.get().live

    def test_a_redacteur_has_no_cards(self, mare):
        assert log_in("Redacteur De Mare").get(get_url("list")).status_code == 302


class TestCommunicatie:
    def test_cannot_approve_the_own_card(self, redactie):
        redactie.post(get_url("add"), KAART | {"action-submit": "1"})
        kaart = Teamlid.objects.get()
        act(redactie, kaart, "approve")
        assert not Teamlid.objects.get().live
        assert "Wacht op uw goedkeuring" not in redactie.get("/admin/").content.decode()
        act(log_in("Communicatie", naam="twee"), kaart, "approve")
        assert Teamlid.objects.get().live

    def test_publishes_no_card_past_the_workflow(self, redactie):
        redactie.post(get_url("add"), KAART | {"action-publish": "1"})
        assert not Teamlid.objects.get().live

    def test_reads_in_words_what_went_before(self, redactie):
        kaart = make_draft(make_user())
        kaart.get_workflow().start(kaart, make_user("b"))
        knop = {"action-workflow-action": "1", "workflow-action-name": "approve"}
        html = redactie.post(get_url("edit", kaart.pk), KAART | knop, follow=True).content.decode()
        assert "U hebt zelf de laatste wijziging gemaakt." in html and "Sam (voorbeeld)" in html

    def test_takes_a_card_offline(self, redactie):
        kaart = make_teamlid()
        adres = get_url("unpublish", kaart.pk)
        assert adres in redactie.get(get_url("edit", kaart.pk)).content.decode()
        redactie.post(adres)
        assert not Teamlid.objects.get().live


class TestVideo:
    def add(self, client):
        data = {"titel": "Film", "adres": "https://vimeo.com/1084537", "poster": make_afbeelding().pk, "tekst": "Tekst"}
        client.post(get_url("add", model="home_video"), data)
        return Video.objects.latest("pk")

    def change(self, client, video):
        data = {"titel": "Nieuw", "adres": video.adres, "poster": video.poster_id, "tekst": "Tekst"}
        client.post(get_url("edit", video.pk, model="home_video"), data)
        return Video.objects.get(pk=video.pk).titel == "Nieuw"

    @pytest.mark.parametrize("groep", ["Redacteur De Mare", "Gebiedsregisseur De Mare"])
    def test_is_added_and_changed_by_who_writes(self, mare, groep):
        client = log_in(groep)
        video = self.add(client)
        assert video.geplaatst_door == client.user
        assert self.change(client, video)
        client.post(get_url("delete", video.pk, model="home_video"))
        assert Video.objects.exists()

    def test_of_another_stays_as_it_is(self, mare):
        client = log_in("Redacteur De Mare")
        video = make_video()
        assert not self.change(client, video)
        html = client.get(get_url("edit", video.pk, model="home_video"), follow=True).content.decode()
        assert "Vraag Communicatie om hulp" in html
        client.post(get_url("copy", video.pk, model="home_video"), {"titel": "Gekaapt", "poster": video.poster_id})
        assert Video.objects.get().titel == video.titel

    def test_on_a_page_that_is_online_is_for_communicatie(self, mare, redactie):
        client = log_in("Redacteur De Mare", naam="schrijver-een")
        video = self.add(client)
        page = make_tekst("Film", None, ("video", video.pk))
        assert not self.change(client, video)
        adres = get_url("edit", video.pk, model="home_video")
        assert adres not in client.get(get_url("list_results", model="home_video"), {"q": "Film"}).content.decode()
        assert client.user.username not in client.get(page.url).content.decode()
        assert self.change(redactie, video)
        page.unpublish()
        Video.objects.update(titel="Film")
        assert self.change(client, video)

    def test_stays_when_who_added_it_leaves(self, mare):
        client = log_in("Redacteur De Mare")
        video = self.add(client)
        client.user.delete()
        assert Video.objects.get(pk=video.pk).geplaatst_door is None


def test_a_card_in_the_hands_of_communicatie_is_told_as_such(mare, regisseur, redactie):
    regisseur.post(get_url("add"), KAART | {"action-submit": "1"})
    kaart = Teamlid.objects.get()
    assert "Dit wacht op goedkeuring. Uiterlijk" in redactie.get(get_url("edit", kaart.pk)).content.decode()
    act(redactie, kaart, "reject", "Welke dagen?")
    assert TaskState.objects.get().status == TaskState.STATUS_REJECTED
    assert "Teruggestuurd door redactie: Welke dagen?" in regisseur.get(get_url("edit", kaart.pk)).content.decode()
