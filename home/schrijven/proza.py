"""The running text of a page: what its editors wrote in sentences, without headings, names and captions."""

from bs4 import BeautifulSoup
from django.db import models
from wagtail import blocks
from wagtail.fields import RichTextField, StreamField

# What stands on every page, for search engines only.
GEEN_PROZA = {"search_description"}


def get_prose_fields(model):
    """The fields that hold running text, by the names that the editor's form gives them."""
    return [
        field.name
        for field in model._meta.get_fields()
        if isinstance(field, models.TextField | StreamField) and field.editable and field.name not in GEEN_PROZA
    ]


def get_prose(page):
    """Its paragraphs, in the order of the fields."""
    alineas = []
    for name in get_prose_fields(type(page)):
        field, value = page._meta.get_field(name), getattr(page, name)
        if isinstance(field, StreamField):
            for block in value:
                alineas += _get_block_prose(block.block, block.value)
        else:
            alineas += _split_html(value) if isinstance(field, RichTextField) else value.splitlines()
    return alineas


def _get_block_prose(block, value):
    if isinstance(block, blocks.StructBlock):
        parts = [(block.child_blocks[name], child) for name, child in value.items()]
    elif isinstance(block, blocks.StreamBlock):
        parts = [(child.block, child.value) for child in value]
    elif isinstance(block, blocks.ListBlock):
        parts = [(block.child_block, child) for child in value]
    elif isinstance(block, blocks.RichTextBlock):
        return _split_html(value.source)
    else:
        return value.splitlines() if isinstance(block, blocks.TextBlock) else []
    return [alinea for child, inner in parts for alinea in _get_block_prose(child, inner)]


def _split_html(html):
    """Every paragraph and item of a list by itself."""
    soup = BeautifulSoup(html, "html.parser")
    for line_break in soup.find_all("br"):
        line_break.replace_with("\n")
    return [line for part in soup.find_all(["p", "li"]) for line in part.get_text().splitlines()]
