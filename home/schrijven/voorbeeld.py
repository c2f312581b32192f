"""How residents see a page before it is online: on a phone, in the dark, and on paper."""

from wagtail.models.preview import PreviewableMixin

A4 = {"name": "a4", "icon": "doc-full", "device_width": 794, "label": "Voorbeeld op de breedte van een vel papier (A4)"}


class VoorbeeldMixin:
    """The first mode and size are what an editor sees first: an ordinary page, on a phone."""

    preview_modes = [("", "Gewoon"), ("donker", "Donker scherm"), ("afdruk", "Op papier")]
    preview_sizes = [*PreviewableMixin.DEFAULT_PREVIEW_SIZES, A4]
