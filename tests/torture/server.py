"""The site as it runs in production, and what can happen to the machine below it."""

import json
import os
import signal
import subprocess
import sys
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from threading import Event, Thread

import psutil
import requests

from tests.demo import ROOT, get_free_port, wait_for

# Nobody waits longer than this for a page.
GEDULD = 30


def is_postgres():
    return "DATABASE_URL" in os.environ


def manage(*command, **environment):
    wanted = {**os.environ, **environment}
    done = subprocess.run(
        [sys.executable, "manage.py", *command], cwd=ROOT, env=wanted, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr.splitlines()[-1]
    return done.stdout


@cache
def open_data(folder):
    """A process that looks in the database, for as long as we live."""
    command = [sys.executable, "-m", "tests.torture.data"]
    environment = {**os.environ, "DATA_DIR": folder}
    return subprocess.Popen(
        command, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def ask(daad, *arguments):
    data, answer = open_data(os.environ["DATA_DIR"]), ""
    try:
        print(json.dumps([daad, arguments]), file=data.stdin, flush=True)
        answer = data.stdout.readline()
    finally:
        if not answer:
            # It failed, or there was no more time.
            data.kill()
            open_data.cache_clear()
    assert answer, f"the question {daad!r} could not be answered"
    return json.loads(answer)


class Server:
    def __init__(self, port, pid):
        self.address, self.master = f"http://127.0.0.1:{port}", psutil.Process(pid)

    @property
    def workers(self):
        return self.master.children()

    def kill_workers(self):
        """All of them, in the middle of whatever they do."""
        for worker in self.workers:
            worker.send_signal(signal.SIGKILL)

    def get(self, path):
        """The status and the text of an answer that no cache gave."""
        try:
            answer = requests.get(f"{self.address}{path}?vers", timeout=GEDULD)
        except requests.RequestException:
            return "no answer", ""
        return answer.status_code, answer.text


@contextmanager
def serve():
    """The command of docs/beheer.md. What it logs about the harm that is done to it is of no interest."""
    port = get_free_port()
    gunicorn = ["-m", "gunicorn", "site_project.wsgi", "--config", "site_project/gunicorn.py"]
    command = [sys.executable, *gunicorn, "--bind", f"127.0.0.1:{port}"]
    log = (Path(os.environ["DATA_DIR"]).parent / "gunicorn.log").open("ab")
    process = subprocess.Popen(command, cwd=ROOT, env={**os.environ}, stdout=log, stderr=log)
    server = Server(port, process.pid)
    try:
        wait_for(f"{server.address}/robots.txt", seconds=120)
        yield server
    finally:
        everybody = [server.master, *server.workers]
        process.terminate()
        _, left = psutil.wait_procs(everybody, timeout=20)
        for one in left:
            one.kill()
        process.wait()
        log.close()


@contextmanager
def meanwhile(harm, pause, may):
    """Does something bad again and again for as long as the block lasts, when it may. Yields what each time gave."""
    done, times = Event(), []

    def run():
        while not done.wait(pause):
            if may():
                times.append(harm())

    thread = Thread(target=run)
    thread.start()
    try:
        yield times
    finally:
        done.set()
        thread.join()


@contextmanager
def at_most(seconds):
    def stop(*_):
        raise TimeoutError(f"not ready after {seconds} seconds")

    signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)


def restart_postgres():
    """At once, without letting anybody finish. Back when the database takes connections again."""
    folder = os.environ["POSTGRES_FOLDER"]
    # Its own user: it refuses to run as root.
    as_owner = ["runuser", "-u", Path(folder).owner(), "--"] if os.geteuid() == 0 else []
    pg_ctl = [f"{os.environ['POSTGRES_BIN']}/pg_ctl", "-D", folder, "-m", "immediate", "-w", "restart"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    subprocess.run([*as_owner, *pg_ctl], check=True, timeout=60, **quiet)


class NietToegestaan(Exception):
    """This machine does not allow it."""


@contextmanager
def small_disk(folder, megabytes):
    """A file system of its own for this folder."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder)]
    done = subprocess.run(mount, capture_output=True, text=True, check=False)
    if done.returncode:
        raise NietToegestaan(done.stderr.strip())
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def fill_disk(folder):
    """Until not one byte more fits."""
    with (folder / "vol").open("wb", buffering=0) as file:
        for size in (65536, 1):
            try:
                while True:
                    file.write(b"0" * size)
            except OSError:
                continue
