"""People of the newsroom for the tests, and what they do in the admin."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from gebieden.models import NieuwsPage
from tests.factories import make_blocks


def log_in(*groepen, naam="iemand"):
    user = get_user_model().objects.create_user(naam, f"{naam}@example.org", "een-heel-lang-wachtwoord")
    user.groups.set(Group.objects.filter(name__in=groepen))
    assert user.groups.count() == len(groepen)
    client = Client()
    client.force_login(user)
    client.user = user
    return client


def edit(page):
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def page_data(page, **kwargs):
    """What the form of a news page sends."""
    return {
        "title": page.title,
        "slug": page.slug,
        "samenvatting": page.samenvatting,
        "datum": "2026-01-01",
        "inhoud-count": "0",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
    } | kwargs


def make_draft(gebied, title="Concept", user=None):
    page = NieuwsPage(title=title, samenvatting="Kort gezegd.", live=False, owner=user)
    gebied.refresh_from_db()
    gebied.add_child(instance=page)
    page.save_revision(user=user)
    return page


def write(page, *blocks):
    page.inhoud = make_blocks(*blocks)
    page.save_revision()
    return page


def get_read(page):
    """What the form of the editor says about the version that it was opened with."""
    revision = type(page).objects.get(pk=page.pk).latest_revision
    return {"loaded_revision_id": revision.pk, "loaded_revision_created_at": revision.created_at.isoformat()}


def act(client, page, action, comment="Gezien."):
    """Presses a button of the workflow, having seen the newest version."""
    page = type(page).objects.get(pk=page.pk)
    state = page.current_workflow_task_state
    address = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, action, state.pk])
    return client.post(address, {"comment": comment, **get_read(page)}, follow=True)


def end_session(client):
    """Half an hour went by without a click."""
    client.get(reverse("wagtailadmin_home"))
    session = client.session
    session["sessie_gezien"] -= 31 * 60
    session.save()
