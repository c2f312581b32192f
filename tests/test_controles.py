"""What a page is checked for, and that nobody can switch it off by accident."""

import json
import re

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.urls import reverse
from wagtail.models import Page, ReferenceIndex, get_page_models

from home.models import Video
from home.schrijven.controles import HOOFDLETTERS, MELDINGEN, ONDUIDELIJKE_LINK, SLECHTE_BESCHRIJVING
from tests.factories import make_afbeelding, make_blocks, make_nieuws, make_tekst, make_video
from tests.pagina_van_elk_type import make_one_of_each
from tests.redactie import log_in

pytestmark = pytest.mark.een_database

# Written out, so that taking one out of the code is seen here.
REGELS = {
    "image-alt",
    "beschrijving-zegt-niets",
    "heading-order",
    "empty-heading",
    "p-as-heading",
    "link-name",
    "link-zegt-niets",
    "tabel-zonder-kop",
    "empty-table-header",
    "hoofdletters",
    "film-zonder-ondertiteling",
    "film-zonder-tekst",
}


def get_configuration(html):
    found = re.search(r'<script id="checker-axe-configuration" type="application/json">(.*?)</script>', html, re.DOTALL)
    return json.loads(found[1])


def test_every_page_type_is_checked_for_everything_in_editor_and_preview(staff):
    pages = make_one_of_each()
    assert {type(page) for page in pages} == set(get_page_models()) - {Page}
    for page in pages:
        for name in ("wagtailadmin_pages:edit", "wagtailadmin_pages:view_draft"):
            configuration = get_configuration(staff.get(reverse(name, args=[page.pk])).content.decode())
            active = set(configuration["options"]["runOnly"])
            known = {rule["id"]: rule["enabled"] for rule in configuration["spec"]["rules"]}
            checks = {check["id"] for check in configuration["spec"]["checks"]}
            assert active >= REGELS, page
            assert not configuration["options"]["rules"] and all(known.values()), page
            assert all(set(rule["any"]) <= checks for rule in configuration["spec"]["rules"]), page
            assert "main" in configuration["context"]["include"], page


def test_every_message_is_ours_and_dutch(staff):
    html = staff.get(reverse("wagtailadmin_pages:edit", args=[make_tekst().pk])).content.decode()
    messages = get_configuration(html)["messages"]
    assert set(MELDINGEN) == REGELS
    for rule, (naam, hulp) in MELDINGEN.items():
        assert messages[rule] == {"error_name": naam, "help_text": hulp}


@pytest.mark.parametrize(
    ("patroon", "wrong", "right"),
    [
        (
            ONDUIDELIJKE_LINK,
            ["klik hier", "Lees meer", " lees verder » ", "hier", "Meer informatie", "PDF", "link"],
            ["Meld u aan", "Meer over het plein", "Klik hier niet als u niet wilt", "De hele agenda"],
        ),
        (
            SLECHTE_BESCHRIJVING,
            ["foto", "Foto 3", "Afbeelding van een gracht", "IMG_2041", "gracht.jpg", "plein_nieuw", "DSC0012"],
            ["Twee kinderen planten een boom.", "Tekening van een gracht.", "Fotograaf op het plein", ""],
        ),
        (
            HOOFDLETTERS,
            ["LET OP!! BELANGRIJK", "Kom naar de VERGADERING", "GRATIS KOFFIE voor iedereen"],
            ["De GGD komt langs", "GGD en OOV", "Wij zoeken BOA's", "NS en HVC", "De Mare"],
        ),
    ],
    ids=["link", "beschrijving", "hoofdletters"],
)
def test_words_that_say_nothing(patroon, wrong, right):
    flags = 0 if patroon == HOOFDLETTERS else re.IGNORECASE
    assert [text for text in wrong if not re.search(patroon, text, flags)] == []
    assert [text for text in right if re.search(patroon, text, flags)] == []


@pytest.mark.django_db
class TestOndertiteling:
    def make(self, **kwargs):
        video = Video(titel="Rondje", poster=make_afbeelding(), tekst="U ziet een gracht.", **kwargs)
        video.bestand = ContentFile(b"film", name="film.mp4")
        return video

    def test_own_film_with_speech_needs_captions(self):
        with pytest.raises(ValidationError, match="Kies een bestand met ondertiteling") as error:
            self.make().full_clean()
        assert "ondertiteling" in error.value.message_dict

    def test_a_tick_says_that_nobody_speaks(self, client):
        video = self.make(zonder_spraak=True)
        video.full_clean()
        video.save()
        assert "data-zonder-spraak" in client.get(make_tekst("Film", None, ("video", video.pk)).url).content.decode()

    def test_films_without_captions_stand_in_the_report_of_their_area(self, mare, overdie):
        self.place(make_video(), mare)
        self.place(make_video("https://vimeo.com/1084537", ondertiteld=True), mare)
        self.place(make_video("https://vimeo.com/1084538", zonder_spraak=True), mare)
        make_video("https://youtu.be/aqz-KE-bpKA")
        adres = "/admin/rapporten/films/"
        eigen, ander = log_in("Redacteur De Mare"), log_in("Redacteur Overdie", naam="ander")
        html = eigen.get(adres).content.decode()
        assert html.count("<td>YouTube</td>") == 1 and "<td>Vimeo</td>" not in html
        assert "Film in De Mare" in html
        assert "Film in De Mare" not in ander.get(adres).content.decode()
        assert "Elke film op uw pagina’s heeft ondertiteling." in ander.get(adres).content.decode()
        assert b"Een ochtend mee,YouTube,Film in De Mare" in b"".join(eigen.get(f"{adres}?export=csv"))

    def place(self, video, gebied):
        page = make_nieuws(f"Film in {gebied.title}", gebied, inhoud=make_blocks(("video", video.pk)))
        ReferenceIndex.create_or_update_for_object(page)
