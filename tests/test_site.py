"""The frame of every page: headers, errors, files for robots, settings."""

import importlib
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, connections
from django.urls import clear_url_caches, get_resolver, path
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from site_project import urls, views, wsgi
from tests.factories import make_gebied, make_nieuws, make_tekst, make_user

ROOT = Path(__file__).parent.parent


def get_policy(response):
    return dict(
        part.strip().split(" ", 1) for part in response["Content-Security-Policy"].split(";") if " " in part.strip()
    )


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/bestaat-niet/", "/zoeken/", "/robots.txt", "/sitemap.xml"])
def test_every_answer_is_strict(client, address):
    response = client.get(address)
    policy = get_policy(response)
    assert policy["default-src"] == "'none'"
    for name in ("script-src", "style-src", "img-src", "form-action"):
        assert policy[name] == "'self'"
    assert policy["base-uri"] == policy["object-src"] == policy["frame-ancestors"] == "'none'"
    assert "unsafe" not in response["Content-Security-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"
    assert response["Referrer-Policy"] == "same-origin"


@pytest.mark.django_db
def test_visitors_get_no_cookie(client):
    for address in ("/", "/zoeken/?q=bomen", "/bestaat-niet/"):
        assert not client.get(address).cookies


@pytest.mark.django_db
def test_admin_has_its_own_policy(client):
    assert "'unsafe-inline'" in get_policy(client.get("/admin/login/"))["script-src"]


@pytest.mark.django_db
def test_https_sends_hsts(client, settings):
    settings.SECURE_SSL_REDIRECT, settings.SECURE_HSTS_SECONDS = True, 31_536_000
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    assert client.get("/").status_code == 301
    assert "max-age=31536000; includeSubDomains" in client.get("/", secure=True)["Strict-Transport-Security"]


@pytest.mark.django_db
def test_missing_page_helps_the_visitor(client):
    html = client.get("/gebieden/atlantis/").content.decode()
    assert "Deze pagina is er niet (meer)" in html
    assert 'action="/zoeken/"' in html and 'href="/gebieden/"' in html and "14 072" in html


def _fail(request):
    raise RuntimeError("kapot")


class BrokenUrls:
    urlpatterns = [path("kapot/", _fail), *urls.urlpatterns]
    handler500 = staticmethod(views.server_error)


def test_error_page_needs_nothing_else(client, settings):
    """No database may be asked: this test has none."""
    settings.ROOT_URLCONF = BrokenUrls
    client.raise_request_exception = False
    response = client.get("/kapot/")
    html = response.content.decode()
    assert response.status_code == 500
    assert "Dat ligt aan ons, niet aan u" in html
    assert "kapot" not in html and "http" not in html.replace("</html>", "").replace("<html", "")
    assert "style-src 'sha256-" in response["Content-Security-Policy"]
    assert views.NOODSTIJL in html


@pytest.mark.django_db
def test_robots_know_the_way(client):
    assert "Sitemap: http" in client.get("/robots.txt").content.decode()
    bericht, concept = make_nieuws("Zichtbaar"), make_nieuws("Onzichtbaar")
    concept.unpublish()
    sitemap = client.get("/sitemap.xml").content.decode()
    assert bericht.url in sitemap and concept.url not in sitemap


def test_finder_of_a_hole_knows_whom_to_tell(client):
    text = client.get("/.well-known/security.txt").content.decode()
    fields = dict(line.split(": ", 1) for line in text.splitlines())
    assert fields["Contact"].startswith(("https://", "mailto:"))
    assert timezone.now() < parse_datetime(fields["Expires"]) < timezone.now() + timezone.timedelta(days=366)


@pytest.mark.django_db
def test_shared_link_has_title_sentence_and_picture(client):
    html = client.get(make_gebied("Overdie").url).content.decode()
    assert '<meta property="og:title" content="Overdie">' in html
    assert '<meta property="og:description" content="Samen werken aan Overdie.">' in html
    assert 'property="og:image" content="http' in html
    assert '"@type": "AdministrativeArea"' in html


@pytest.mark.django_db
def test_facts_for_search_engines_cannot_end_the_script(client):
    html = client.get(make_tekst("</script><b>Contact").url).content.decode()
    assert "</script><b>" not in html


@pytest.mark.django_db
def test_front_page_names_the_organisation(client):
    assert '"@type": "GovernmentOrganization"' in client.get("/").content.decode()


@pytest.mark.django_db
def test_originals_and_documents_are_not_served_as_files(client, settings, tmp_path):
    for folder in ("original_images", "documents", "images"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "foto.png").write_bytes(b"x")
    assert client.get("/media/original_images/foto.png").status_code == 404
    assert client.get("/media/documents/foto.png").status_code == 404
    assert client.get("/media/images/../documents/foto.png").status_code == 404


@pytest.mark.django_db
def test_staff_see_the_user_bar_and_visitors_do_not(client):
    assert "wagtail-userbar" not in client.get("/").content.decode()
    client.force_login(make_user())
    assert "wagtail-userbar" in client.get("/").content.decode()


def test_every_setting_from_the_environment_is_documented():
    files = ("site_project/settings.py", "site_project/toegang/instellingen.py")
    source = "".join((ROOT / file).read_text() for file in files)
    names = set(re.findall(r'env(?:\.\w+)?\("([A-Z_]+)"', source))
    documented = set(re.findall(r"^\| `([A-Z_]+)` \|", (ROOT / "docs/instellingen.md").read_text(), re.MULTILINE))
    assert names == documented


def run_manage(*arguments, **environment):
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={"PATH": "/usr/bin:/bin", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_production_needs_a_secret(tmp_path):
    result = run_manage("check", DATA_DIR=str(tmp_path))
    assert result.returncode == 1
    assert "Set SECRET_KEY" in result.stderr


def test_production_settings_pass_the_deployment_check(tmp_path):
    secret = "".join(chr(33 + number % 90) for number in range(64))
    result = run_manage("check", "--deploy", "--fail-level", "WARNING", DATA_DIR=str(tmp_path), SECRET_KEY=secret)
    assert result.returncode == 0, result.stderr
    assert "no issues" in result.stdout


def test_debug_is_off_unless_asked():
    assert settings.DEBUG is False


def end_session(kept):
    """As a restart of the server does. A file is always there."""
    if kept.vendor == "postgresql":
        with kept.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            (number,) = cursor.fetchone()
        kept.close()
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s)", [number])


def test_after_a_restart_of_the_database_the_first_visitor_sees_nothing_of_it(db):
    kept = connections.create_connection("default")
    end_session(kept)
    try:
        with kept.cursor() as cursor:
            cursor.execute("SELECT 1")
            assert cursor.fetchone() == (1,)
    finally:
        kept.close()


def test_a_new_worker_does_not_read_the_addresses_anew_while_visitors_wait():
    """The server reads this module once, before it makes its workers; without a question to the database."""
    clear_url_caches()
    importlib.reload(wsgi)
    assert get_resolver()._populated
