"""The list of pages in the admin: its queries do not grow with its rows."""

import pytest
from django.urls import reverse

from home.redactie import verkenner
from home.redactie.rechten import made_last_change, read_last_changes
from tests.factories import make_agenda, make_nieuws, make_punt, make_user, make_voortgang
from tests.redactie import log_in
from tests.tellen import count_queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def wijk(mare):
    for number in range(4):
        make_nieuws(f"Bericht {number}", ouder=mare)
    return mare


@pytest.mark.parametrize("groep", [None, "Communicatie", "Redacteur De Mare"])
def test_a_row_more_is_no_query_more(staff, wijk, groep):
    client = log_in(groep) if groep else staff
    url = reverse("wagtailadmin_explore", args=[wijk.pk])
    klein = count_queries(client, url, warm=1)
    for number in range(8):
        make_nieuws(f"Nog {number}", ouder=wijk)
    assert count_queries(client, url, warm=1) == klein


def test_items_of_an_agenda_ask_no_more_either(staff, mare):
    agenda = make_agenda(mare)
    make_punt(agenda=agenda)
    url = reverse("wagtailadmin_explore", args=[agenda.pk])
    klein = count_queries(staff, url, warm=1)
    for _ in range(6):
        make_punt(agenda=agenda)
    assert count_queries(staff, url, warm=1) == klein


def test_the_newest_of_many_changes_counts(wijk):
    een, ander, page = make_user("een"), make_user("ander"), make_nieuws(ouder=wijk)
    for user in (ander, een, ander, een):
        page.save_revision(user=user)
    read_last_changes([page])
    assert made_last_change(page, een) and not made_last_change(page, ander)


def test_updates_of_an_item_ask_no_more_either(staff, mare):
    punt = make_punt(agenda=make_agenda(mare))
    make_voortgang(punt)
    url = reverse("wagtailadmin_explore", args=[punt.pk])
    klein = count_queries(staff, url, warm=1)
    for _ in range(6):
        make_voortgang(punt)
    assert count_queries(staff, url, warm=1) == klein


def test_what_is_found_all_over_the_tree_asks_no_more_either(staff, mare):
    agenda = make_agenda(mare)
    url = f"{reverse('wagtailadmin_explore_root')}?q=gevonden"
    sizes = []
    for aantal in (2, 6):
        for number in range(aantal):
            punt = make_punt(title=f"Gevonden {number}", agenda=agenda)
            make_voortgang(punt, title="Gevonden")
            make_nieuws(f"Gevonden {aantal} {number}", ouder=mare)
        sizes.append((count_queries(staff, url, warm=1), staff.get(url).content.decode().count("Gevonden")))
    (weinig, rijen), (veel, meer) = sizes
    assert veel == weinig and meer > rijen + 10


@pytest.mark.een_database
def test_what_is_too_long_to_lay_in_order_is_refused_in_words(staff, wijk, monkeypatch):
    url = f"{reverse('wagtailadmin_explore', args=[wijk.pk])}?ordering=ord"
    assert "Op volgorde slepen kan" not in staff.get(url).content.decode()
    monkeypatch.setattr(verkenner, "MEEST_OP_VOLGORDE", 3)
    html = staff.get(url).content.decode()
    assert "Op volgorde slepen kan tot en met 3 pagina’s" in html and "Bericht 3" in html
    assert "data-w-orderable" not in html
