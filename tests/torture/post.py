"""Mail to residents while the mail server is down, hangs, is slow, or dies after it took a mail."""

import os
import random
import re
import subprocess
import sys
import time
from collections import Counter
from contextlib import contextmanager
from socket import create_server

from aiosmtpd.controller import Controller

from tests.demo import ROOT, get_free_port
from tests.torture.bewoners import Bewoner
from tests.torture.server import ask, manage

# After so many mails the server dies, having taken the last one; how often workers are started at most.
STERFT_NA, KEREN = 25, 15
# A resident is told within this, whatever the mail does; a connection to the mail server may take ten seconds.
SNEL = 5


class Postbus:
    def __init__(self):
        self.gekomen, self.gestorven = Counter(), 0

    async def handle_DATA(self, server, session, envelope):
        self.gekomen[re.search(rb"Message-ID: (\S+)", envelope.content)[1].decode()] += 1
        time.sleep(0.05)
        if self.gekomen.total() % STERFT_NA == 0:
            self.gestorven += 1
            server.transport.abort()
        return "250 OK"


def start_worker(port):
    environment = {**os.environ, "EMAIL_URL": f"smtp://127.0.0.1:{port}"}
    command = [sys.executable, "manage.py", "verstuur_post"]
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def leave_mail(server, made):
    """The server is down, then takes a connection and never says a word: nothing is sent, nothing is lost, and who
    hands in meanwhile does not notice."""
    before = ask("age_mail")
    manage("verstuur_post", EMAIL_URL=f"smtp://127.0.0.1:{get_free_port()}")
    assert ask("age_mail") == before, "with no mail server something was sent or lost"
    with hang() as port:
        worker = start_worker(port)
        bewoner = Bewoner(server.address + made["formulier"], made["rij"].get_nowait(), Counter())
        begin = time.monotonic()
        bewoner.act(begin + 30)
        seconden = time.monotonic() - begin
        worker.wait(timeout=60)
    made["beloofd"][bewoner.sleutel] = [bewoner.kenmerk, bewoner.vingerafdruk]
    after = ask("age_mail")
    assert bewoner.kenmerk and seconden < SNEL, f"handing in took {seconden:.1f} s"
    assert after["wacht"] == before["wacht"] + 1, f"{before['wacht']} waited, now {after['wacht']}"
    return (
        f"down: {before['wacht']} mails wait, none lost; hanging: photo and handing in took {seconden:.1f} s, "
        f"{after['wacht']} wait"
    )


@contextmanager
def hang():
    """A port that takes connections and says nothing."""
    with create_server(("127.0.0.1", 0)) as silent:
        yield silent.getsockname()[1]


def send_mail():
    """Two workers at a time, one of which is killed halfway, until all is sent."""
    postbus = Postbus()
    controller = Controller(postbus, hostname="127.0.0.1", port=get_free_port())
    controller.start()
    gedood = 0
    for _ in range(KEREN):
        workers = [start_worker(controller.port) for _ in range(2)]
        time.sleep(random.uniform(3, 5))
        gedood += workers[0].poll() is None
        workers[0].kill()
        for worker in workers:
            worker.wait(timeout=60)
        state = ask("age_mail")
        if not state["wacht"]:
            break
    controller.stop()
    kopieen = postbus.gekomen.total() - len(postbus.gekomen)
    assert state["wacht"] == 0, f"{state['wacht']} still wait"
    assert set(postbus.gekomen) == set(state["ids"]), "not the mails that were stored"
    # Only of a mail whose receipt got lost a copy may come, with the same Message-ID.
    assert kopieen <= postbus.gestorven + gedood, f"{kopieen} copies"
    return (
        f"slow, died {postbus.gestorven} times after DATA, {gedood} workers killed: "
        f"all {len(state['ids'])} mails came, {kopieen} came again with the same Message-ID"
    )
