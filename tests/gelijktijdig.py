"""A database that threads can share, for tests in which people act at the same moment."""

import sqlite3
from contextlib import contextmanager

from django.db import connection, connections


@contextmanager
def use_copy_of_database(folder):
    """Threads need a database that is stored: on SQLite a file, on PostgreSQL one of its own, dropped afterwards."""
    own, alias = connections["default"], connections.settings["default"]
    name = alias["NAME"]
    if connection.vendor == "sqlite":
        copy = str(folder / "races.sqlite3")
        own.ensure_connection()
        with sqlite3.connect(copy) as target:
            own.connection.backup(target)
        target.close()
    else:
        copy = f"{name}_races"
        own.close()
        own.close_pool()
        with own._nodb_cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{copy}" TEMPLATE "{name}"')
        own.close_pool()
    alias["NAME"] = copy
    connections["default"] = connections.create_connection("default")
    try:
        yield
    finally:
        connections["default"].close()
        if own.vendor == "postgresql":
            own.close_pool()
        alias["NAME"] = name
        connections["default"] = own
        if own.vendor == "postgresql":
            with own._nodb_cursor() as cursor:
                cursor.execute(f'DROP DATABASE "{copy}"')
