"""Files that residents send along: known by their content, cleaned, and kept where only a view with a check reads.

Pictures are drawn anew, which takes away the place where they were taken and whatever else hides in them. A PDF loses
what runs by itself. A text file of a word processor is kept as it is, if it has nothing in it that can run.
"""

import hashlib
import logging
import re
from functools import partial
from io import BytesIO
from pathlib import PurePath
from uuid import uuid4
from zipfile import BadZipFile, ZipFile

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.http import FileResponse, Http404
from PIL import Image, ImageOps
from pillow_heif import register_heif_opener

from home.laat import pikepdf
from home.redactie.gelijktijdig import lock
from initiatieven.models import Bijlage, get_private_storage

logger = logging.getLogger(__name__)
register_heif_opener()

SOORTEN = "een PDF, een foto (JPEG, PNG of HEIC) of een tekst (DOCX of ODT)"
GROOTSTE = 10 * 1024 * 1024
MEESTE = 15
GROOTSTE_FOTO = 60_000_000
LANGSTE_ZIJDE = 3000
# Unpacked, all parts together.
GROOTSTE_TEKST = 60 * 1024 * 1024
PDF, JPEG, PNG = "application/pdf", "image/jpeg", "image/png"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"
EXTENSIES = {PDF: ".pdf", JPEG: ".jpg", PNG: ".png", DOCX: ".docx", ODT: ".odt"}
MACRO = re.compile(r"vbaProject|^Basic/|^Scripts/|activeX|embeddings/.*\.(bin|exe)$", re.IGNORECASE)
VREEMD = re.compile(r"[\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff/\\:*?\"<>|]")


def bewaar_bijlage(aanvraag, upload, soort, meeste=MEESTE, regel=None):
    """Stores an uploaded file with an application. ValidationError, with a sentence for who sent it, when it is not
    what we take."""
    bijlage = _take(aanvraag, upload, soort, regel, meeste)
    bijlage.save()
    return bijlage


def bewaar_eenmaal(aanvraag, upload, soort, regel=None):
    """The same, from a page that may be sent again because no answer came: then it gives the one that is there."""
    bijlage = _take(aanvraag, upload, soort, regel, MEESTE)
    with transaction.atomic():
        lock(aanvraag)
        if bewaard := aanvraag.bijlagen.filter(sha256=bijlage.sha256, regel=regel).first():
            bijlage.bestand.storage.delete(bijlage.bestand.name)
            return bewaard
        bijlage.save()
    return bijlage


def _take(aanvraag, upload, soort, regel, meeste):
    """The file is stored, its row not yet: when the process dies between, a file is left that is found and deleted
    later. A row without a file would stay."""
    if aanvraag.bijlagen.count() >= meeste:
        raise ValidationError(f"U kunt {meeste} bestanden meesturen. Verwijder er eerst een.")
    inhoud, mimetype = clean_upload(upload)
    return Bijlage(
        aanvraag=aanvraag,
        soort=soort,
        regel=regel,
        naam=clean_name(upload.name, EXTENSIES[mimetype]),
        bestand=store(f"{aanvraag.pk}/{uuid4().hex}{EXTENSIES[mimetype]}", inhoud),
        mimetype=mimetype,
        grootte=len(inhoud),
        sha256=hashlib.sha256(inhoud).hexdigest(),
    )


def clean_upload(upload):
    """The bytes to keep and what they are."""
    if not upload.size:
        raise ValidationError("Dit bestand is leeg. Kies een ander.")
    if upload.size > GROOTSTE:
        raise ValidationError("Dit bestand is groter dan 10 MB. Maak het kleiner of kies een ander.")
    upload.seek(0)
    inhoud = upload.read()
    for begin, clean in OPENERS:
        if begin(inhoud):
            return clean(inhoud)
    raise ValidationError(f"Dit soort bestand kunnen wij niet openen. Stuur {SOORTEN}.")


def clean_name(naam, extensie):
    """A name that is safe to show and to save under."""
    kaal = VREEMD.sub("", PurePath(naam.replace("\\", "/")).name)
    return (PurePath(kaal).stem.strip(" .")[:100] or "bestand") + extensie


def store(pad, inhoud):
    """Keeps the bytes; when the disk is full it leaves no half a file behind and says so."""
    storage = get_private_storage()
    try:
        return storage.save(pad, ContentFile(inhoud))
    except OSError as error:
        storage.delete(pad)
        logger.error("A file could not be kept: %s", error.strerror)
        raise ValidationError("Wij kunnen uw bestand nu niet bewaren. Probeer het over een uur nog eens.") from error


def serve_bijlage(bijlage):
    """The file as a download that no browser runs or keeps. Ask for rights first."""
    try:
        bestand = bijlage.bestand.open("rb")
    except FileNotFoundError as error:
        logger.error("Attachment %s has no file", bijlage.pk)
        raise Http404 from error
    response = FileResponse(bestand, as_attachment=True, filename=bijlage.naam, content_type=bijlage.mimetype)
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    response["X-Robots-Tag"] = "noindex"
    return response


def delete_bijlage(bijlage):
    """The row now, the file when that is sure."""
    transaction.on_commit(partial(bijlage.bestand.storage.delete, bijlage.bestand.name))
    bijlage.delete()


def _clean_pdf(inhoud):
    try:
        with pikepdf.open(BytesIO(inhoud)) as pdf:
            if pdf.is_encrypted:
                raise ValidationError("Er zit een wachtwoord op deze PDF. Sla hem op zonder wachtwoord.")
            _take_out_what_runs(pdf)
            result = BytesIO()
            pdf.save(result)
    except pikepdf.PasswordError as error:
        raise ValidationError("Er zit een wachtwoord op deze PDF. Sla hem op zonder wachtwoord.") from error
    except (pikepdf.PdfError, ValueError, RuntimeError) as error:
        raise ValidationError("Deze PDF is beschadigd. Sla hem opnieuw op en probeer het nog eens.") from error
    return result.getvalue(), PDF


def _take_out_what_runs(pdf):
    for sleutel in ("/OpenAction", "/AA", "/AcroForm", "/Names"):
        if sleutel in pdf.Root:
            del pdf.Root[sleutel]
    for page in pdf.pages:
        for sleutel in ("/AA", "/Annots"):
            if sleutel in page:
                del page[sleutel]


def _clean_foto(inhoud):
    try:
        with Image.open(BytesIO(inhoud)) as source:
            if source.width * source.height > GROOTSTE_FOTO:
                raise ValidationError("Deze foto heeft te veel beeldpunten. Maak hem kleiner of kies een andere.")
            mimetype = PNG if source.format == "PNG" else JPEG
            picture = ImageOps.exif_transpose(source)
            picture.thumbnail((LANGSTE_ZIJDE, LANGSTE_ZIJDE))
            picture = picture.convert("RGBA" if mimetype == PNG and "A" in picture.getbands() else "RGB")
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise ValidationError("Deze foto is beschadigd. Kies een andere of sla hem opnieuw op.") from error
    picture.info = {}
    result = BytesIO()
    picture.save(result, EXTENSIES[mimetype][1:].replace("jpg", "jpeg"), quality=85, optimize=True)
    return result.getvalue(), mimetype


def _check_tekst(inhoud):
    try:
        with ZipFile(BytesIO(inhoud)) as pak:
            delen = pak.infolist()
            if sum(deel.file_size for deel in delen) > GROOTSTE_TEKST or len(delen) > 2000:
                raise ValidationError("Dit bestand is uitgepakt te groot. Sla de tekst op als PDF.")
            namen = {deel.filename for deel in delen}
            if any(deel.flag_bits & 1 for deel in delen):
                raise ValidationError("Er zit een wachtwoord op dit bestand. Sla het op zonder wachtwoord.")
            if any(MACRO.search(naam) for naam in namen):
                raise ValidationError("In dit bestand zit een macro. Sla de tekst op als PDF.")
            mimetype = _recognise_tekst(pak, namen)
    except (BadZipFile, KeyError, OSError, NotImplementedError, UnicodeDecodeError) as error:
        raise ValidationError("Dit bestand is beschadigd. Sla het opnieuw op en probeer het nog eens.") from error
    return inhoud, mimetype


def _recognise_tekst(pak, namen):
    if "word/document.xml" in namen and "[Content_Types].xml" in namen:
        return DOCX
    if "mimetype" in namen and pak.read("mimetype").decode("ascii").strip() == ODT:
        return ODT
    raise ValidationError(f"Dit soort bestand kunnen wij niet openen. Stuur {SOORTEN}.")


def _is_heic(inhoud):
    return inhoud[4:8] == b"ftyp" and inhoud[8:12] in (b"heic", b"heix", b"mif1", b"msf1", b"hevc")


def _is_foto(inhoud):
    return inhoud.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")) or _is_heic(inhoud)


# By the first bytes of a file; its name and what the browser says of it count for nothing.
OPENERS = (
    (lambda inhoud: inhoud.startswith(b"%PDF-"), _clean_pdf),
    (_is_foto, _clean_foto),
    (lambda inhoud: inhoud.startswith(b"PK\x03\x04"), _check_tekst),
)
