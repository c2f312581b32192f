"""Roles and moderation: who may do what, and that nothing goes public unseen."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from wagtail.models import Collection, GroupPagePermission, TaskState, Workflow

from gebieden.models import AgendapuntPage, GebiedPage, NieuwsPage, VoortgangPage
from home.models import Afbeelding
from tests.factories import make_agenda, make_picture_file, make_punt, make_user
from tests.redactie import act, edit, get_read, log_in, make_draft, page_data

pytestmark = [pytest.mark.django_db, pytest.mark.een_database]
FORMSET = ("TOTAL_FORMS", "INITIAL_FORMS")


class TestRollen:
    def test_doing_it_again_changes_nothing(self, mare):
        def look():
            return (
                sorted(Group.objects.values_list("name", flat=True)),
                sorted(Collection.objects.values_list("name", flat=True)),
                GroupPagePermission.objects.count(),
                Workflow.objects.filter(active=True).count(),
            )

        before = look()
        call_command("rollen")
        assert look() == before
        assert before[0] == [
            "Beslisser",
            "Communicatie",
            "Gebiedsregisseur De Mare",
            "Gebiedsregisseur Overdie",
            "Redacteur De Mare",
            "Redacteur Overdie",
            "Subsidiebureau",
        ]
        assert before[3] == 1

    def test_a_right_too_many_is_taken_away(self, mare, overdie):
        groep = Group.objects.get(name="Redacteur De Mare")
        permission = GroupPagePermission.objects.filter(group=groep).first().permission
        GroupPagePermission.objects.create(group=groep, page=overdie, permission=permission)
        call_command("rollen")
        assert not GroupPagePermission.objects.filter(group=groep, page=overdie).exists()

    def test_a_new_name_goes_along(self, mare):
        mare = GebiedPage.objects.get(pk=mare.pk)
        mare.title = "Grote Mare"
        mare.save()
        call_command("rollen")
        assert Group.objects.filter(name="Redacteur Grote Mare").exists()
        assert Collection.objects.filter(name="Grote Mare").exists()

    def test_a_new_area_has_its_groups_on_the_spot(self, mare):
        client = Client()
        client.force_login(make_user())
        ouder = mare.get_parent()
        data = {"title": "Nieuwe wijk", "slug": "nieuwe-wijk", "samenvatting": "Nieuw.", "soort": "wijk"}
        data |= {f"{naam}-{veld}": "0" for naam in ("team", "postcodes", "comments") for veld in FORMSET}
        data |= {"inhoud-count": "0", "omtrek": "null"}
        client.post(reverse("wagtailadmin_pages:add", args=["gebieden", "gebiedpage", ouder.pk]), data)
        assert GebiedPage.objects.get(title="Nieuwe wijk").redactie
        assert Group.objects.filter(name="Redacteur Nieuwe wijk").exists()


class TestRedacteur:
    def test_writes_in_the_own_area_and_hands_in(self, mare):
        client = log_in("Redacteur De Mare")
        adres = reverse("wagtailadmin_pages:add", args=["gebieden", "nieuwspage", mare.pk])
        data = page_data(NieuwsPage(title="Straatfeest", slug="straatfeest", samenvatting="Kom ook."))
        client.post(adres, {**data, "action-submit": "1"})
        page = NieuwsPage.objects.get()
        assert not page.live
        assert page.current_workflow_task_state.status == TaskState.STATUS_IN_PROGRESS

    def test_cannot_publish(self, mare):
        client = log_in("Redacteur De Mare")
        page = make_draft(mare, user=client.user)
        assert "action-publish" not in client.get(edit(page)).content.decode()
        client.post(edit(page), {**page_data(page), "action-publish": "1"})
        assert not NieuwsPage.objects.get().live

    def test_cannot_touch_another_area(self, mare, overdie):
        client = log_in("Redacteur De Mare")
        page = make_draft(overdie, "Zonnebloem")
        for response in (
            client.get(edit(page), follow=True),
            client.post(edit(page), page_data(page, title="Gekaapt"), follow=True),
            client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]), follow=True),
        ):
            assert "Zonnebloem" not in response.content.decode()
        assert NieuwsPage.objects.get().get_latest_revision_as_object().title == "Zonnebloem"

    def test_leaves_the_agenda_to_the_gebiedsregisseur(self, mare):
        punt = make_punt(agenda=make_agenda(mare))
        adressen = [edit(punt), reverse("wagtailadmin_pages:add", args=["gebieden", "voortgangpage", punt.pk])]
        adressen += [reverse("wagtailadmin_pages:add", args=["gebieden", "agendapage", mare.pk])]
        adressen += [reverse("agendas:bijwerken", args=[punt.agenda.pk])]
        redacteur, regisseur = log_in("Redacteur De Mare"), log_in("Gebiedsregisseur De Mare", naam="regisseur")
        assert reverse("agendas:overzicht") not in redacteur.get("/admin/").content.decode()
        assert reverse("agendas:overzicht") in regisseur.get("/admin/").content.decode()
        for adres in adressen:
            assert redacteur.get(adres).status_code in (302, 403), adres
            assert regisseur.get(adres).status_code == 200, adres

    def test_uploads_only_into_the_own_collection(self, mare, overdie):
        client = log_in("Redacteur De Mare")
        adres = reverse("wagtailimages:add")
        data = {"title": "Foto", "description": "Een foto.", "bron": "gemeente"}
        client.post(adres, {**data, "file": make_picture_file(), "collection": overdie.redactie.collectie.pk})
        client.post(adres, {**data, "file": make_picture_file("twee.png"), "collection": mare.redactie.collectie.pk})
        assert {foto.collection for foto in Afbeelding.objects.all()} == {mare.redactie.collectie}

    def test_a_role_that_is_taken_away_is_gone_at_the_next_click(self, mare):
        client = log_in("Redacteur De Mare")
        page = make_draft(mare)
        assert client.get(edit(page)).status_code == 200
        client.user.groups.clear()
        client.post(edit(page), page_data(page, title="Te laat"))
        assert NieuwsPage.objects.get().get_latest_revision_as_object().title == "Concept"


class TestVierOgen:
    def test_who_changed_it_last_cannot_approve_it(self, mare):
        een, twee = log_in("Communicatie", naam="een"), log_in("Communicatie", naam="twee")
        page = make_draft(mare, user=een.user)
        page.get_workflow().start(page, een.user)
        assert 'data-workflow-action-name="approve"' not in een.get(edit(page)).content.decode()
        act(een, page, "approve")
        assert not NieuwsPage.objects.get().live
        assert 'data-workflow-action-name="approve"' in twee.get(edit(page)).content.decode()
        act(twee, page, "approve")
        assert NieuwsPage.objects.get().live

    def test_a_change_on_the_way_needs_another_pair_of_eyes(self, mare):
        client = log_in("Communicatie")
        page = make_draft(mare)
        page.get_workflow().start(page, make_user())
        data = page_data(page, title="Snel veranderd")
        data |= {"action-workflow-action": "1", "workflow-action-name": "approve"}
        html = client.post(edit(page), data, follow=True).content.decode()
        assert "U hebt zelf de laatste wijziging gemaakt." in html
        page = NieuwsPage.objects.get()
        assert not page.live
        # Nothing typed is lost.
        assert page.get_latest_revision_as_object().title == "Snel veranderd"

    def test_who_only_presses_the_button_in_the_editor_changed_nothing(self, mare):
        page = make_draft(mare)
        page.get_workflow().start(page, make_user())
        data = {"action-workflow-action": "1", "workflow-action-name": "approve"}
        log_in("Communicatie").post(edit(page), page_data(page, datum=str(page.datum), **get_read(page)) | data)
        page.refresh_from_db()
        assert page.live
        assert page.revisions.count() == 1

    @pytest.mark.parametrize("groep", ["Communicatie", "Redacteur De Mare", "Gebiedsregisseur De Mare"])
    def test_nobody_publishes_past_the_workflow(self, mare, groep):
        client = log_in(groep)
        page = make_draft(mare, user=client.user)
        client.post(edit(page), {**page_data(page), "action-publish": "1"})
        client.post(reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"]) + f"?id={page.pk}")
        adres = reverse("wagtailadmin_pages:add", args=["gebieden", "nieuwspage", mare.pk])
        client.post(adres, page_data(NieuwsPage(title="Nieuw", slug="nieuw")) | {"action-publish": "1"})
        assert not NieuwsPage.objects.live().exists()

    def test_of_two_at_once_one_wins_and_the_other_reads_it(self, mare):
        een, twee = log_in("Communicatie", naam="een"), log_in("Communicatie", naam="twee")
        page = make_draft(mare)
        page.get_workflow().start(page, make_user())
        state = page.current_workflow_task_state
        task = state.task.specific
        task.on_action(TaskState.objects.get(pk=state.pk).specific, een.user, "approve")
        # The second one pressed before the first was ready, so his browser still knows the old state.
        with pytest.raises(Exception, match="net al goedgekeurd door een"):
            task.on_action(state, twee.user, "reject")
        state.refresh_from_db()
        page.refresh_from_db()
        assert (page.live, state.status, state.finished_by) == (True, TaskState.STATUS_APPROVED, een.user)

    def test_sent_back_and_handed_in_again(self, mare):
        schrijver, redactie = log_in("Redacteur De Mare"), log_in("Communicatie", naam="redactie")
        page = make_draft(mare, user=schrijver.user)
        page.get_workflow().start(page, schrijver.user)
        act(redactie, page, "reject", "Noem de plek.")
        html = schrijver.get(edit(page)).content.decode()
        assert "Noem de plek." in html
        schrijver.post(edit(page), page_data(page, title="Feest op het plein") | {"action-submit": "1"})
        act(redactie, page, "approve")
        assert NieuwsPage.objects.live().get().title == "Feest op het plein"


class TestVoortgangMeteenOnline:
    def test_only_when_the_municipality_allows_it(self, mare):
        punt = make_punt(agenda=make_agenda(mare))
        client = log_in("Gebiedsregisseur De Mare")
        adres = reverse("agendas:bijwerken", args=[punt.agenda.pk])
        data = {f"punt-{punt.pk}-samenvatting": "De bank staat.", "publiceer": ""}
        assert "Zet meteen online" not in client.get(adres).content.decode()
        client.post(adres, data)
        assert not VoortgangPage.objects.live().exists()
        VoortgangPage.objects.all().delete()
        mare.redactie.regisseurs.permissions.add(Permission.objects.get(codename="publiceer_voortgang"))
        call_command("rollen")
        assert "Zet meteen online" in client.get(adres).content.decode()
        client.post(adres, data)
        assert VoortgangPage.objects.live().exists()
        # That holds for updates, not for the promise itself.
        nieuw = AgendapuntPage.objects.get(pk=punt.pk)
        assert not nieuw.permissions_for_user(client.user).can_publish()
