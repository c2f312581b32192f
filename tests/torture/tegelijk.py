"""Many at the same moment: one form forty times, sixty grants from one budget, two deciders on one application."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier
from uuid import uuid4

import requests

from tests.torture.bewoners import KENMERK, read_hidden
from tests.torture.server import GEDULD, ask

POSTS, KEREN, GRANTS, RONDEN = 40, 5, 60, 20


def together(acts):
    """What each of these gave, let go at the same moment."""
    acts = list(acts)
    barrier = Barrier(len(acts), timeout=GEDULD)

    def run(act):
        barrier.wait()
        return act()

    with ThreadPoolExecutor(len(acts)) as people:
        return [job.result() for job in [people.submit(run, act) for act in acts]]


def post(adres, cookies, data, **options):
    # Forty in a row before two processes: the last one waits for all others.
    return requests.post(adres, data, cookies=cookies, timeout=2 * GEDULD, **options)


def hand_in_forty_times(server, made):
    begin, beloofd, antwoorden = server.address + made["formulier"], {}, Counter()
    for _ in range(KEREN):
        sleutel = made["rij"].get_nowait()
        session = requests.Session()
        session.cookies.set("aanvraag", sleutel)
        data = read_hidden(session.get(f"{begin}controle/", timeout=GEDULD))
        press = partial(post, f"{begin}controle/", session.cookies.get_dict(), data)
        gegeven = together([press] * POSTS)
        antwoorden.update(f"{answer.url.rsplit('/', 2)[1]} {answer.status_code}" for answer in gegeven)
        kenmerken = {kenmerk for answer in gegeven for kenmerk in KENMERK.findall(answer.text)}
        assert len(kenmerken) == 1, f"one form, several answers: {kenmerken} {antwoorden}"
        beloofd[sleutel] = [kenmerken.pop(), None]
    assert antwoorden == {"verzonden 200": POSTS * KEREN}, antwoorden
    fout = ask("check", beloofd)["fout"]
    # These came without a photo.
    assert not any(aantal for naam, aantal in fout.items() if naam != "not one photo"), fout
    return f"{KEREN} forms posted {POSTS} times at once: {len(beloofd)} applications, {fout['doubled']} doubled"


def begin_forty_times(server, made):
    """The first page too, which begins an application."""
    session, adres = requests.Session(), f"{server.address}{made['formulier']}contact/"
    data = read_hidden(session.get(adres, timeout=GEDULD))
    data |= {"email": "nieuw@example.org", "begin": str(uuid4()), "doe": "later"}
    press = partial(post, adres, session.cookies.get_dict(), data, allow_redirects=False)
    antwoorden = Counter(answer.status_code for answer in together([press] * POSTS))
    aantal, mails = ask("count_begun", data["begin"])
    assert (aantal, mails) == (1, 1), f"{aantal} applications and {mails} mails"
    assert set(antwoorden) <= {200, 302, 429}, antwoorden
    return (
        f"the first page posted {POSTS} times at once: {aantal} application, {mails} mail; answers {dict(antwoorden)}"
    )


def grant_sixty_at_once(server, deciders):
    """There is money for ten of them."""
    gegeven = Counter()
    for _ in range(2):
        made = ask("make_advised", GRANTS, 100, 1000)
        acts = [
            partial(decide, server, deciders[nummer % len(deciders)], *aanvraag)
            for nummer, aanvraag in enumerate(made["aanvragen"])
        ]
        gegeven.update(map(read_decision, together(acts)))
        check_granted(ask("count_granted", made["budget"]), 10, "1000.00")
    assert gegeven == {"granted": 20, "not enough money": 2 * (GRANTS - 10)}, gegeven
    return f"2 rounds of {GRANTS} grants of € 100 at once from € 1.000: {dict(gegeven)}; nothing overspent"


def decide_twice(server, deciders):
    gegeven, made = Counter(), ask("make_advised", RONDEN, 100, 100 * RONDEN)
    for aanvraag in made["aanvragen"]:
        gegeven.update(map(read_decision, together(partial(decide, server, wie, *aanvraag) for wie in deciders[:2])))
    telling = ask("count_granted", made["budget"])
    check_granted(telling, RONDEN, f"{100 * RONDEN}.00")
    assert gegeven == {"granted": RONDEN, "somebody was first": RONDEN}, gegeven
    return f"two deciders at once, {RONDEN} rounds: {dict(gegeven)}; {telling['besluiten']} decisions"


def decide(server, cookies, pk, gezien):
    data = {"csrfmiddlewaretoken": cookies["csrf"], "gezien": gezien, "soort": "ken_toe", "motivering": "Goed plan."}
    return post(f"{server.address}/admin/aanvragen/{pk}/besluit/", cookies, data, allow_redirects=False)


def read_decision(answer):
    """What the decider was told."""
    if answer.status_code == 302:
        return "granted"
    for woorden, uitkomst in (("niet genoeg geld", "not enough money"), ("intussen", "somebody was first")):
        if answer.status_code == 200 and woorden in answer.text:
            return uitkomst
    return f"answer {answer.status_code}"


def check_granted(telling, aantal, bedrag):
    """However one counts, it is the same number: lines, decisions, stands, steps, mails."""
    wanted = dict.fromkeys(("boekingen", "besluiten", "standen", "stappen", "mails"), aantal)
    wanted |= {"over": "0.00", "geboekt": bedrag, "meeste": 1}
    assert telling == wanted, telling
