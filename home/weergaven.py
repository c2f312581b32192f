"""Makes the sizes of pictures that stand online before a visitor asks for them."""

import logging
from collections import defaultdict
from time import monotonic

from django.contrib.contenttypes.models import ContentType
from wagtail.images.models import Filter, SourceImageIOError
from wagtail.models import Page, ReferenceIndex
from willow.image import UnrecognisedImageFormatError

from home.beelden import ADRESSEN, FORMATEN
from home.models import Afbeelding, Weergave

logger = logging.getLogger(__name__)

# Which sizes go with a picture in this field; in a text it stands as a whole.
VAN_PAGINA = {"afbeelding": [*FORMATEN["kaart"].filters, *FORMATEN["breed"].filters, ADRESSEN["deel"]]}
VAN_ONDERDEEL = {"foto": FORMATEN["portret"].filters, "poster": [*FORMATEN["film"].filters, ADRESSEN["poster"]]}
IN_TEKST = FORMATEN["heel"].filters


def make_renditions(seconden=None):
    """Makes what is missing, for so long at most; the next run goes on. Gives how many pictures are done."""
    until = None if seconden is None else monotonic() + seconden
    aantal = 0
    for afbeelding, filters in find_missing():
        if until and monotonic() > until:
            break
        try:
            afbeelding.get_renditions(*filters)
        except (SourceImageIOError, UnrecognisedImageFormatError, OSError):
            # One bad file keeps no other picture from being made.
            logger.warning("Picture %s cannot be made smaller", afbeelding.pk)
            continue
        aantal += 1
    return aantal


def find_missing():
    """Each picture that stands online, with the sizes that are still missing."""
    asked = _find_asked()
    gemaakt = set(Weergave.objects.values_list("image_id", "filter_spec", "focal_point_key"))
    for pk, afbeelding in Afbeelding.objects.in_bulk(asked).items():
        filters = [Filter(spec=spec) for spec in asked[pk]]
        missing = [item for item in filters if (pk, item.spec, item.get_cache_key(afbeelding)) not in gemaakt]
        if missing:
            yield afbeelding, missing


def _find_asked():
    """The sizes of each picture, by where it stands. A draft is not online, and has its sizes made by its preview."""
    soorten = ContentType.objects.get_for_models(Page, Afbeelding, for_concrete_models=False)
    online = {str(pk) for pk in Page.objects.live().values_list("pk", flat=True)}
    places = ReferenceIndex.objects.filter(to_content_type=soorten[Afbeelding]).values_list(
        "to_object_id", "base_content_type", "object_id", "model_path"
    )
    # A dict keeps the order and forgets what comes twice.
    asked = defaultdict(dict)
    for afbeelding, soort, key, veld in places.distinct():
        if soort != soorten[Page].pk:
            filters = VAN_ONDERDEEL.get(veld, [])
        else:
            filters = VAN_PAGINA.get(veld, IN_TEKST) if key in online else []
        if filters:
            asked[int(afbeelding)] |= dict.fromkeys(filters)
    return asked
