"""Two people at the same moment, for many rounds: by real requests that a barrier lets go together."""

import pytest
from django.contrib.messages import get_messages
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry, Revision, TaskState

from gebieden.models import NieuwsPage
from gebieden.rollen import set_up_roles
from home.models import Bundel
from home.redactie import bundels
from tests.factories import make_gebied, make_user
from tests.gelijktijdig import RONDEN, race
from tests.redactie import edit, get_read, log_in, make_draft, page_data


@pytest.fixture(scope="module")
def redactie(stored_database):
    gebied = make_gebied("De Mare")
    set_up_roles()
    return gebied


@pytest.fixture
def people(redactie, request):
    number = request.node.name
    return [log_in("Communicatie", naam=f"{name} {number}"[:150]) for name in ("Anna", "Bram")]


def make_pages(gebied, handed_in=True, title="Gezien"):
    schrijver = make_user(f"schrijver {NieuwsPage.objects.count()}")
    pages = [make_draft(gebied, title, schrijver) for _ in range(RONDEN)]
    for page in pages if handed_in else ():
        page.get_workflow().start(page, schrijver)
    return pages


def press(client, action, reads):
    def act(page):
        state, read = reads[page.pk]
        adres = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, action, state])
        return get_message(client, client.post(adres, {"comment": "Gezien.", **read}))

    return act


def save(client, reads, **kwargs):
    def act(page):
        response = client.post(edit(page), page_data(page, **reads[page.pk][1], **kwargs))
        return response.content.decode() if response.status_code == 200 else get_message(client, response)

    return act


def get_message(client, response):
    assert response.status_code == 302
    client.cookies.pop("messages", None)
    return " ".join(str(message) for message in get_messages(response.wsgi_request)) or "-"


def read_all(pages):
    """What everybody has on the screen before the race begins."""
    return {page.pk: (getattr(page.current_workflow_task_state, "pk", None), get_read(page)) for page in pages}


def get_log(page):
    """Who ended the moderation, and how, according to the log."""
    actions = ("wagtail.workflow.approve", "wagtail.workflow.reject", "wagtail.publish")
    entries = PageLogEntry.objects.filter(page=page.pk, action__in=actions).order_by("pk")
    return [(entry.action.split(".")[-1], entry.user) for entry in entries]


@pytest.mark.parametrize("second", ["approve", "reject"])
def test_two_moderators(redactie, people, second):
    anna, bram = people
    pages = make_pages(redactie)
    reads = read_all(pages)
    winners = set()
    for page, *messages in race(pages, press(anna, "approve", reads), press(bram, second, reads)):
        now = NieuwsPage.objects.get(pk=page.pk)
        state = TaskState.objects.get(pk=reads[page.pk][0])
        approved = state.status == TaskState.STATUS_APPROVED
        assert now.live == approved
        assert state.workflow_state.status == ("approved" if approved else "needs_changes")
        winner = state.finished_by
        action = "approve" if winner == anna.user else second
        assert approved == (action == "approve")
        expected = {(action, winner), *([("publish", winner)] if approved else [])}
        assert (set(get_log(page)), len(get_log(page))) == (expected, len(expected))
        loser = messages[1 if winner == anna.user else 0]
        outcome = "goedgekeurd" if approved else "teruggestuurd"
        assert f"Dit is net al {outcome} door {winner.username}." in loser
        winners.add(winner)
    assert len(winners) == 2


def test_approval_and_a_newer_text(redactie, people):
    anna, bram = people
    pages = make_pages(redactie)
    reads = read_all(pages)
    for page, approval, _ in race(pages, press(anna, "approve", reads), save(bram, reads, title="Niet gezien")):
        now = NieuwsPage.objects.get(pk=page.pk)
        assert not now.live or now.title == "Gezien"
        assert now.live or "De nieuwste versie is van Bram" in approval
        assert now.get_latest_revision_as_object().title == "Niet gezien"
        assert {action for action, _ in get_log(page)} == ({"approve", "publish"} if now.live else set())


def test_two_saves(redactie, people):
    pages = make_pages(redactie, handed_in=False)
    reads = read_all(pages)
    for page, *pair in race(pages, *(save(client, reads, title=client.user.username) for client in people)):
        newest = page.revisions.order_by("-created_at").first()
        assert page.revisions.count() == 2
        assert newest.as_object().title == newest.user.username
        assert sum("heeft deze pagina intussen veranderd" in answer for answer in pair) == 1


def test_scheduler_and_editor(redactie, people):
    """The older text has its date at the moment that the newer one is put online."""
    beheer = log_in(naam="beheer races")
    beheer.user.is_superuser = True
    beheer.user.save()
    pages = make_pages(redactie, handed_in=False)
    planned = {page.pk: page.latest_revision_id for page in pages}
    for page in pages:
        page.title = "Nieuwer"
        page.save_revision()

    def plan(page):
        Revision.objects.filter(pk=planned[page.pk]).update(approved_go_live_at=timezone.now())

    def run_scheduler(page):
        call_command("publish_scheduled")
        return True

    def publish(page):
        adres = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
        return beheer.post(f"{adres}?id={page.pk}").status_code

    for page, _, status in race(pages, run_scheduler, publish, prepare=plan):
        now = NieuwsPage.objects.get(pk=page.pk)
        assert status == 302
        assert (now.live, now.title) == (True, "Nieuwer")
        assert now.live_revision == now.latest_revision
        assert not now.has_unpublished_changes
        assert not page.revisions.exclude(approved_go_live_at=None).exists()


def test_two_who_approve_a_bundle(redactie, people):
    anna, bram = people
    pages = make_pages(redactie, handed_in=False, title="Samen")
    schrijver = pages[0].owner
    per_page = {}
    for page in pages:
        bundel = Bundel.objects.create(naam=f"Bundel {page.pk}", maker=schrijver)
        bundels.add_pages(bundel, schrijver, [page.pk])
        bundels.hand_in(bundel, schrijver)
        per_page[page.pk] = bundel, {"versie": bundels.get_versie(bundel.rijen)}

    def approve(client):
        def act(page):
            bundel, data = per_page[page.pk]
            return get_message(client, client.post(reverse("bundels:goedkeuren", args=[bundel.pk]), data))

        return act

    for page, *messages in race(pages, approve(anna), approve(bram)):
        bundel = per_page[page.pk][0]
        bundel.refresh_from_db()
        assert bundel.status == Bundel.Status.ONLINE
        assert NieuwsPage.objects.get(pk=page.pk).live
        assert [entry for entry in get_log(page) if entry[0] == "publish"] == [("publish", bundel.goedgekeurd_door)]
        assert sum("Dat kan niet meer" in message for message in messages) == 1
