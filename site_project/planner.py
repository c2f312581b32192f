"""Runs the work of every minute, for as long as the server lives that started this. Only for a demo: docs/beheer.md."""

import os
import time
from multiprocessing import get_context

from django.core.management import call_command

# Everything that a run needs is read here, once.
from site_project.wsgi import application  # noqa: F401

if __name__ == "__main__":
    server = os.getppid()
    while os.getppid() == server:
        # A process of its own for each run: whatever goes wrong in one, the next one starts afresh.
        run = get_context("fork").Process(target=call_command, args=["elke_minuut"])
        run.start()
        run.join()
        time.sleep(60 - time.time() % 60)
