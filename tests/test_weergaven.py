"""Pictures are made in their sizes before a visitor asks for them, and no visitor waits for more than one."""

import re
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client

from home.models import Weergave
from tests.factories import (
    get_home,
    make_afbeelding,
    make_blocks,
    make_gebied,
    make_initiatief,
    make_nieuws,
    make_nieuws_index,
    make_picture_file,
    make_teamlid,
    make_tekst,
    make_video,
)

pytestmark = [pytest.mark.django_db, pytest.mark.een_database]


def make_photo():
    return make_afbeelding(file=make_picture_file(size=(60, 40)))


def count_pictures(client, address):
    return client.get(address).content.decode().count("<picture>")


def test_what_is_published_is_visited_without_making_anything():
    wijk = make_gebied("Wijk", afbeelding=make_photo(), team=[make_teamlid(foto=make_photo())])
    wijk.inhoud = make_blocks(("nieuws", {"aantal": 6, "vastgezet": None}), ("team", {}))
    wijk.save_revision().publish()
    blokken = [("beeld", {"afbeelding": make_photo().pk}), ("video", make_video(poster=make_photo()).pk)]
    pages = [
        wijk,
        make_nieuws_index(),
        make_nieuws(ouder=wijk, afbeelding=make_photo()),
        make_initiatief(afbeelding=make_photo()),
        make_tekst("Tekst", None, *blokken),
        get_home(),
    ]
    call_command("elke_minuut")
    made = set(Weergave.objects.values_list("pk", flat=True))
    assert made
    for page in pages:
        assert Client().get(page.url).status_code == 200
    assert set(Weergave.objects.values_list("pk", flat=True)) == made
    assert [count_pictures(Client(), page.url) for page in pages[:5]] == [2, 1, 1, 1, 2]


def test_a_draft_is_left_alone():
    make_nieuws(afbeelding=make_photo()).unpublish()
    call_command("maak_weergaven")
    assert not Weergave.objects.exists()


def test_a_file_that_cannot_be_read_keeps_no_other_from_being_made(caplog):
    broken = make_photo()
    Path(broken.file.path).write_bytes(b"no picture")
    page = make_nieuws(afbeelding=broken)
    make_nieuws(afbeelding=make_photo())
    call_command("maak_weergaven")
    assert Weergave.objects.values("image").distinct().count() == 1
    assert f"Picture {broken.pk}" in caplog.text
    assert Client().get(page.url).status_code == 200


class TestVoorDeMinuut:
    """The work of the minute did not come by yet."""

    @pytest.fixture
    def lijst(self):
        for _ in range(3):
            make_nieuws(afbeelding=make_photo())
        return make_nieuws_index().url

    def test_each_visitor_waits_for_one_picture(self, client, lijst):
        assert [count_pictures(client, lijst) for _ in range(4)] == [1, 2, 3, 3]

    def test_a_page_that_lacks_pictures_is_not_kept(self, settings, lijst):
        settings.PAGINACACHE = True
        client = Client()
        assert count_pictures(client, lijst) == 1
        call_command("maak_weergaven")
        assert count_pictures(client, lijst) == 3

    def test_nobody_can_ask_for_another_size(self, client, lijst):
        html = client.get(lijst).content.decode()
        address = re.search(r"/media/images/\S+?\.webp", html)[0]
        before = Weergave.objects.count()
        client.get(re.sub(r"fill-\d+x\d+", "fill-77x77", address))
        client.get(lijst, {"maat": "fill-77x77", "width": 77})
        assert not Weergave.objects.filter(filter_spec__contains="77x77").exists()
        assert Weergave.objects.count() <= before + 4


def test_a_preview_shows_all_pictures_at_once(staff):
    blokken = [("beeld", {"afbeelding": make_photo().pk}) for _ in range(3)]
    page = make_tekst("Tekst", None, *blokken)
    assert count_pictures(staff, f"/admin/pages/{page.pk}/view_draft/") == 3
