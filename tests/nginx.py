"""A real nginx on this machine, with docs/nginx.conf before the real server of a demo, and who comes through it."""

import getpass
import json
import re
import shutil
import sqlite3
import subprocess
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import requests
from django.test import override_settings
from lxml import html

from tests.demo import ROOT, get_free_port, serve_demo, wait_for

NGINX = shutil.which("nginx") or shutil.which("/usr/sbin/nginx")
BACKEND = "wagtail.contrib.frontend_cache.backends.HTTPBackend"
TIJDELIJK = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


@contextmanager
def run_nginx(folder, servers):
    """Yields the process. What stands in the part for `http` is all it does; its files stay in the folder."""
    assert NGINX, "Voor deze test is nginx nodig. Op Debian: apt-get install --no-install-recommends nginx"
    folder.mkdir(exist_ok=True)
    places = " ".join(f"{soort}_temp_path {folder}/{soort};" for soort in TIJDELIJK)
    (folder / "nginx.conf").write_text(
        f"user {getpass.getuser()}; worker_processes 2; pid {folder}/pid; daemon off; events {{}}\n"
        f"http {{ access_log off; sendfile on; types {{ text/html html; }} keepalive_requests 1000000; {places}\n"
        f"{servers} }}\n"
    )
    command = [NGINX, "-p", str(folder), "-e", f"{folder}/fouten", "-c", f"{folder}/nginx.conf"]
    nginx = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        yield nginx
    finally:
        nginx.terminate()
        nginx.wait(timeout=10)


def read_example(folder, front, app, purging):
    """docs/nginx.conf for these three ports, without TLS and without its server for plain http."""
    example = (ROOT / "docs" / "nginx.conf").read_text()
    example, plain = re.subn(r"server \{\n    listen 80;.*?\n\}\n", "", example, flags=re.DOTALL)
    example, tls = re.subn(r"\n    (listen \S+ ssl http2|ssl_\w+ \S+);", "", example)
    changes = {
        "server_name www.alkmaar.nl;": f"listen 127.0.0.1:{front};",
        "127.0.0.1:8000": f"127.0.0.1:{app}",
        "127.0.0.1:8081": f"127.0.0.1:{purging}",
        "/var/lib/nginx": str(folder),
    }
    assert plain == 1 and tls == 4 and all(text in example for text in changes)
    for text, other in changes.items():
        example = example.replace(text, other)
    return example


@dataclass
class Site:
    """A demo behind nginx: the address of each, and what the site knows of its cache."""

    folder: Path
    front: str
    app: str
    caches: dict
    nginx: subprocess.Popen

    def as_process(self):
        """The settings of another process of the site, such as the work of every minute."""
        return override_settings(WAGTAILFRONTENDCACHE=self.caches, SITE_URL=self.front)

    def ask(self, sql, *values):
        with closing(sqlite3.connect(self.folder / "alkmaar.sqlite3", timeout=20)) as database, database:
            return database.execute(sql, values).fetchall()

    def find_page(self, soort, path="%"):
        """The number and the address of a page of this kind."""
        [(pk, path)] = self.ask(
            "SELECT p.id, p.url_path FROM wagtailcore_page p JOIN django_content_type t ON t.id = p.content_type_id "
            "WHERE t.model = ? AND p.live AND p.url_path LIKE ? ORDER BY p.id LIMIT 1",
            soort,
            f"/home{path}",
        )
        return pk, path.removeprefix("/home")

    def get_truth(self, address):
        """What the site makes of it now: no kept page ever answers this."""
        headers = {"Authorization": "niet bewaard", "Host": self.front.removeprefix("http://"), "Connection": "close"}
        return Browser(self.app).get(address, **headers)


@contextmanager
def serve_behind_nginx(folder):
    front, purging = get_free_port(), get_free_port()
    address = f"http://127.0.0.1:{front}"
    caches = {"nginx": {"BACKEND": BACKEND, "LOCATION": f"http://127.0.0.1:{purging}"}}
    own = {"BEHIND_PROXY": "1", "SITE_URL": address, "WAGTAILFRONTENDCACHE": json.dumps(caches)}
    # Written as "on" the timer of a demo stays away, which would change things at moments of its own.
    own |= {"DEMO": "on", "ZOEKINDEX_METEEN": "0", "GUNICORN_CMD_ARGS": "--graceful-timeout 2"}
    with serve_demo(folder, **own) as app:
        example = read_example(folder / "nginx", front, app.rpartition(":")[2], purging)
        with run_nginx(folder / "nginx", example) as nginx:
            wait_for(f"{address}/robots.txt")
            yield Site(folder, address, app, caches, nginx)


class Browser:
    """Somebody at a screen, or who only looks at addresses."""

    def __init__(self, site):
        self.site, self.session = site, requests.Session()
        self.session.trust_env = False

    def get(self, address, **headers):
        return self.session.get(self.site + address, headers=headers, allow_redirects=False)

    def submit(self, address, **fields):
        """Fills in what changes, and sends the form as it stands on the screen; blocks are left empty."""
        page = html.fromstring(self.get(address).content)
        form = max(page.forms, key=lambda form: len(form.fields) if form.method == "POST" else 0)
        blocks = {f"{block.get('id')}-count": "0" for block in form.xpath('.//*[@data-controller="w-block"]')}
        token = {"csrfmiddlewaretoken": self.session.cookies["csrf"]}
        data = token | blocks | dict(form.form_values()) | fields
        response = self.session.post(self.site + address, data=data, allow_redirects=False)
        assert response.status_code in (200, 302), (address, response.status_code)
        assert 'aria-invalid="true"' not in response.text and "w-field__errors-icon" not in response.text, address
        return response
