"""The demo site as a visitor gets it: the real server with Alkmaar's content, on a port of its own."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parent.parent


def get_free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def run_demo(folder, **extra):
    """Yields the address of a demo site whose data stand in the folder."""
    port = get_free_port()
    address = f"http://127.0.0.1:{port}"
    environment = {**os.environ, "DEMO": "1", "DATA_DIR": str(folder), "SITE_URL": address, **extra}
    environment.pop("DATABASE_URL", None)
    manage = [sys.executable, "manage.py"]
    for command in (["collectstatic", "--noinput", "--verbosity", "0"], ["start_demo"]):
        subprocess.run([*manage, *command], cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
    gunicorn = [sys.executable, "-m", "gunicorn", "site_project.wsgi", "--config", "site_project/gunicorn.py"]
    server = subprocess.Popen([*gunicorn, "--bind", f"127.0.0.1:{port}"], cwd=ROOT, env=environment)
    try:
        wait_for(f"{address}/robots.txt")
        yield address
    finally:
        server.terminate()
        server.wait(timeout=20)


def wait_for(address, seconds=30):
    for _ in range(seconds * 10):
        try:
            return urllib.request.urlopen(address, timeout=2)
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
    raise TimeoutError(f"{address} does not answer")
