"""What must happen every minute, whoever calls: a timer of the machine, or the server of the demo."""

from contextlib import ExitStack

from django.core.management import call_command

from home.models import Hartslag, Wijziging

# Commands without arguments. When one fails, the others are still done, and the health check turns red.
ELKE_MINUUT = [
    "publish_scheduled",
    "publiceer_bundels",
    "leeg_frontendcache",
    "verstuur_post",
    "werk_zoekindex_bij",
    "maak_weergaven",
]


def run_every_minute():
    """False when another run is at it: nothing is done twice."""
    if not Hartslag.claim():
        return False
    with ExitStack() as stack:
        stack.callback(Hartslag.release)
        # The stack calls the last one first, and goes on when one fails.
        stack.callback(_run_all)
    return True


def _run_all():
    with ExitStack() as stack:
        for naam in reversed(ELKE_MINUUT):
            stack.callback(call_command, naam)
    Wijziging.objects.clean_up()
    Hartslag.beat()
