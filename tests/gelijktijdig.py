"""A database that threads can share, for tests in which people act at the same moment."""

import os
import sqlite3
from contextlib import contextmanager
from threading import Barrier, Thread

from django.db import connection, connections

# How often a race is run; `make torture` takes fifty.
RONDEN = int(os.environ.get("RONDEN", "12"))


@contextmanager
def use_copy_of_database(folder):
    """Threads need a database that is stored: on SQLite a file, on PostgreSQL one of its own, dropped afterwards."""
    own = connections["default"]
    name = connections.settings["default"]["NAME"]
    if connection.vendor == "sqlite":
        copy = str(folder / "races.sqlite3")
        own.ensure_connection()
        with sqlite3.connect(copy) as target:
            own.connection.backup(target)
        target.close()
    else:
        copy = f"{name}_races"
        own.close()
        with own._nodb_cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{copy}" TEMPLATE "{name}"')
    try:
        with use_database(copy):
            yield
    finally:
        if own.vendor == "postgresql":
            with own._nodb_cursor() as cursor:
                cursor.execute(f'DROP DATABASE "{copy}"')


@contextmanager
def use_database(name):
    """Another one than that of the tests."""
    own, alias = connections["default"], connections.settings["default"]
    own_name, alias["NAME"] = alias["NAME"], name
    connections["default"] = connections.create_connection("default")
    try:
        yield
    finally:
        connections["default"].close()
        alias["NAME"] = own_name
        connections["default"] = own


def race(pages, *acts, prepare=lambda page: None):
    """For each page what each of the acts gave; the acts begin at the same moment."""
    upcoming = iter(pages)
    barrier = Barrier(len(acts), action=lambda: prepare(next(upcoming)), timeout=60)
    outcomes = [[None] * len(pages) for _ in acts]

    def run(act, results):
        try:
            for number, page in enumerate(pages):
                barrier.wait()
                results[number] = act(page)
        finally:
            barrier.abort() if results[-1] is None else None
            connections["default"].close()

    threads = [Thread(target=run, args=pair) for pair in zip(acts, outcomes, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(outcome is not None for results in outcomes for outcome in results)
    return zip(pages, *outcomes, strict=True)


def together(acts):
    """What each of these gave, let go at the same moment, each in a thread of its own."""
    acts = list(acts)
    barrier, answers = Barrier(len(acts), timeout=60), [None] * len(acts)

    def run(number, act):
        barrier.wait()
        try:
            answers[number] = act()
        finally:
            connections["default"].close()

    threads = [Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers
