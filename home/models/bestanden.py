"""Pictures and documents, with the facts that a public site must show or hide."""

from io import BytesIO

from django.core.files.base import ContentFile
from django.db import models
from PIL import Image as PillowImage
from PIL import ImageOps
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.search import index


def strip_metadata(file):
    """The bytes of the picture, upright and with only its pixels and colour profile kept."""
    file.seek(0)
    with PillowImage.open(file) as source:
        formaat, kleurprofiel = source.format, source.info.get("icc_profile")
        picture = ImageOps.exif_transpose(source)
    picture.info = {}
    result = BytesIO()
    options = {"icc_profile": kleurprofiel} if kleurprofiel else {}
    if formaat != "PNG":
        options["quality"] = 92
    picture.save(result, format=formaat, **options)
    return result.getvalue()


class Afbeelding(AbstractImage):
    description = models.CharField(
        "beschrijving",
        max_length=255,
        help_text="Wat is er te zien? Eén zin voor wie de foto niet kan zien, bijvoorbeeld: "
        "Twee kinderen planten een boom in het Rekerhoutpark.",
    )
    bron = models.CharField(
        "bron", max_length=120, blank=True, help_text="Wie maakte de foto? Wordt bij de foto getoond."
    )

    admin_form_fields = (
        "title",
        "file",
        "description",
        "bron",
        "collection",
        "tags",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )
    search_fields = [*AbstractImage.search_fields, index.SearchField("bron")]

    class Meta(AbstractImage.Meta):
        verbose_name = "afbeelding"
        verbose_name_plural = "afbeeldingen"

    def save(self, *args, **kwargs):
        """A new picture loses its camera data and GPS place here, so that no way in can pass it by."""
        if self.file and not self.file._committed:
            self.file = ContentFile(strip_metadata(self.file), name=self.file.name)
            self._set_image_file_metadata()
        super().save(*args, **kwargs)

    # What the visitor may wait for who looks at this picture now, a Geduld; nobody else has to hurry.
    geduld = None

    def create_rendition(self, filter):
        if self.geduld:
            self.geduld.claim(self)
        return super().create_rendition(filter)

    def create_renditions(self, *filters):
        if filters and self.geduld:
            self.geduld.claim(self)
        return super().create_renditions(*filters)

    @property
    def default_alt_text(self):
        """The description, never the title: that is often a file name."""
        return self.description


class Weergave(AbstractRendition):
    image = models.ForeignKey(Afbeelding, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        verbose_name = "weergave"
        verbose_name_plural = "weergaven"
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="unieke_weergave")
        ]


class Bestand(AbstractDocument):
    class Soort(models.TextChoices):
        CONVENANT = "convenant", "Convenant"
        VERSLAG = "verslag", "Verslag"
        AGENDA = "agenda", "Agenda"
        BESLUIT = "besluit", "Besluit"
        OVERIG = "overig", "Document"

    soort = models.CharField("soort", max_length=20, choices=Soort, default=Soort.OVERIG)
    datum = models.DateField(
        "datum", null=True, blank=True, help_text="De datum van het stuk zelf, niet die van het plaatsen."
    )

    admin_form_fields = ("title", "file", "soort", "datum", "collection", "tags")

    class Meta(AbstractDocument.Meta):
        verbose_name = "document"
        verbose_name_plural = "documenten"
