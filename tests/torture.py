"""What takes too long for `make test`: the server as in production, while its workers, database, mail and disk fail.

Residents add a photo and hand in over real sockets, and press again when nothing seems to happen. Nothing that they
were told may be lost or doubled. The full disk needs root, for a small file system. Takes about five minutes.
"""

import json
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Thread

import psutil
import requests
from aiosmtpd.controller import Controller

from tests.demo import ROOT, get_free_port, wait_for
from tests.factories import make_picture_file

AANVRAGEN, MENSEN, POGINGEN = 60, 8, 60
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')


def manage(*command, **environment):
    wanted = {**os.environ, **environment}
    return subprocess.run([sys.executable, *command], cwd=ROOT, env=wanted, capture_output=True, text=True, check=False)


def ask(daad, *arguments):
    answer = manage("-m", "tests.torture_data", daad, json.dumps(arguments))
    assert answer.returncode == 0, answer.stderr
    return json.loads(answer.stdout.splitlines()[-1])


@contextmanager
def serve():
    """The address of the server and its process."""
    port = get_free_port()
    gunicorn = ["-m", "gunicorn", "site_project.wsgi", "--config", "site_project/gunicorn.py"]
    command = [sys.executable, *gunicorn, "--bind", f"127.0.0.1:{port}"]
    server = subprocess.Popen(command, cwd=ROOT, env={**os.environ}, stderr=subprocess.DEVNULL)
    try:
        wait_for(f"http://127.0.0.1:{port}/robots.txt")
        yield f"http://127.0.0.1:{port}", psutil.Process(server.pid)
    finally:
        server.terminate()
        server.wait(timeout=30)


class Bewoner:
    """Somebody with a personal link who adds a photo and hands in."""

    def __init__(self, begin, sleutel):
        self.begin, self.sleutel = begin, sleutel
        self.foto = self.bevestigd = False

    def act(self):
        for _ in range(POGINGEN):
            with suppress(requests.RequestException):
                self._try()
            if self.bevestigd:
                break
            time.sleep(random.uniform(0.1, 0.6))
        return self

    def _try(self):
        session = requests.Session()
        session.cookies.set("aanvraag", self.sleutel)
        if not self.foto:
            bestanden = {"bestanden": ("plein.png", make_picture_file(size=(900, 600)).read())}
            answer = self._send(session, "bijlagen", {"doe": "volgende", "soort": "tekening"}, bestanden)
            self.foto = answer.status_code == 302
        self._send(session, "controle", {})
        sent = session.get(f"{self.begin}verzonden/", timeout=20)
        self.bevestigd = sent.status_code == 200 and sent.url.endswith("/verzonden/") and "BI-" in sent.text

    def _send(self, session, deel, data, files=None):
        adres = f"{self.begin}{deel}/"
        verborgen = dict(HIDDEN.findall(session.get(adres, timeout=20).text))
        return session.post(adres, {**verborgen, **data}, files=files, timeout=20, allow_redirects=False)


@contextmanager
def meanwhile(act, pause):
    """Does something bad again and again for as long as the block lasts. Yields what it did."""
    done, times = Event(), []

    def run():
        while not done.wait(pause):
            times.append(act())

    thread = Thread(target=run)
    thread.start()
    try:
        yield times
    finally:
        done.set()
        thread.join()


def kill_worker(master):
    workers = [child for child in master.children() if "site_project.planner" not in " ".join(child.cmdline())]
    if workers:
        random.choice(workers).send_signal(signal.SIGKILL)


def restart_postgres():
    """At once, without letting anybody finish."""
    pg_ctl = [f"{os.environ['POSTGRES_BIN']}/pg_ctl", "-D", os.environ["POSTGRES_FOLDER"]]
    # Its own user: it refuses to run as root.
    as_owner = ["runuser", "-u", Path(os.environ["POSTGRES_FOLDER"]).owner(), "--"] if os.geteuid() == 0 else []
    command = [*as_owner, *pg_ctl, "-m", "immediate", "-w", "restart"]
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)


def hand_in(name, sleutels, formulier, harm=None, pause=1.0):
    """All of these residents at the same time, while `harm` is done to the server."""
    with serve() as (address, master):
        bewoners = [Bewoner(address + formulier, sleutel) for sleutel in sleutels]
        with meanwhile(lambda: harm(master), pause) as times, ThreadPoolExecutor(MENSEN) as people:
            list(people.map(Bewoner.act, bewoners))
    bevestigd = [bewoner.sleutel for bewoner in bewoners if bewoner.bevestigd]
    report = ask("check", bevestigd)
    print(f"{name} ({len(times)} times):", json.dumps(report), flush=True)
    assert not any(report["fout"].values()), report
    assert len(bevestigd) == len(sleutels), f"{len(sleutels) - len(bevestigd)} gave up"


class Postbus:
    """A mail server that is slow, and now and then dies after it took a mail."""

    def __init__(self):
        self.ids = []

    async def handle_DATA(self, server, session, envelope):
        self.ids.append(re.search(rb"Message-ID: (\S+)", envelope.content)[1])
        time.sleep(0.05)
        if len(self.ids) % 7 == 0:
            server.transport.abort()
        return "250 OK"


def send_mail():
    """With the server down first; then with two workers, one of which is killed halfway."""
    port = get_free_port()
    address = {"EMAIL_URL": f"smtp://127.0.0.1:{port}"}
    manage("manage.py", "verstuur_post", **address)
    assert ask("age_mail")["wacht"], "nothing waited"
    postbus = Postbus()
    controller = Controller(postbus, hostname="127.0.0.1", port=port)
    controller.start()
    for _ in range(30):
        command = [sys.executable, "manage.py", "verstuur_post"]
        workers = [subprocess.Popen(command, cwd=ROOT, env={**os.environ, **address}) for _ in range(2)]
        time.sleep(random.uniform(3, 5))
        workers[0].kill()
        for worker in workers:
            worker.wait()
        state = ask("age_mail")
        if not state["wacht"]:
            break
    controller.stop()
    print("mail:", json.dumps({**state, "copies": len(postbus.ids), "different": len(set(postbus.ids))}), flush=True)
    assert state["wacht"] == 0 and len(set(postbus.ids)) == state["alle"]


def fill_disk(folder):
    """A file system on which nothing more fits."""
    with (folder / "vol").open("wb") as file:
        try:
            while True:
                file.write(b"0" * 65536)
                file.flush()
        except OSError:
            return


def run(name, folder, restart):
    os.environ["DATA_DIR"] = str(folder)
    for command in (["collectstatic", "--noinput"], ["migrate"]):
        done = manage("manage.py", *command, "--verbosity", "0")
        assert done.returncode == 0, done.stderr
    made = ask("make", AANVRAGEN)
    formulier, sleutels, helft = made["formulier"], made["sleutels"], AANVRAGEN // 2
    hand_in(f"{name}, workers killed", sleutels[:helft], formulier, kill_worker)
    if restart:
        hand_in(f"{name}, database restarted", sleutels[helft:], formulier, lambda _: restart_postgres(), 4)
    send_mail()


def run_with_full_disk():
    """The disk is full half of the time; who is told that it came in can rely on it."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=96m", "tmpfs", place], check=True)
        try:
            os.environ["DATA_DIR"] = place
            for command in (["collectstatic", "--noinput"], ["migrate"]):
                assert manage("manage.py", *command, "--verbosity", "0").returncode == 0
            made = ask("make", 16)

            def flip(_):
                if (folder / "vol").exists():
                    (folder / "vol").unlink()
                else:
                    fill_disk(folder)

            hand_in("SQLite, disk full", made["sleutels"], made["formulier"], flip, 2)
        finally:
            subprocess.run(["umount", "-l", place], check=True)


if __name__ == "__main__":
    os.environ |= {"DEMO": "1", "EMAIL_URL": "smtp://127.0.0.1:1", "PYTHONWARNINGS": "ignore"}
    with tempfile.TemporaryDirectory() as folder:
        run("PostgreSQL" if "DATABASE_URL" in os.environ else "SQLite", folder, "DATABASE_URL" in os.environ)
    if "DATABASE_URL" not in os.environ and os.geteuid() == 0:
        run_with_full_disk()
