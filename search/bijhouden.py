"""Reads a page the moment it is published, where that is done at once; elsewhere the work of every minute does."""

from contextlib import contextmanager

from django.conf import settings
from django.core.management import call_command
from wagtail.signal_handlers import disable_reference_index_auto_update
from wagtail.signals import page_published, page_unpublished, post_page_move

from .indexeren import Indexeerder, catch_up
from .models import Document
from .openbaar import find_public


def connect():
    page_published.connect(read_published, dispatch_uid="zoeken")
    page_unpublished.connect(forget, dispatch_uid="zoeken")
    post_page_move.connect(follow, dispatch_uid="zoeken")


@contextmanager
def not_indexed():
    """What is saved meanwhile is found nowhere yet: not by visitors, not by editors, not by what refers to it."""
    zoeken_in_beheer = settings.WAGTAILSEARCH_BACKENDS["default"]
    page_published.disconnect(dispatch_uid="zoeken")
    zoeken_in_beheer["AUTO_UPDATE"] = False
    try:
        with disable_reference_index_auto_update():
            yield
    finally:
        zoeken_in_beheer["AUTO_UPDATE"] = True
        page_published.connect(read_published, dispatch_uid="zoeken")


@contextmanager
def index_afterwards():
    """For who makes many pages at once: what is kept up to date at each save is made when all is there."""
    with not_indexed():
        yield
    call_command("update_index", verbosity=0)
    call_command("rebuild_references_index", verbosity=0)


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
