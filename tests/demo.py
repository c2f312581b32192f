"""The demo site as a visitor gets it: the real server with Alkmaar's content, on a port of its own."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

from tests.sjabloon import get_sqlite_template

ROOT = Path(__file__).parent.parent


def get_free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def build_demo(folder):
    """The data of a demo site, with its collected files."""
    folder.mkdir(exist_ok=True)
    shutil.copy(get_sqlite_template(), folder / "alkmaar.sqlite3")
    for command in (["collectstatic", "--noinput", "--verbosity", "0"], ["start_demo"]):
        manage = [sys.executable, "manage.py", *command]
        subprocess.run(manage, cwd=ROOT, env=_make_environment(folder), check=True, stdout=subprocess.DEVNULL)


def run_in_demo(folder, module, *arguments):
    """Does behind the screens of a demo what the module does."""
    environment = _make_environment(folder) | {"DJANGO_SETTINGS_MODULE": "site_project.settings"}
    subprocess.run([sys.executable, "-m", module, *arguments], cwd=ROOT, env=environment, check=True)


@contextmanager
def serve_demo(folder, **extra):
    """Yields the address of a demo site whose data stand in the folder."""
    port = get_free_port()
    address = f"http://127.0.0.1:{port}"
    environment = {**_make_environment(folder), "SITE_URL": address, **extra}
    gunicorn = [sys.executable, "-m", "gunicorn", "site_project.wsgi", "--config", "site_project/gunicorn.py"]
    server = subprocess.Popen([*gunicorn, "--bind", f"127.0.0.1:{port}"], cwd=ROOT, env=environment)
    try:
        wait_for(f"{address}/robots.txt")
        yield address
    finally:
        server.terminate()
        server.wait(timeout=20)


def _make_environment(folder):
    environment = {**os.environ, "DEMO": "1", "DATA_DIR": str(folder)}
    environment.pop("DATABASE_URL", None)
    return environment


def wait_for(address, seconds=30):
    for _ in range(seconds * 10):
        try:
            return urllib.request.urlopen(address, timeout=2)
        except OSError:
            # Refused, not there yet, or busy with its first answer.
            time.sleep(0.1)
    raise TimeoutError(f"{address} does not answer")
