"""Leads old addresses to pages that moved or got another address, also when thousands of pages went along.

Wagtail's own way reads each of those pages, and on SQLite fails from about a thousand.
"""

from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site
from wagtail.signals import page_slug_changed, post_page_move

PER_KEER = 400


def connect():
    page_slug_changed.connect(on_other_slug, dispatch_uid="doorverwijzen")
    post_page_move.connect(on_move, dispatch_uid="doorverwijzen")


def on_other_slug(instance, instance_before, **kwargs):
    lead_on(instance, instance_before.url_path, instance.url_path)


def on_move(instance, url_path_before, url_path_after, **kwargs):
    if url_path_before != url_path_after:
        lead_on(instance, url_path_before, url_path_after)


def lead_on(page, was, wordt):
    """From the old address of this page and of each live page under it."""
    pages = list(page.get_descendants().live().order_by("path").values_list("pk", "url_path"))
    # The page itself keeps its old address also while it is offline: it may come back.
    pages = [(page.pk, wordt), *pages]
    for site in Site.objects.select_related("root_page").exclude(root_page=page):
        root = site.root_page.url_path
        if was.startswith(root) and wordt.startswith(root):
            moved = [(pk, f"/{was[len(root) :]}{url_path[len(wordt) :]}") for pk, url_path in pages]
            _store(site, moved)


def _store(site, moved):
    for begin in range(0, len(moved), PER_KEER):
        redirects = [
            Redirect(old_path=Redirect.normalise_path(old), site=site, redirect_page_id=pk, automatically_created=True)
            for pk, old in moved[begin : begin + PER_KEER]
        ]
        old_paths = [redirect.old_path for redirect in redirects]
        Redirect.objects.filter(automatically_created=True, site=site, old_path__in=old_paths).delete()
        Redirect.objects.bulk_create(redirects, ignore_conflicts=True)
