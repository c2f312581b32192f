"""What must still work on a site with thousands of pages and applications."""

import subprocess
import sys

import pytest
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from tests.demo import ROOT
from tests.factories import make_agenda, make_gebied, make_initiatieven, make_nieuws, make_nieuws_index, make_user
from tests.grote_site import GroteSite
from tests.initiatieven import make_regiegroep
from tests.tellen import count_queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def wijk():
    wijk = make_gebied("Wijk")
    make_agenda(wijk)
    make_nieuws_index()
    make_initiatieven()
    return wijk


def test_a_section_with_over_a_thousand_pages_gets_another_address(client, wijk, django_capture_on_commit_callbacks):
    GroteSite().grow(1400)
    wijk.refresh_from_db()
    onder = Page.objects.descendant_of(wijk).live().filter(slug__endswith="-g")
    oud = onder.order_by("-pk").first().url
    with django_capture_on_commit_callbacks(execute=True):
        wijk.slug = "nieuwe-wijk"
        wijk.save_revision().publish()
    assert Redirect.objects.count() > 1400 < onder.count() + 1
    response = client.get(oud, follow=True)
    assert response.status_code == 200 and "/gebieden/nieuwe-wijk/" in response.redirect_chain[-1][0]


def test_a_moved_page_leads_on_from_its_last_address_only_once(client, wijk):
    elders = make_gebied("Elders")
    nieuws = make_nieuws("Bericht", ouder=wijk)
    oud = nieuws.url
    for doel in (elders, wijk, elders):
        doel.refresh_from_db()
        Page.objects.get(pk=nieuws.pk).move(doel, pos="last-child")
    assert client.get(oud).headers["Location"] == f"{elders.url}bericht/"


@pytest.mark.parametrize(
    "url",
    [
        lambda wijk: reverse("wagtailadmin_explore", args=[wijk.pk]),
        lambda wijk: reverse("initiatieven_aanvragen_modeladmin_index"),
        lambda wijk: f"{reverse('initiatieven_aanvragen_modeladmin_index')}?export=csv",
        lambda wijk: f"{wijk.url}feed/",
        lambda wijk: "/sitemap.xml",
        lambda wijk: "/initiatieven/csv/",
    ],
    ids=["explorer", "applications", "export", "feed", "sitemap", "register"],
)
def test_lists_and_exports_ask_no_more_when_they_grow(client, wijk, url):
    make_regiegroep(gebied=wijk)
    client.force_login(make_user())
    site = GroteSite()
    site.grow(120)
    klein = count_queries(client, url(wijk), warm=1)
    site.grow(400)
    assert count_queries(client, url(wijk), warm=1) == klein


def run_at_the_start(code):
    """What a new process prints that has just begun."""
    run = [sys.executable, "-c", f"import sys, django; django.setup(); {code}"]
    environment = {"DEMO": "1", "DJANGO_SETTINGS_MODULE": "site_project.settings", "PATH": ""}
    return subprocess.run(run, check=True, cwd=ROOT, env=environment, capture_output=True, text=True).stdout.strip()


@pytest.mark.een_database
def test_the_first_two_visitors_at_once_need_not_read_the_addresses_within_a_page():
    code = (
        "from wagtail.contrib.routable_page.models import RoutablePageMixin as R; from django.apps import apps; "
        "pages = [model for model in apps.get_models() if issubclass(model, R)]; "
        "print(len(pages), [page for page in pages if '_routablepage_urlresolver' not in page.__dict__])"
    )
    number, _, unread = run_at_the_start(code).partition(" ")
    assert int(number) >= 6 and unread == "[]"


@pytest.mark.een_database
def test_what_few_requests_need_is_not_read_at_the_start():
    code = (
        "import site_project.urls; "
        "late = ('weasyprint', 'openpyxl', 'qrcode', 'pikepdf', 'ninja', 'icalendar'); "
        "print([naam for naam in late if naam in sys.modules])"
    )
    assert run_at_the_start(code) == "[]"
