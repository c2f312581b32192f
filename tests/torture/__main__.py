"""What takes too long for `make test`: the server as in production, while its workers, database, mail and disk fail.

Residents add a photo and hand in over real sockets, and the desk decides. Nothing that they were told may be lost,
doubled or half. Each scenario tells what was done and counted; a contradiction makes the whole fail. docs/beheer.md
says what it needs.
"""

import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.demo import ROOT
from tests.sjabloon import get_sqlite_template
from tests.torture.bewoners import check, describe, hand_in, make_queue
from tests.torture.post import leave_mail, send_mail
from tests.torture.server import (
    NietToegestaan,
    ask,
    at_most,
    fill_disk,
    is_postgres,
    manage,
    restart_postgres,
    serve,
    small_disk,
)
from tests.torture.tegelijk import begin_forty_times, decide_twice, grant_sixty_at_once, hand_in_forty_times

AANVRAGEN, MEGABYTES = 500, 256
# As on a real site, but without the proxy and the telephone that a person would have.
PRODUCTIE = {"SECRET_KEY": secrets.token_hex(40), "HTTPS": "0", "TWEEDE_FACTOR": "0", "EMAIL_URL": "smtp://127.0.0.1:1"}


def set_up(folder):
    os.environ["DATA_DIR"] = str(folder)
    if is_postgres():
        manage("migrate", "--verbosity", "0")
    else:
        shutil.copy(get_sqlite_template(), folder / "alkmaar.sqlite3")
    (folder / "static").symlink_to(ROOT / "var" / "static")
    made = ask("make", AANVRAGEN)
    return {"formulier": made["formulier"], "rij": make_queue(made["sleutels"]), "beloofd": {}}


def kill_workers(server, made):
    times, told = hand_in(server, made, server.kill_workers, pause=1.5, keren=15)
    return f"all workers killed {len(times)} times: {told}"


def restart_database(server, made):
    workers = {worker.pid for worker in server.workers}
    times, told = hand_in(server, made, restart_postgres, pause=3, keren=7)
    restart_postgres()
    meteen = [server.get(made["formulier"])[0] for _ in range(20)]
    assert meteen == [200] * 20, f"after a restart the site went on failing: {meteen}"
    assert workers == {worker.pid for worker in server.workers}, "workers died"
    return f"database restarted {len(times)} times: {told}; after one more the first 20 pages were well"


def fill_up(made, folder):
    """Full half of the time. Meanwhile pages can still be read, and the watch is warned."""
    small = folder.parent / "small"
    try:
        with small_disk(small, MEGABYTES):
            (small / "static").symlink_to(ROOT / "var" / "static")
            if not is_postgres():
                shutil.copy(folder / "alkmaar.sqlite3", small)
            os.environ["DATA_DIR"] = str(small)
            with serve() as server:
                return hand_in_on_full_disk(server, made, small)
    except NietToegestaan as error:
        return f"NOT DONE: this machine allows no small file system ({error})"
    finally:
        os.environ["DATA_DIR"] = str(folder)


def hand_in_on_full_disk(server, made, small):
    gelezen, gewaarschuwd = [], []

    def flip():
        if (small / "vol").exists():
            (small / "vol").unlink()
            return
        fill_disk(small)
        gelezen.append(server.get(made["formulier"])[0])
        gewaarschuwd.append("geen ruimte meer" in server.get("/gezond/")[1])

    _, told = hand_in(server, made, flip, pause=2, keren=16)
    assert set(gelezen) == {200}, f"while the disk was full, pages gave {gelezen}"
    assert all(gewaarschuwd), f"the watch was warned only {sum(gewaarschuwd)} times"
    return f"disk full {len(gelezen)} times (pages readable, watch warned): {told}"


def reap(made):
    wezen = ask("age_files")
    manage("ruim_bestanden_op")
    over = ask("count_orphans")
    assert wezen and not over, f"of {wezen} files without a record {over} are left"
    report = check(made["beloofd"])
    return f"{wezen} files without a record deleted, {over} left; all that was told before: {describe(report)}"


def run(folder):
    """Gives whether all went well."""
    database, goed = "PostgreSQL" if is_postgres() else "SQLite", True

    def attempt(naam, seconds, scenario, *arguments):
        nonlocal goed
        if sys.argv[1:] and naam not in sys.argv[1:]:
            return
        begin = time.monotonic()
        try:
            with at_most(seconds):
                told = scenario(*arguments)
        except (AssertionError, TimeoutError, OSError, subprocess.SubprocessError) as error:
            goed, told = False, f"CONTRADICTION: {error}"
        print(f"{database:10} | {naam:17} | {time.monotonic() - begin:3.0f} s | {told}", flush=True)

    begin = time.monotonic()
    made = set_up(folder)
    print(
        f"{database:10} | {'set up':17} | {time.monotonic() - begin:3.0f} s | {AANVRAGEN} applications to hand in",
        flush=True,
    )
    with serve() as server:
        attempt("workers killed", 300, kill_workers, server, made)
        if is_postgres():
            attempt("database restarted", 300, restart_database, server, made)
        attempt("same form", 120, hand_in_forty_times, server, made)
        attempt("same first page", 120, begin_forty_times, server, made)
        deciders = ask("make_deciders", 10)
        attempt("one budget", 180, grant_sixty_at_once, server, deciders)
        attempt("two deciders", 120, decide_twice, server, deciders)
        attempt("no mail server", 120, leave_mail, server, made)
    attempt("bad mail server", 240, send_mail)
    attempt("orphaned files", 120, reap, made)
    attempt("disk full", 300, fill_up, made, folder)
    return goed


if __name__ == "__main__":
    # Whoever stops this, also stops the server.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    os.environ.pop("DEMO", None)
    os.environ |= {**PRODUCTIE, "PYTHONWARNINGS": "ignore"}
    with tempfile.TemporaryDirectory() as place:
        (Path(place) / "data").mkdir()
        sys.exit(not run(Path(place) / "data"))
