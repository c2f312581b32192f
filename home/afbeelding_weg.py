"""Takes a picture off everywhere at once: out of pages, drafts and old versions, with every size made of it."""

import json
from io import BytesIO

from django.core.files.base import ContentFile
from django.db import models, transaction
from django.db.models.deletion import ProtectedError
from django.db.models.functions import Cast
from modelcluster.models import get_all_child_relations
from PIL import Image
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageChooserBlock
from wagtail.models import Page, ReferenceIndex, Revision

from home.models import Afbeelding

# A block that was only this picture.
GEEN = object()
WEG = "Deze foto is weggehaald"


@transaction.atomic
def remove_image(afbeelding):
    """Where a film cannot do without, an empty picture takes its place."""
    plekken = {(ref.content_type, ref.object_id) for ref in ReferenceIndex.get_references_to(afbeelding)}
    # The index knows what is online, the revisions know the rest.
    for soort, pk in plekken | _clean_revisions(afbeelding.pk):
        if item := soort.model_class()._default_manager.filter(pk=pk).first():
            _clean_item(item, afbeelding.pk)
    try:
        with transaction.atomic():
            afbeelding.delete()
    except ProtectedError:
        _make_empty(afbeelding)


def _clean_item(item, pk):
    for field in item._meta.concrete_fields:
        if _is_picture(field) and field.null and getattr(item, field.attname) == pk:
            setattr(item, field.name, None)
        elif isinstance(field, StreamField):
            inhoud = list(getattr(item, field.name).raw_data)
            setattr(item, field.name, json.dumps(_without(field.stream_block, inhoud, pk)))
    # What stands online may miss something already; taking a picture off must not fail on that.
    item.save(**{"clean": False} if isinstance(item, Page) else {})


def _clean_revisions(pk):
    """Drafts, what waits for approval, and old versions, which somebody could put back. Gives whose they were."""
    plekken = set()
    met_nummer = Revision.objects.annotate(tekst=Cast("content", models.TextField())).filter(tekst__contains=str(pk))
    for revision in met_nummer.select_related("content_type").iterator(chunk_size=200):
        content = _strip(revision.content_type.model_class(), revision.content, pk)
        if content != revision.content:
            Revision.objects.filter(pk=revision.pk).update(content=content)
            plekken.add((revision.content_type, revision.object_id))
    return plekken


def _strip(model, content, pk):
    """The content of a revision, or of a child in it, without the picture."""
    content = dict(content)
    for field in model._meta.concrete_fields:
        value = content.get(field.name)
        if _is_picture(field) and field.null and value == pk:
            content[field.name] = None
        elif isinstance(field, StreamField) and value:
            schoon = _without(field.stream_block, json.loads(value), pk)
            # Only what changed is written anew.
            content[field.name] = value if schoon == json.loads(value) else json.dumps(schoon)
    for relation in get_all_child_relations(model):
        naam = relation.get_accessor_name()
        if content.get(naam):
            content[naam] = [_strip(relation.related_model, child, pk) for child in content[naam]]
    return content


def _is_picture(field):
    return isinstance(field, models.ForeignKey) and field.related_model is Afbeelding


def _without(block, value, pk):
    """The stored value of a block without the picture; GEEN when nothing is left of it."""
    if isinstance(block, ImageChooserBlock):
        return value if value != pk else GEEN if block.required else None
    if isinstance(block, blocks.StreamBlock):
        return _keep(((block.child_blocks.get(item["type"]), item) for item in value), pk)
    if isinstance(block, blocks.ListBlock):
        return _keep(((block.child_block, item) for item in value), pk)
    if isinstance(block, blocks.StructBlock) and value:
        delen = {naam: _without(block.child_blocks.get(naam), deel, pk) for naam, deel in value.items()}
        return GEEN if GEEN in delen.values() else delen
    return value


def _keep(items, pk):
    """An old list holds bare values."""
    kept = []
    for block, item in items:
        is_wrapped = isinstance(item, dict) and "value" in item and "type" in item
        value = _without(block, item["value"] if is_wrapped else item, pk)
        if value is not GEEN:
            kept.append({**item, "value": value} if is_wrapped else value)
    return kept


def _make_empty(afbeelding):
    for weergave in afbeelding.renditions.all():
        weergave.delete()
    transaction.on_commit(lambda naam=afbeelding.file.name: afbeelding.file.storage.delete(naam))
    leeg = BytesIO()
    Image.new("RGB", (afbeelding.width, afbeelding.height), "#e5e5e5").save(leeg, "PNG")
    afbeelding.file = ContentFile(leeg.getvalue(), name="weggehaald.png")
    afbeelding.title = afbeelding.description = WEG
    afbeelding.bron = ""
    afbeelding.save()
