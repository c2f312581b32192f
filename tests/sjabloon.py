"""Every migration runs once; each process of the tests, and the demo, works in a copy of what that gave."""

import fcntl
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from django.db import connection

ROOT = Path(__file__).parent.parent
VAR = ROOT / "var"
SJABLOON = "test_sjabloon"


@contextmanager
def one_at_a_time(folder):
    folder.mkdir(exist_ok=True)
    with (folder / "tests-slot").open("w") as slot:
        fcntl.flock(slot, fcntl.LOCK_EX)
        yield


def get_sqlite_template():
    """A file, kept for as long as the migrations, the lists they read and the packages stay the same."""
    template = VAR / f"tests-{_get_key()}.sqlite3"
    with one_at_a_time(VAR):
        if not template.exists():
            for old in VAR.glob("tests-*.sqlite3"):
                old.unlink()
            _make_sqlite_template(template)
    return template


def _get_key():
    files = [ROOT / "constraints.txt", ROOT / "site_project" / "settings.py", *ROOT.glob("*/migrations/*.py")]
    files += (ROOT / "search").glob("*.txt")
    return hashlib.sha256(b"".join(file.read_bytes() for file in sorted(files))).hexdigest()[:16]


def _make_sqlite_template(template):
    with tempfile.TemporaryDirectory(dir=VAR) as folder:
        _migrate(DATA_DIR=folder, DATABASE_URL="")
        # One file, without what WAL keeps beside it.
        with sqlite3.connect(Path(folder) / "alkmaar.sqlite3") as made:
            made.execute("PRAGMA journal_mode=DELETE")
        made.close()
        shutil.move(Path(folder) / "alkmaar.sqlite3", template)


def _migrate(**environment):
    wanted = {naam: value for naam, value in {**os.environ, "DEMO": "1", **environment}.items() if value}
    migrate = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
    subprocess.run(migrate, cwd=ROOT, env=wanted, check=True)


@contextmanager
def fill_sqlite():
    """The database of the tests lives in memory for as long as somebody holds it."""
    naam = connection.creation._get_test_db_name()
    held = sqlite3.connect(naam, uri=True)
    source = sqlite3.connect(get_sqlite_template())
    source.backup(held)
    source.close()
    yield
    held.close()


@contextmanager
def fill_postgres(shared):
    """A copy per process, which stays until the next run makes it anew."""
    with one_at_a_time(shared), connection.creation._nodb_cursor() as cursor:
        if not (shared / SJABLOON).exists():
            # What is thrown away afterwards need not survive a power cut.
            for setting in ("fsync", "synchronous_commit", "full_page_writes"):
                cursor.execute(f"ALTER SYSTEM SET {setting} = off")
            cursor.execute("SELECT pg_reload_conf()")
            _copy(cursor, SJABLOON, "template1")
            adres = urlsplit(os.environ["DATABASE_URL"])
            # Put together by hand: what is empty between the slashes stands for a socket.
            _migrate(DATABASE_URL=f"{adres.scheme}://{adres.netloc}/{SJABLOON}?{adres.query}")
            (shared / SJABLOON).touch()
        _copy(cursor, connection.creation._get_test_db_name(), SJABLOON)
    yield


def _copy(cursor, naam, template):
    cursor.execute(f'DROP DATABASE IF EXISTS "{naam}"')
    cursor.execute(f'CREATE DATABASE "{naam}" TEMPLATE "{template}"')
