"""Notices every change of what visitors may see, however it is made: by a form, in bulk, by a command or a migration.

It listens to the database connection, since `update()`, `bulk_create()` and relations tell nobody else. A table counts
unless it stands in `NIET_TE_ZIEN`, so a new one is safe without a thought.
"""

import re

from django.db import connection, connections, transaction
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate, pre_migrate

from home.geheugen import forget
from home.models import Wijziging

SCHRIJFT = re.compile(r'\s*(?:INSERT (?:OR \w+ )?INTO|REPLACE INTO|UPDATE|DELETE FROM)\s+["`]?(\w+)', re.IGNORECASE)
KOLOM = re.compile(r'"(\w+)" = ')
# What no visitor sees: sessions, logins, histories, drafts, queues, measurements. Of an application the public sees its
# stand, and each change of that writes a line of history.
NIET_TE_ZIEN = re.compile(
    r"django_(session|migrations|content_type|admin_log)|auth_|account_|mfa_|socialaccount_|usersessions_|search_"
    r"|wagtailadmin_|wagtailusers_|wagtailsearch_|wagtailsearchpromotions_query"
    r"|wagtailcore_(\w*logentry|revision|workflow|task|comment|page_?subscription|group|referenceindex|uploadedfile)"
    r"|home_(hartslag|mail|wijziging|controle|bundel|gedeeldconcept|opmerking|externadres|vindplaats|leesbaarheid|weergave"
    r"|moeilijkwoord|redactie|taakherinnering)"
    r"|initiatieven_(aanvraag|aanvrager|inzage|bijlage|kostenregel|belang|oordeel|reactie|advies|toets|steunbetuiging)$"
)
# A draft that is stored changes these of its page, and nothing that is online.
VAN_HET_CONCEPT = {"latest_revision_id", "latest_revision_created_at", "draft_title", "has_unpublished_changes"}


def touches_public(sql):
    """Whether this statement may change what visitors see."""
    if not (found := SCHRIJFT.match(sql)):
        return False
    tabel = found[1].lower()
    if NIET_TE_ZIEN.match(tabel):
        return False
    return tabel != "wagtailcore_page" or not _only_draft(sql)


def _only_draft(sql):
    kolommen = set(KOLOM.findall(sql.partition(" WHERE ")[0]))
    return bool(kolommen) and kolommen <= VAN_HET_CONCEPT


def _marked():
    """Stands among what is done after commit, so Django forgets it with the savepoint or transaction it belongs to."""


def watch(execute, sql, params, many, context):
    connection = context["connection"]
    if not connection.ziet_wijzigingen or not touches_public(sql):
        return execute(sql, params, many, context)
    forget()
    if any(entry[1] is _marked for entry in connection.run_on_commit):
        return execute(sql, params, many, context)
    if connection.vendor == "sqlite" and " RETURNING " in sql:
        # Its transaction cannot end before the rows are fetched, so the two end together by themselves.
        return _mark_after(execute, sql, params, many, context)
    with transaction.atomic(using=connection.alias, savepoint=False):
        return _mark_after(execute, sql, params, many, context)


def _mark_after(execute, sql, params, many, context):
    connection = context["connection"]
    result = execute(sql, params, many, context)
    Wijziging.objects.using(connection.alias).create()
    connection.on_commit(_marked)
    connection.is_gewijzigd = True
    return result


def take_change():
    """Whether this thread changed anything that visitors see since it was last asked."""
    found = getattr(connection, "is_gewijzigd", False)
    connection.is_gewijzigd = False
    return found


def start_watching(connection, **kwargs):
    # The table may not be there yet: a new database is filled by migrations.
    connection.ziet_wijzigingen = Wijziging._meta.db_table in connection.introspection.table_names()
    if watch not in connection.execute_wrappers:
        connection.execute_wrappers.append(watch)


def connect():
    connection_created.connect(start_watching, dispatch_uid="wijzigingen")
    pre_migrate.connect(_rest, dispatch_uid="wijzigingen")
    post_migrate.connect(_watch_migrated, dispatch_uid="wijzigingen")


def _rest(using, **kwargs):
    """The own table may come or go in the migrations."""
    connections[using].ziet_wijzigingen = False


def _watch_migrated(using, **kwargs):
    connection = connections[using]
    was_watching = getattr(connection, "ziet_wijzigingen", False)
    start_watching(connection)
    if connection.ziet_wijzigingen and not was_watching:
        # Whatever the migrations did counts as one change.
        Wijziging.objects.using(using).create()
