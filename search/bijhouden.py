"""Reads a page the moment it is published, where that is done at once; elsewhere the work of every minute does."""

from contextlib import contextmanager

from django.conf import settings
from wagtail.signals import page_published, page_unpublished, post_page_move

from .indexeren import Indexeerder, catch_up
from .models import Document
from .openbaar import find_public


def connect():
    page_published.connect(read_published, dispatch_uid="zoeken")
    page_unpublished.connect(forget, dispatch_uid="zoeken")
    post_page_move.connect(follow, dispatch_uid="zoeken")


@contextmanager
def index_afterwards():
    """For who makes many pages at once and reads them all when that is done."""
    page_published.disconnect(dispatch_uid="zoeken")
    try:
        yield
    finally:
        page_published.connect(read_published, dispatch_uid="zoeken")


def read_published(instance, **kwargs):
    """What stands under it may tell its name: that is read again later."""
    if instance.numchild:
        Document.objects.filter(pad__startswith=instance.path).update(gelezen_op=None)
    if settings.ZOEKINDEX_METEEN:
        Indexeerder().index(find_public().filter(pk=instance.pk).specific())


def forget(instance, **kwargs):
    Document.objects.filter(page=instance.pk).delete()


def follow(**kwargs):
    if settings.ZOEKINDEX_METEEN:
        catch_up()
