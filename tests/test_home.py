"""Pictures, documents, films and the settings of the site."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image
from wagtail.models import Site

from home.models import Afbeelding, Bestand, SiteInstellingen, Video
from tests.factories import (
    get_home,
    make_afbeelding,
    make_blocks,
    make_picture_file,
    make_tekst,
    make_video,
)

pytestmark = [pytest.mark.django_db, pytest.mark.een_database]


def make_phone_photo(format="JPEG"):
    """A photo as a phone makes it: lying on its side, with the place where it was taken."""
    exif = Image.Exif()
    exif[0x010F] = "Telefoon"
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[2] = (52.0, 37.0, 30.0)
    return make_picture_file(f"foto.{format.lower()}", size=(80, 40), format=format, exif=exif)


@pytest.mark.parametrize("format", ["JPEG", "WEBP", "PNG", "AVIF"])
def test_photo_loses_its_place_and_camera_and_stands_upright(format):
    photo = make_phone_photo(format)
    assert Image.open(photo).getexif()
    afbeelding = make_afbeelding(file=photo)
    afbeelding.refresh_from_db()
    stored = Image.open(BytesIO(afbeelding.file.open().read()))
    assert not stored.getexif()
    assert stored.format == format
    assert (afbeelding.width, afbeelding.height) == stored.size == (40, 80)
    assert afbeelding.file_size == afbeelding.file.size


def test_renditions_have_no_place_either():
    rendition = make_afbeelding(file=make_phone_photo()).get_rendition("width-20|format-jpeg")
    assert not Image.open(BytesIO(rendition.file.read())).getexif()


def test_picture_is_shown_with_its_description_in_modern_formats(client):
    afbeelding = make_afbeelding("Twee kinderen planten een boom.", file=make_picture_file(size=(1400, 900)))
    html = client.get(
        make_tekst("Over bomen", None, ("beeld", {"afbeelding": afbeelding.pk, "onderschrift": "In maart"})).url
    )
    html = html.content.decode()
    assert 'alt="Twee kinderen planten een boom."' in html
    assert 'type="image/avif"' in html and "640w" in html and 'loading="lazy"' in html
    assert "original_images" not in html


def test_picture_needs_a_description():
    with pytest.raises(ValidationError) as error:
        Afbeelding(title="Boom", file=make_picture_file(), width=1, height=1).full_clean()
    assert "description" in error.value.message_dict


def test_document_shows_kind_date_type_and_size(client):
    document = Bestand(title="Convenant Overdie", soort="convenant", datum="2026-02-01")
    document.file = ContentFile(b"x" * 2048, name="convenant.pdf")
    document.save()
    html = client.get(make_tekst("Stukken", None, ("documenten", [document.pk])).url).content.decode()
    assert "Convenant, 1 februari 2026 (PDF, 2,0 KB)" in html.replace("\xa0", " ")


@pytest.mark.parametrize(
    ("adres", "speler"),
    [
        ("https://www.youtube.com/watch?v=aqz-KE-bpKQ", "https://www.youtube-nocookie.com/embed/aqz-KE-bpKQ?"),
        (
            "https://m.youtube.com/watch?app=desktop&v=aqz-KE-bpKQ&t=3",
            "https://www.youtube-nocookie.com/embed/aqz-KE-bpKQ?",
        ),
        ("https://youtu.be/aqz-KE-bpKQ?si=x", "https://www.youtube-nocookie.com/embed/aqz-KE-bpKQ?"),
        ("https://www.youtube.com/shorts/aqz-KE-bpKQ", "https://www.youtube-nocookie.com/embed/aqz-KE-bpKQ?"),
        ("https://vimeo.com/1084537", "https://player.vimeo.com/video/1084537?"),
        ("https://player.vimeo.com/video/1084537", "https://player.vimeo.com/video/1084537?"),
        ("https://vimeo.com/1084537/abc123def4", "https://player.vimeo.com/video/1084537?"),
    ],
)
def test_address_of_a_film_becomes_a_player(adres, speler):
    video = make_video(adres)
    video.full_clean()
    assert video.speler.startswith(speler)


@pytest.mark.parametrize(
    "adres",
    [
        "https://www.youtube.com/",
        "https://www.youtube.com/watch?v=kort",
        "https://www.youtube.com/watch?v=aqz-KE-bpKQtelang",
        "https://example.org/watch?v=aqz-KE-bpKQ",
        "https://evil.example/https://youtu.be/aqz-KE-bpKQ",
        "https://youtube.com.evil.example/watch?v=aqz-KE-bpKQ",
        "https://vimeo.com/over-ons",
    ],
)
def test_wrong_address_of_a_film_gets_a_clear_message(adres):
    with pytest.raises(ValidationError, match="geen adres van een film op YouTube of Vimeo"):
        make_video(adres).full_clean()


def test_film_needs_exactly_one_source():
    with pytest.raises(ValidationError, match="Plak een adres van YouTube of Vimeo, of kies een eigen film"):
        make_video("").full_clean()
    film = ContentFile(b"film", name="film.mp4")
    with pytest.raises(ValidationError, match="niet allebei"):
        make_video(bestand=film).full_clean()


def test_film_of_another_service_loads_nothing_before_the_click(client):
    html = client.get(make_tekst("Film", None, ("video", make_video().pk)).url).content.decode()
    assert "<iframe" not in html and "<img" in html
    assert 'href="https://www.youtube.com/watch?v=aqz-KE-bpKQ"' in html
    assert "ziet dan uw IP-adres" in html
    assert "U ziet een gracht." in html


def test_own_film_has_captions(client):
    video = Video(titel="Rondje", poster=make_afbeelding(), tekst="Tekst")
    video.bestand = ContentFile(b"film", name="film.mp4")
    video.ondertiteling = ContentFile(b"WEBVTT", name="film.vtt")
    video.full_clean()
    video.save()
    html = client.get(make_tekst("Film", None, ("video", video.pk)).url).content.decode()
    assert '<track kind="captions"' in html and 'preload="none"' in html


def test_alert_shows_on_every_page_when_it_is_on(client):
    instellingen = SiteInstellingen.objects.create(
        site=Site.objects.get(),
        melding_tonen=True,
        melding_tekst="Zaterdag is de balie dicht.",
        melding_tot=timezone.now() + timedelta(minutes=1),
    )
    assert "Zaterdag is de balie dicht." in client.get("/").content.decode()
    instellingen.melding_tot = timezone.now()
    instellingen.save()
    assert "Zaterdag is de balie dicht." not in client.get("/").content.decode()


def test_alert_needs_a_text():
    with pytest.raises(ValidationError, match="Schrijf de tekst van de melding"):
        SiteInstellingen(site=Site.objects.get(), melding_tonen=True).full_clean()


def test_front_page_shows_what_other_pages_offer(client):
    tekst = make_tekst("Contact")
    home = get_home()
    home.inhoud = make_blocks(("uitgelicht", {"pagina": tekst.pk}))
    home.samenvatting = "Welkom."
    home.save_revision().publish()
    html = client.get("/").content.decode()
    assert ">Contact</h2>" in html and "Zo bereikt u ons." in html


def test_front_page_leaves_out_what_is_not_public(client):
    tekst = make_tekst("Geheime pagina")
    home = get_home()
    home.inhoud = make_blocks(("uitgelicht", {"pagina": tekst.pk}))
    home.samenvatting = "Welkom."
    home.save_revision().publish()
    tekst.unpublish()
    assert "Geheime pagina" not in client.get("/").content.decode()
