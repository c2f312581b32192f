"""The promise of test_paginacache.py, for who comes through a real nginx that keeps pages too (docs/nginx.conf)."""

import shutil
import time
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.core.management import call_command
from lxml import html

from home.models import Wijziging
from site_project.frontendcache import purge
from tests.nginx import Browser, serve_behind_nginx

pytestmark = [pytest.mark.een_database, pytest.mark.xdist_group("nginx")]

# Where the changes of others show, beside the page itself.
OVERAL = ["/", "/nieuws/", "/gebieden/overdie/", "/gebieden/overdie/agenda/", "/gebieden/overdie/feed/", "/sitemap.xml"]
SOORTEN = {
    "gebiedenindexpage": "/gebieden/",
    "nieuwsindexpage": "/nieuws/",
    "verhalenindexpage": "/verhalen/",
    "bijeenkomstenindexpage": "/bijeenkomsten/",
    "initiatievenindexpage": "/initiatieven/",
    "aanvraagpage": "/initiatieven/aanvragen/",
    "tekstpage": "/contact/",
    "gebiedpage": "/gebieden/overdie/",
    "nieuwspage": "/gebieden/overdie/%",
    "verhaalpage": "/gebieden/overdie/%",
    "bijeenkomstpage": "/gebieden/overdie/%",
    "agendapage": "/gebieden/overdie/agenda/",
    "agendapuntpage": "/gebieden/overdie/agenda/%",
    "voortgangpage": "/gebieden/overdie/agenda/%",
    "initiatiefpage": "%",
}
# Where such a page shows, beside its own address.
LIJSTEN = {
    "gebiedpage": ["/gebieden/"],
    "nieuwspage": ["/nieuws/", "/gebieden/overdie/feed/"],
    "verhaalpage": ["/verhalen/"],
    "bijeenkomstpage": ["/bijeenkomsten/"],
    "agendapuntpage": ["/gebieden/overdie/agenda/"],
    "initiatiefpage": ["/initiatieven/"],
}
UITGEVEN = {"action-publish": "1"}


@pytest.fixture(scope="module")
def site(built_demo, tmp_path_factory):
    folder = shutil.copytree(built_demo, tmp_path_factory.mktemp("nginx") / "data")
    with serve_behind_nginx(folder) as site:
        yield site


def forget_all(site):
    with site.as_process():
        purge()


@pytest.fixture(scope="module")
def beheer(site):
    """Somebody who may do everything and logged in through nginx."""
    browser = Browser(site.front)
    browser.submit("/inloggen/", login="beheer", password="demo-alkmaar-beheer")
    return browser


@pytest.fixture
def bezoeker(site):
    return Browser(site.front)


def get_pages(browser, *addresses):
    return {address: browser.get(address).content for address in addresses}


def check_fresh(site, *addresses):
    """What visitors get is what the site makes of it now, and nginx keeps it."""
    for address in addresses:
        bezoeker, truth = Browser(site.front), site.get_truth(address)
        # The third time is for when the ten seconds of a number were over between the two.
        answers = [bezoeker.get(address) for _ in range(3 if truth.status_code == 200 else 1)]
        for response in answers:
            assert (response.status_code, response.content) == (truth.status_code, truth.content), address
        assert truth.status_code != 200 or "HIT" in [response.headers["X-Cache"] for response in answers], address


class TestVeranderd:
    """Whatever somebody changes in the admin: the next visitor finds no byte of before, wherever it stood."""

    @pytest.mark.parametrize("soort", SOORTEN)
    def test_a_page_of_every_kind(self, site, beheer, bezoeker, soort):
        pk, address = site.find_page(soort, SOORTEN[soort])
        lists = ["/", *LIJSTEN.get(soort, [])]
        before = get_pages(bezoeker, address, *lists)
        fields = dict.fromkeys(["title", "samenvatting"], f"Anders {soort}")
        beheer.submit(f"/admin/pages/{pk}/edit/", **fields, **UITGEVEN)
        check_fresh(site, address, *lists)
        after = get_pages(bezoeker, address, *lists)
        assert [place for place in (address, *lists[1:]) if after[place] == before[place]] == []

    def test_what_stands_on_every_page(self, site, beheer, bezoeker):
        get_pages(bezoeker, *OVERAL)
        beheer.submit(beheer.get("/admin/settings/home/siteinstellingen/").headers["Location"], telefoon="14 0722")
        assert "14 0722" in bezoeker.get("/").text
        check_fresh(site, *OVERAL)
        pk, address = site.find_page("tekstpage", "/contact/")
        beheer.submit(f"/admin/pages/{pk}/edit/", show_in_menus="on", title="In het menu", **UITGEVEN)
        assert "In het menu" in bezoeker.get("/").text
        check_fresh(site, address, "/gebieden/overdie/agenda/")

    def test_new_moved_hidden_and_gone(self, site, beheer, bezoeker):
        ouder, _ = site.find_page("gebiedpage", "/gebieden/overdie/")
        elders, _ = site.find_page("gebiedpage", "/gebieden/zuid/")
        new = {"title": "Net gebeurd", "slug": "net-gebeurd", "samenvatting": "Kort."}
        beheer.submit(f"/admin/pages/add/gebieden/nieuwspage/{ouder}/", **new, **UITGEVEN)
        assert "Net gebeurd" in bezoeker.get("/nieuws/").text
        pk, old = site.find_page("nieuwspage", "/gebieden/overdie/net-gebeurd/")
        check_fresh(site, old, "/nieuws/", "/gebieden/overdie/")
        beheer.submit(f"/admin/pages/{pk}/move/{elders}/confirm/")
        _, new = site.find_page("nieuwspage", "%/net-gebeurd/")
        check_fresh(site, old, new, "/gebieden/overdie/", "/gebieden/overdie/feed/")
        assert bezoeker.get(old).status_code == 301 and bezoeker.get(new).status_code == 200
        beheer.submit(f"/admin/pages/{pk}/unpublish/")
        assert bezoeker.get(new).status_code == 404
        check_fresh(site, "/nieuws/", "/sitemap.xml")

    @pytest.mark.parametrize(
        ("address", "fields"),
        [
            ("/admin/images/1/", {"title": "Een andere foto"}),
            ("/admin/documents/edit/1/", {"title": "Een ander stuk"}),
            ("/admin/redirects/add/", {"old_path": "/vroeger", "redirect_link": "https://www.alkmaar.nl/"}),
            ("/admin/snippets/gebieden/thema/edit/1/", {"naam": "Een ander thema"}),
            ("/admin/snippets/gebieden/partner/edit/1/", {"naam": "Een andere partner"}),
            ("/admin/snippets/gebieden/teamlid/edit/1/", {"naam": "Een ander teamlid"}),
        ],
    )
    def test_what_is_no_page(self, site, beheer, bezoeker, address, fields):
        shown = ["/gebieden/overdie/", "/gebieden/overdie/agenda/"]
        get_pages(bezoeker, *shown, "/vroeger/")
        beheer.submit(address, **fields)
        check_fresh(site, *shown, "/vroeger/")


class TestVanWie:
    """Nobody gets a byte that is meant for somebody else, in whatever order they come."""

    @pytest.mark.parametrize("beheer_is_first", [True, False])
    def test_two_visitors(self, site, beheer, bezoeker, beheer_is_first):
        forget_all(site)
        secrets = list(beheer.session.cookies.values())
        for address in ["/", "/nieuws/", "/gebieden/overdie/feed/", "/zoeken/", "/contact/", "/inloggen/", "/weg/"]:
            browsers = [beheer, bezoeker] if beheer_is_first else [bezoeker, beheer]
            answers = {browser: browser.get(address) for browser in [*browsers, bezoeker]}
            hers, his = answers[beheer], answers[bezoeker]
            assert hers.headers["X-Cache"] == "BYPASS", address
            assert not any(secret in his.text + str(his.headers) for secret in secrets), address
            assert "wagtail-userbar" not in his.text, address
            if address in ("/", "/nieuws/", "/contact/"):
                assert "wagtail-userbar" in hers.text and his.headers["X-Cache"] == "HIT", address

    def test_a_token_is_for_one_visitor(self, site):
        visitors = [Browser(site.front).get("/inloggen/") for _ in range(3)]
        assert len({response.cookies["csrf"] for response in visitors}) == 3
        assert len({response.content for response in visitors}) == 3

    def test_who_has_a_cookie_of_the_site_is_kept_apart(self, site):
        for naam in ("sessie", "__Host-sessie", "csrf", "__Host-csrf", "messages", *settings.EIGEN_COOKIES):
            forget_all(site)
            assert Browser(site.front).get("/", Cookie=f"x=1; {naam}=kanarie").headers["X-Cache"] == "BYPASS", naam
            assert Browser(site.front).get("/").headers["X-Cache"] == "MISS", naam
        assert Browser(site.front).get("/", Cookie="_statistiek=kanarie").headers["X-Cache"] == "HIT"

    def test_what_a_visitor_says_reaches_nobody_else(self, site):
        said = {"X-Forwarded-Host": "kanarie.example", "X-Original-URL": "/kanarie/", "X-Rewrite-URL": "/kanarie/"}
        said |= {"Cookie": "_x=kanarie", "Referer": "https://kanarie.example/", "User-Agent": "kanarie"}
        for extra in (said, {"Range": "bytes=0-9"}, {"Host": "kanarie.example"}, {"Authorization": "kanarie"}):
            forget_all(site)
            Browser(site.front).get("/", **extra)
            response = Browser(site.front).get("/")
            assert response.content == site.get_truth("/").content, extra
            assert "kanarie" not in str(response.headers), extra

    def test_a_page_that_becomes_private(self, site, beheer, bezoeker):
        pk, address = site.find_page("verhaalpage", "/gebieden/zuid/%")
        get_pages(bezoeker, address, "/sitemap.xml")
        beheer.submit(f"/admin/pages/{pk}/privacy/", restriction_type="login")
        assert beheer.get(address).status_code == 200
        assert bezoeker.get(address).status_code == 302 and address not in bezoeker.get("/sitemap.xml").text


class TestOnderweg:
    def test_a_browser_that_has_it_gets_no_bytes(self, site, beheer, bezoeker):
        pk, address = site.find_page("tekstpage", "/contact/")
        bezoeker.get(address)
        kept = bezoeker.get(address)
        assert kept.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
        again = bezoeker.get(address, **{"If-None-Match": kept.headers["ETag"]})
        assert (again.status_code, again.content, again.headers["X-Cache"]) == (304, b"", "HIT")
        beheer.submit(f"/admin/pages/{pk}/edit/", title="Bel ons", **UITGEVEN)
        assert bezoeker.get(address, **{"If-None-Match": kept.headers["ETag"]}).status_code == 200

    @pytest.mark.parametrize(("accepts", "encoding"), [("gzip, br, zstd", "br"), ("gzip", "gzip"), ("", None)])
    def test_each_browser_gets_a_form_that_it_reads(self, bezoeker, accepts, encoding):
        style = html.fromstring(bezoeker.get("/").content).xpath("//link[@rel='stylesheet']/@href")[0]
        for address in ("/", "/", style, style):
            response = bezoeker.get(address, **{"Accept-Encoding": accepts})
            assert response.headers.get("Content-Encoding") == encoding, address
        assert "immutable" in response.headers["Cache-Control"]

    def test_a_page_that_expires_is_gone_at_that_moment(self, site, bezoeker):
        pk, address = site.find_page("verhaalpage", "/gebieden/overdie/%")
        moment = datetime.now(UTC) + timedelta(seconds=5)
        site.ask("UPDATE wagtailcore_page SET expire_at = ? WHERE id = ?", f"{moment:%Y-%m-%d %H:%M:%S.%f}", pk)
        site.ask("INSERT INTO home_wijziging DEFAULT VALUES")
        forget_all(site)
        seen = set()
        while (before := datetime.now(UTC)) < moment + timedelta(seconds=0.5):
            response = bezoeker.get(address)
            if datetime.now(UTC) < moment or before >= moment:
                assert response.status_code == (200 if before < moment else 404)
                seen.add((response.status_code, response.headers["X-Cache"]))
            time.sleep(0.02)
        assert (200, "HIT") in seen and 404 in dict(seen)

    def test_the_work_of_every_minute_tells_what_another_process_changed(self, db, site, bezoeker):
        with site.as_process():
            call_command("leeg_frontendcache")
            check_fresh(site, "/")
            call_command("leeg_frontendcache")
            assert bezoeker.get("/").headers["X-Cache"] == "HIT"
            Wijziging.objects.create()
            call_command("leeg_frontendcache")
            assert bezoeker.get("/").headers["X-Cache"] == "MISS"
