"""The sizes in which pictures are shown. A template, the prefetch of a list and what makes them read them here."""

from dataclasses import dataclass

from wagtail.images.models import Picture

from home.meelezen import read_renditions_along


@dataclass(frozen=True)
class Formaat:
    maten: tuple[str, ...]
    sizes: str

    @property
    def filters(self):
        return [f"{maat}|format-{format}" for format in ("avif", "webp") for maat in self.maten]


FORMATEN = {
    "kaart": Formaat(("fill-480x300", "fill-960x600"), "(min-width: 60rem) 22rem, (min-width: 40rem) 45vw, 90vw"),
    "breed": Formaat(("fill-640x400", "fill-1280x800"), "(min-width: 60rem) 44rem, 92vw"),
    "heel": Formaat(("max-640x960", "max-1280x1600"), "(min-width: 60rem) 42rem, 92vw"),
    "film": Formaat(("fill-640x360", "fill-1280x720"), "(min-width: 60rem) 42rem, 92vw"),
    "portret": Formaat(("fill-128x128",), "4rem"),
}
# For where no <picture> can stand.
ADRESSEN = {"deel": "fill-1200x630|format-jpeg", "poster": "fill-1280x720|format-webp"}


class NogNietGemaakt(Exception):
    """This size is not there, and the visitor waited for another picture already."""


class Geduld:
    """What a visitor waits for: the sizes of one picture. The work of the minute makes the others."""

    def __init__(self):
        self.pk = None
        self.mist = False

    def claim(self, afbeelding):
        self.pk = self.pk or afbeelding.pk
        if self.pk != afbeelding.pk:
            self.mist = True
            raise NogNietGemaakt


def make_picture(afbeelding, formaat, eager=False, alt=None):
    """A <picture> with AVIF and WebP in the widths of the format. Makes what does not exist yet."""
    keuze = FORMATEN[formaat]
    attrs = {"sizes": keuze.sizes, "alt": afbeelding.description if alt is None else alt}
    attrs |= {"fetchpriority": "high"} if eager else {"loading": "lazy", "decoding": "async"}
    return Picture(afbeelding.get_renditions(*keuze.filters), attrs)


def prefetch_pictures(queryset, veld, formaat):
    """The queryset with the pictures of one field and their sizes read along."""
    return read_renditions_along(queryset, veld, FORMATEN[formaat].filters)
