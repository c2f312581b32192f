"""Residents who add a photo and hand in over real sockets, again and again until somebody tells them that it worked."""

import hashlib
import random
import re
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from io import BytesIO
from queue import Empty, SimpleQueue

import requests
from PIL import Image

from tests.torture.server import GEDULD, ask, meanwhile

# How many at the same time, and when it is enough: so many were told, or so many seconds went by.
MENSEN, GENOEG, DUUR = 8, 100, 60
# Even on a slow machine all the harm is done within this.
HOOGSTENS = 200
# So many answers between one blow and the next.
ADEM = 10
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')
SENT = "/verzonden/"
KENMERK = re.compile(r"BI-\d+-\d+")


def make_photo():
    """A photo like no other, and what its pixels are known by: the site draws it anew but may change none of them."""
    picture = Image.effect_noise((240, 200), random.uniform(40, 90)).convert("RGB")
    file = BytesIO()
    picture.save(file, "PNG")
    return file.getvalue(), hashlib.sha256(picture.tobytes()).hexdigest()


def read_hidden(answer):
    return dict(HIDDEN.findall(answer.text))


class Bewoner:
    """Believes what the site says: what was acknowledged once is not sent again."""

    def __init__(self, begin, sleutel, statussen):
        self.begin, self.sleutel, self.statussen = begin, sleutel, statussen
        self.foto, self.vingerafdruk = make_photo()
        self.foto_bevestigd = self.bevestigd = False
        self.kenmerk = ""

    def act(self, until):
        while not self.kenmerk and time.monotonic() < until:
            try:
                self._try()
            except requests.RequestException:
                self.statussen["no answer"] += 1
            time.sleep(random.uniform(0, 0.3))

    def _try(self):
        # A session for each try, as of a browser that was opened again.
        session = requests.Session()
        session.cookies.set("aanvraag", self.sleutel)
        if not self.foto_bevestigd:
            bestanden = {"bestanden": ("plein.png", self.foto)}
            answer = self._send(session, "bijlagen", {"doe": "volgende", "soort": "tekening"}, bestanden)
            self.foto_bevestigd = answer.status_code == 302
        if self.foto_bevestigd and not self.bevestigd:
            answer = self._send(session, "controle", {})
            # By the answer, or by the page itself when an earlier answer got lost.
            self.bevestigd = SENT in (answer.headers.get("Location", "")[-len(SENT) :], answer.url[-len(SENT) :])
        if self.bevestigd:
            sent = self._count(session.get(f"{self.begin[:-1]}{SENT}", timeout=GEDULD))
            if sent.status_code == 200:
                # None is a contradiction, and told as such.
                self.kenmerk = (KENMERK.findall(sent.text) or ["nothing"])[0]

    def _send(self, session, deel, data, files=None):
        """The answer to this part of the form; now and then to the second time that somebody presses."""
        adres = f"{self.begin}{deel}/"
        page = self._count(session.get(adres, timeout=GEDULD))
        if page.url != adres or page.status_code != 200:
            return page
        data |= read_hidden(page)
        for _ in range(random.choice((1, 1, 1, 2))):
            answer = self._count(session.post(adres, data, files=files, timeout=GEDULD, allow_redirects=False))
        return answer

    def _count(self, answer):
        self.statussen["ok" if answer.status_code < 400 else str(answer.status_code)] += 1
        return answer


def hand_in(server, made, harm, pause, keren):
    """Residents hand in until the harm was done often enough and enough of them were told. Gives what was counted."""
    rij, bewoners, statussen = made["rij"], [], Counter()
    begin = time.monotonic()

    def work(times):
        with suppress(Empty):
            while len(times) < keren or not is_enough():
                if time.monotonic() > begin + HOOGSTENS:
                    return
                bewoner = Bewoner(server.address + made["formulier"], rij.get_nowait(), statussen)
                bewoners.append(bewoner)
                bewoner.act(begin + HOOGSTENS + GEDULD)

    def is_alive():
        """On a slow machine the next blow waits until the site got on its feet."""
        return statussen["ok"] >= (len(times) + 1) * ADEM

    def is_enough():
        return time.monotonic() > begin + DUUR or sum(bool(bewoner.kenmerk) for bewoner in bewoners) >= GENOEG

    with meanwhile(harm, pause, is_alive) as times, ThreadPoolExecutor(MENSEN) as people:
        for job in [people.submit(work, times) for _ in range(MENSEN)]:
            job.result()
    assert len(times) >= keren, f"the harm was done only {len(times)} times"
    opgegeven = [bewoner for bewoner in bewoners if not bewoner.kenmerk]
    assert not opgegeven, f"{len(opgegeven)} residents gave up: {dict(statussen)}"
    beloofd = {bewoner.sleutel: [bewoner.kenmerk, bewoner.vingerafdruk] for bewoner in bewoners}
    made["beloofd"] |= beloofd
    return times, f"{describe(check(beloofd))}; answers: {dict(statussen)}"


def check(beloofd):
    report = ask("check", beloofd)
    assert not any(report["fout"].values()), report
    return report


def describe(report):
    fout = report["fout"]
    return (
        f"{report['bevestigd']} told, {fout['lost']} lost, {fout['doubled']} doubled, "
        f"{report['bijlagen']} photos whole by digest, {report['wezen']} files without a record"
    )


def make_queue(sleutels):
    rij = SimpleQueue()
    for sleutel in sleutels:
        rij.put(sleutel)
    return rij
