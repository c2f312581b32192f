"""The desk: the first thing that staff see in the admin."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.redactie import act, log_in, make_draft

pytestmark = pytest.mark.django_db


def get_desk(client):
    return client.get(reverse("wagtailadmin_home")).content.decode()


def test_an_empty_desk_says_so(mare):
    assert "Er ligt niets op u te wachten" in get_desk(log_in("Communicatie"))


def test_what_was_handed_in_lies_with_another_than_who_wrote_it(mare):
    een, twee = log_in("Communicatie", naam="een"), log_in("Communicatie", naam="twee")
    page = make_draft(mare, "Straatfeest", een.user)
    page.get_workflow().start(page, een.user)
    assert "Wacht op uw goedkeuring (1)" in get_desk(twee)
    assert reverse("wagtailadmin_pages:edit", args=[page.pk]) in get_desk(twee)
    assert "Wacht op uw goedkeuring" not in get_desk(een)
    assert "Wacht op uw goedkeuring" not in get_desk(log_in("Redacteur De Mare", naam="schrijver"))


def test_what_was_sent_back_lies_with_who_handed_it_in(mare):
    schrijver, redactie = log_in("Redacteur De Mare"), log_in("Communicatie", naam="redactie")
    page = make_draft(mare, "Straatfeest", schrijver.user)
    page.get_workflow().start(page, schrijver.user)
    act(redactie, page, "reject", "Noem de plek.")
    html = get_desk(schrijver)
    assert "Naar u teruggestuurd (1)" in html
    assert "redactie: Noem de plek." in html
    assert "Naar u teruggestuurd" not in get_desk(redactie)


def test_a_long_pile_has_a_page_of_its_own_and_asks_no_more(mare):
    client = log_in("Communicatie")

    def count(number):
        for _ in range(number):
            page = make_draft(mare, "Straatfeest")
            page.get_workflow().start(page, None)
        get_desk(client)
        with CaptureQueriesContext(connection) as queries:
            get_desk(client)
            response = client.get(reverse("bureau:stapel", args=["goedkeuren"]))
        assert response.status_code == 200
        return len(queries), response.content.decode().count("Straatfeest")

    few, shown = count(6)
    assert shown == 6
    assert "Bekijk alle 6" in get_desk(client)
    assert count(12) == (few, 18)
    assert client.get(reverse("bureau:stapel", args=["onzin"])).status_code == 404
