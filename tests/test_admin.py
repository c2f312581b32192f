"""What staff do in the Wagtail admin."""

import json

import pytest
from django.core.files.base import ContentFile
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from gebieden.models import BijeenkomstPage, GebiedPage, NieuwsPage, Teamlid, VerhaalPage
from home.models import Afbeelding, HomePage, TekstPage, Video
from tests.factories import (
    get_home,
    make_afbeelding,
    make_bijeenkomst,
    make_bijeenkomsten_index,
    make_gebied,
    make_gebieden,
    make_initiatieven,
    make_nieuws,
    make_nieuws_index,
    make_picture_file,
    make_teamlid,
    make_tekst,
    make_user,
    make_verhaal,
    make_verhalen_index,
)

pytestmark = [pytest.mark.django_db, pytest.mark.een_database]


def get_choices(staff, parent):
    """The page types that an editor may create under this page."""
    html = staff.get(reverse("wagtailadmin_pages:add_subpage", args=[parent.pk])).content.decode()
    return {
        model
        for model in (GebiedPage, NieuwsPage, VerhaalPage, BijeenkomstPage, TekstPage, HomePage)
        if f"/{model._meta.app_label}/{model._meta.model_name}/" in html
    }


def test_only_what_makes_sense_can_be_created(staff):
    wijk = make_gebied("Schermer")
    dorp = make_gebied("Oterleek", ouder=wijk)
    bericht = {NieuwsPage, VerhaalPage, BijeenkomstPage}
    assert get_choices(staff, make_gebieden()) <= {GebiedPage}
    assert get_choices(staff, wijk) == {GebiedPage, *bericht}
    assert get_choices(staff, dorp) == bericht
    assert get_home().specific.allowed_subpage_models() and HomePage not in get_choices(staff, get_home())
    assert NieuwsPage.allowed_parent_page_models() and not make_nieuws(ouder=wijk).allowed_subpage_models()


MAKERS = {
    "home": get_home,
    "tekst": make_tekst,
    "gebieden": make_gebieden,
    "gebied": make_gebied,
    "nieuws": make_nieuws,
    "verhaal": make_verhaal,
    "bijeenkomst": make_bijeenkomst,
    "nieuws-index": make_nieuws_index,
    "verhalen-index": make_verhalen_index,
    "bijeenkomsten-index": make_bijeenkomsten_index,
    "initiatieven": make_initiatieven,
}


@pytest.mark.parametrize("soort", MAKERS)
def test_every_page_type_can_be_edited_and_previewed(staff, soort):
    page = MAKERS[soort]()
    assert staff.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200
    response = page.make_preview_request(extra_request_attrs={"in_preview_panel": True})
    assert response.status_code == 200
    assert page.title in response.content.decode()
    names = [size["device_width"] for size in page.preview_sizes]
    assert min(names) < 400 and max(names) >= 1024


@pytest.mark.parametrize("soort", MAKERS)
def test_accessibility_checker_is_on(staff, soort):
    assert "checker-axe-configuration" in staff.get(MAKERS[soort]().url).content.decode()


def test_editor_writes_and_publishes_news(staff):
    gebied = make_gebied("Overdie")
    data = nested_form_data(
        {
            "title": "Nieuwe bomen",
            "slug": "nieuwe-bomen",
            "samenvatting": "Er komen bomen.",
            "datum": "2026-11-01",
            "inhoud": streamfield([("tekst", rich_text("<p>Twaalf bomen.</p>"))]),
            "comments-TOTAL_FORMS": 0,
            "comments-INITIAL_FORMS": 0,
            "action-publish": "1",
        }
    )
    url = reverse("wagtailadmin_pages:add", args=["gebieden", "nieuwspage", gebied.pk])
    staff.post(url, data)
    bericht = NieuwsPage.objects.get(slug="nieuwe-bomen")
    assert bericht.live and bericht.is_child_of(gebied)
    assert "Twaalf bomen." in staff.get(bericht.url).content.decode()


def test_draft_may_be_incomplete_but_publishing_asks_for_the_summary(staff):
    gebied = make_gebied("Overdie")
    url = reverse("wagtailadmin_pages:add", args=["gebieden", "nieuwspage", gebied.pk])
    data = nested_form_data(
        {
            "title": "Half af",
            "slug": "half-af",
            "datum": "2026-11-01",
            "inhoud": streamfield([]),
            "comments-TOTAL_FORMS": 0,
            "comments-INITIAL_FORMS": 0,
        }
    )
    response = staff.post(url, {**data, "action-publish": "1"})
    assert "Dit is een verplicht veld" in response.content.decode() and "Half af" in response.content.decode()
    staff.post(url, data)
    assert not NieuwsPage.objects.get(slug="half-af").live


@pytest.mark.parametrize(
    ("code", "message"), [("18", "Schrijf vier cijfers"), ("0811", "Schrijf vier cijfers"), ("1811 AB", "")]
)
def test_postcode_of_an_area_is_checked_and_tidied(staff, code, message):
    gebied = make_gebied("Overdie", secties=[])
    data = {
        "title": "Overdie",
        "slug": "overdie",
        "soort": "wijk",
        "samenvatting": "Een wijk.",
        "omtrek": json.dumps(gebied.omtrek),
        "inhoud-count": 0,
        "team-TOTAL_FORMS": 0,
        "team-INITIAL_FORMS": 0,
        "postcodes-TOTAL_FORMS": 1,
        "postcodes-INITIAL_FORMS": 0,
        "postcodes-0-code": code,
        "comments-TOTAL_FORMS": 0,
        "comments-INITIAL_FORMS": 0,
        "action-publish": "1",
    }
    response = staff.post(reverse("wagtailadmin_pages:edit", args=[gebied.pk]), data)
    if message:
        assert message in response.content.decode()
    else:
        assert [postcode.code for postcode in GebiedPage.objects.get().postcodes.all()] == ["1811AB"]


@pytest.mark.parametrize("omtrek", ['{"type": "Point", "coordinates": [1, 2]}', '{"type": "Polygon"}', "5"])
def test_wrong_outline_gets_a_clear_message(omtrek):
    from django.core.exceptions import ValidationError

    gebied = make_gebied()
    gebied.omtrek = json.loads(omtrek)
    with pytest.raises(ValidationError, match="Dit is geen omtrek"):
        gebied.full_clean()


def test_picture_without_description_is_refused_in_words(staff):
    data = {"title": "Boom", "description": "", "collection": "1"}
    html = staff.post(reverse("wagtailimages:add"), {**data, "file": make_picture_file()}).content.decode()
    assert "Dit is een verplicht veld" in html and "Boom" in html
    assert not Afbeelding.objects.exists()
    staff.post(reverse("wagtailimages:add"), {**data, "file": make_picture_file(), "description": "Een boom."})
    assert Afbeelding.objects.get().description == "Een boom."


def test_broken_photo_is_refused_in_words(staff):
    whole = make_picture_file("foto.jpg", size=(400, 300), format="JPEG").read()
    for number, content in enumerate((whole[: len(whole) // 2], b"GIF89a" + b"x" * 35, b"x", whole[:20])):
        data = {"title": "Boom", "description": "Een boom.", "collection": "1"}
        file = ContentFile(content, name=f"foto-{number}.jpg")
        response = staff.post(reverse("wagtailimages:add"), {**data, "file": file})
        assert response.status_code == 200 and "w-field__errors" in response.content.decode()
    assert not Afbeelding.objects.exists()


def test_wrong_address_of_a_film_is_explained_beside_the_field(staff):
    data = {"titel": "Film", "adres": "https://example.org/film", "poster": make_afbeelding().pk, "tekst": "Tekst"}
    html = staff.post(reverse("wagtailsnippets_home_video:add"), data).content.decode()
    assert "Dit is geen adres van een film op YouTube of Vimeo" in html
    assert "https://example.org/film" in html
    staff.post(reverse("wagtailsnippets_home_video:add"), {**data, "adres": "https://vimeo.com/1084537"})
    assert Video.objects.get().aanbieder == "Vimeo"


def test_team_card_is_previewed_and_published(staff):
    teamlid = make_teamlid(live=False)
    assert "Anouk (voorbeeld)" in teamlid.make_preview_request().content.decode()
    data = {"rol": "wijkagent", "naam": "", "waarvoor": "Voor veiligheid.", "action-publish": "1"}
    staff.post(reverse("wagtailsnippets_gebieden_teamlid:edit", args=[teamlid.pk]), data)
    assert Teamlid.objects.get().live and Teamlid.objects.get().rol == "wijkagent"


def test_register_of_postcodes_shows_and_does_not_edit(staff):
    gebied = make_gebied("Overdie", postcodes=["1813"])
    html = staff.get(reverse("gebieden_postcode_modeladmin_index")).content.decode()
    assert "1813" in html and "Overdie" in html
    postcode = gebied.postcodes.get()
    assert staff.get(reverse("gebieden_postcode_modeladmin_edit", args=[postcode.pk])).status_code in (302, 403)


def test_settings_of_the_site_can_be_edited(staff):
    for model in ("home/siteinstellingen", "gebieden/wiebelikwaarvoor"):
        assert staff.get(f"/admin/settings/{model}/", follow=True).status_code == 200


def test_moved_page_leaves_a_redirect(staff):
    gebied, bericht = make_gebied("Overdie"), make_nieuws("Bomen")
    old = bericht.url
    with override_settings(WAGTAILREDIRECTS_AUTO_CREATE=True):
        staff.post(reverse("wagtailadmin_pages:move_confirm", args=[bericht.pk, gebied.pk]))
    new = Page.objects.get(pk=bericht.pk).url
    assert new != old
    assert staff.get(old).status_code == 301 and staff.get(old)["Location"].endswith(new)


def test_admin_speaks_dutch_and_wears_the_house_colours(client):
    client.force_login(make_user())
    html = client.get(reverse("wagtailadmin_home")).content.decode()
    assert '<html lang="nl"' in html and "Welkom bij Samen maken we Alkmaar" in html
    assert "admin.css" in html


def test_a_new_message_gets_the_date_of_today():
    assert NieuwsPage().datum == timezone.localdate()


def test_many_photos_at_once_ask_for_their_description_before_they_are_kept(staff):
    upload = staff.post(
        reverse("wagtailimages:add_multiple"),
        {"title": "Boom", "files[]": make_picture_file(), "collection": "1"},
        headers={"X-Requested-With": "XMLHttpRequest"},
    ).json()
    assert upload["success"] and not Afbeelding.objects.exists()
    number = upload["uploaded_file_id"]
    fields = {f"uploaded-image-{number}-title": "Boom", f"uploaded-image-{number}-collection": "1"}
    url = reverse("wagtailimages:create_multiple_from_uploaded_image", args=[number])
    ajax = {"X-Requested-With": "XMLHttpRequest"}
    assert not staff.post(url, fields, headers=ajax).json()["success"]
    assert staff.post(url, {**fields, f"uploaded-image-{number}-description": "Een boom."}, headers=ajax).json()[
        "success"
    ]
    assert Afbeelding.objects.get().description == "Een boom."
