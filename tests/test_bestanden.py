"""What residents may send along, and what becomes of it."""

import hashlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models.signals import post_save
from django.http import Http404
from PIL import Image

from initiatieven.bestanden import DOCX, ODT, bewaar_bijlage, bewaar_eenmaal, clean_name, delete_bijlage, serve_bijlage
from initiatieven.models import Bijlage, get_private_storage
from tests.initiatieven import make_aanvraag

pytestmark = pytest.mark.een_database

JPEG_BEGIN = b"\xff\xd8\xff\xe0"


@pytest.fixture
def aanvraag(db):
    return make_aanvraag()


def make_foto(format="JPEG", size=(80, 60), mode="RGB", **options):
    file = BytesIO()
    Image.new(mode, size).save(file, format, **options)
    return file.getvalue()


def make_foto_met_plek():
    exif = Image.Exif()
    exif.get_ifd(0x8825)[1] = "N"
    exif[0x010F] = "Voorbeeldcamera"
    return make_foto(exif=exif)


def make_pdf(password="", **root):
    pdf, file = pikepdf.new(), BytesIO()
    pdf.add_blank_page()
    for sleutel, waarde in root.items():
        pdf.Root[f"/{sleutel}"] = waarde
    encryption = pikepdf.Encryption(user=password, owner=password) if password else False
    pdf.save(file, encryption=encryption)
    return file.getvalue()


def make_zip(**delen):
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as pak:
        for naam, inhoud in delen.items():
            pak.writestr(naam.replace("__", "/"), inhoud)
    return file.getvalue()


def make_docx(**meer):
    return make_zip(**{"[Content_Types].xml": "<Types/>", "word/document.xml": "<document/>", **meer})


def send(aanvraag, inhoud, naam="bijlage.pdf"):
    return bewaar_bijlage(aanvraag, SimpleUploadedFile(naam, inhoud, "text/html"), Bijlage.Soort.ANDERS)


@pytest.mark.parametrize(
    ("inhoud", "mimetype"),
    [
        (make_pdf(), "application/pdf"),
        (make_foto(), "image/jpeg"),
        (make_foto(mode="CMYK"), "image/jpeg"),
        (make_foto("PNG"), "image/png"),
        (make_foto("PNG", mode="RGBA"), "image/png"),
        (make_foto("HEIF"), "image/jpeg"),
        (make_docx(), DOCX),
        (make_zip(mimetype=ODT, **{"content.xml": "<office/>"}), ODT),
    ],
    ids=["pdf", "jpeg", "cmyk", "png", "doorzichtig", "heic", "docx", "odt"],
)
def test_a_file_is_known_by_its_content_and_kept_whole(aanvraag, inhoud, mimetype):
    bijlage = send(aanvraag, inhoud, "Offerte bakken.exe")
    assert bijlage.mimetype == mimetype
    assert bijlage.naam.startswith("Offerte bakken.") and not bijlage.naam.endswith(".exe")
    with bijlage.bestand.open() as bestand:
        bewaard = bestand.read()
    assert (len(bewaard), hashlib.sha256(bewaard).hexdigest()) == (bijlage.grootte, bijlage.sha256)


@pytest.mark.parametrize(
    ("inhoud", "zin"),
    [
        (b"", "leeg"),
        (b"%PDF-" + b"x" * (10 * 1024 * 1024), "groter dan 10 MB"),
        (b"MZ\x90\x00 programma", "niet openen"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "niet openen"),
        (b"<!doctype html><script>alert(1)</script>", "niet openen"),
        (b"GIF89a<script>", "niet openen"),
        (b"%PDF-1.7 en dan niets", "beschadigd"),
        (make_pdf()[:200], "beschadigd"),
        (make_pdf("geheim"), "wachtwoord"),
        (JPEG_BEGIN + b"geen foto", "beschadigd"),
        (make_foto(size=(900, 900))[:1500], "beschadigd"),
        (make_foto("PNG", size=(9000, 9000), mode="1"), "beeldpunten"),
        (make_docx(**{"word/vbaProject.bin": "macro"}), "macro"),
        (make_docx(**{"word/media/groot.bin": "0" * 61 * 1024 * 1024}), "uitgepakt te groot"),
        (make_docx()[:60], "beschadigd"),
        (make_zip(**{"programma.exe": "MZ"}), "niet openen"),
        (make_zip(mimetype="application/epub+zip"), "niet openen"),
    ],
    ids=lambda waarde: waarde if isinstance(waarde, str) else f"{len(waarde)} bytes",
)
def test_anything_else_is_refused_in_words(aanvraag, inhoud, zin):
    with pytest.raises(ValidationError, match=zin):
        send(aanvraag, inhoud)
    assert not aanvraag.bijlagen.exists()


def test_a_photo_does_not_tell_where_it_was_taken(aanvraag):
    assert b"Voorbeeldcamera" in make_foto_met_plek()
    bijlage = send(aanvraag, make_foto_met_plek())
    with Image.open(bijlage.bestand) as foto:
        assert not foto.getexif()


def test_what_hides_behind_a_photo_is_gone(aanvraag):
    bijlage = send(aanvraag, make_foto() + b"<script>alert(1)</script>")
    assert b"<script>" not in bijlage.bestand.read()


def test_a_pdf_does_nothing_by_itself(aanvraag):
    script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
    bijlage = send(aanvraag, make_pdf(OpenAction=script))
    with pikepdf.open(bijlage.bestand) as pdf:
        assert "/OpenAction" not in pdf.Root


@pytest.mark.parametrize(
    ("naam", "schoon"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\Marga\\offerte.docx", "offerte.pdf"),
        ("naam\r\nSet-Cookie: x.pdf", "naamSet-Cookie x.pdf"),
        ("fp\u202efdp.exe", "fpfdp.pdf"),
        ("plan 🌳 & co.pdf", "plan 🌳 & co.pdf"),
        (".htaccess", "htaccess.pdf"),
        ("...", "bestand.pdf"),
        ("a" * 300, "a" * 100 + ".pdf"),
    ],
)
def test_a_name_is_safe_to_show(naam, schoon):
    assert clean_name(naam, ".pdf") == schoon


def test_is_downloaded_and_never_shown_or_kept(aanvraag):
    response = serve_bijlage(send(aanvraag, make_pdf(), "Begroting.pdf"))
    assert response["Content-Disposition"] == 'attachment; filename="Begroting.pdf"'
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Content-Type-Options"] == "nosniff"


def test_a_lost_file_is_not_found_instead_of_an_error(aanvraag):
    bijlage = send(aanvraag, make_pdf())
    get_private_storage().delete(bijlage.bestand.name)
    with pytest.raises(Http404):
        serve_bijlage(bijlage)


def test_the_file_goes_with_its_row(aanvraag, django_capture_on_commit_callbacks):
    bijlage = send(aanvraag, make_pdf())
    naam = bijlage.bestand.name
    with django_capture_on_commit_callbacks(execute=True):
        delete_bijlage(bijlage)
        assert get_private_storage().exists(naam)
    assert not get_private_storage().exists(naam)


def test_no_more_than_fifteen(aanvraag):
    for _ in range(15):
        send(aanvraag, make_pdf())
    with pytest.raises(ValidationError, match="15 bestanden"):
        send(aanvraag, make_pdf())


def test_the_same_file_sent_again_is_never_there_twice_not_even_for_a_moment(aanvraag):
    """Whenever the process dies, there is one."""
    gemaakt = []

    def note(created, instance, **kwargs):
        gemaakt.extend([instance.pk] if created else [])

    post_save.connect(note, sender=Bijlage)
    try:
        bijlagen = [
            bewaar_eenmaal(aanvraag, SimpleUploadedFile("plein.png", make_foto("PNG")), "tekening") for _ in range(2)
        ]
    finally:
        post_save.disconnect(note, sender=Bijlage)
    assert gemaakt == [bijlagen[0].pk] and bijlagen[0] == bijlagen[1]
    assert get_private_storage().listdir(str(aanvraag.pk))[1] == [bijlagen[0].bestand.name.split("/")[1]]
