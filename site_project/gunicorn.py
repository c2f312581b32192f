"""How the site is served: a worker for each core, threads for waiting."""

import gc
import multiprocessing
import os
import subprocess
import sys

worker_class = "gthread"
workers = multiprocessing.cpu_count()
threads = 4
preload_app = True
timeout = 30
max_requests = 5000
max_requests_jitter = 500
control_socket_disable = True
loglevel = "warning"


def when_ready(server):
    """What the workers begin with is no garbage: they need not look through it, and go on sharing it.

    In a demo nobody sets up a timer, so the server brings one: once, not in each worker.
    """
    gc.freeze()
    if os.environ.get("DEMO") == "1":
        server.planner = subprocess.Popen([sys.executable, "-m", "site_project.planner"], start_new_session=True)


def on_exit(server):
    if hasattr(server, "planner"):
        server.planner.terminate()
