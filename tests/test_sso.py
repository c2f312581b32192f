"""Single sign-on, against a real little OpenID Connect server on this machine."""

import base64
import hashlib
import json
import threading
import time
import urllib.error
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

import environ
import jwt
import pytest
from allauth.usersessions.models import UserSession
from cryptography.hazmat.primitives.asymmetric import rsa
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from jwt.algorithms import RSAAlgorithm

from site_project.toegang.instellingen import read_login_settings
from tests.toegang import WACHTWOORD, enrol, is_in, log_in_by_form

pytestmark = [pytest.mark.django_db, pytest.mark.een_database]
CLIENT, SECRET = "gebieden", "geheim-van-de-site"
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
JANSEN = {
    "sub": "42",
    "email": "jansen@alkmaar.example",
    "email_verified": True,
    "preferred_username": "jansen",
    "name": "Jo Jansen",
    "groups": ["g-com"],
}


class Provider(ThreadingHTTPServer):
    """Says who somebody is: `user` is what it tells, `token` what it says otherwise in the token."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server_port}"
        self.user, self.token, self.asked = dict(JANSEN), {}, {}

    def get_discovery(self):
        names = {"authorization_endpoint": "authorize", "token_endpoint": "token", "userinfo_endpoint": "userinfo"}
        ends = {name: f"{self.address}/{path}" for name, path in {**names, "jwks_uri": "jwks"}.items()}
        return {"issuer": self.address, "token_endpoint_auth_methods_supported": ["client_secret_post"], **ends}

    def get_id_token(self):
        now = int(time.time())
        claims = {"iss": self.address, "aud": CLIENT, "iat": now, "exp": now + 300, **self.user, **self.token}
        return jwt.encode(claims, KEY, algorithm="RS256", headers={"kid": "een"})


class Handler(BaseHTTPRequestHandler):
    def log_message(self, *args):
        pass

    def answer(self, data, status=200):
        body = json.dumps(data).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        url = urlsplit(self.path)
        if url.path == "/authorize":
            self.server.asked = {name: values[0] for name, values in parse_qs(url.query).items()}
            back = {"code": "een-code", "state": self.server.asked["state"]}
            self.send_response(302)
            self.send_header("Location", f"{self.server.asked['redirect_uri']}?{urlencode(back)}")
            self.end_headers()
        elif url.path == "/userinfo" and self.headers["Authorization"] == "Bearer een-token":
            self.answer(self.server.user)
        elif url.path == "/jwks":
            self.answer({"keys": [{**json.loads(RSAAlgorithm.to_jwk(KEY.public_key())), "kid": "een"}]})
        elif url.path.endswith("openid-configuration"):
            self.answer(self.server.get_discovery())
        else:
            self.answer({}, 401)

    def do_POST(self):
        sent = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        proof = base64.urlsafe_b64encode(hashlib.sha256(sent["code_verifier"][0].encode()).digest()).decode()
        right = (
            sent["client_id"] == [CLIENT]
            and sent["client_secret"] == [SECRET]
            and sent["code"] == ["een-code"]
            and proof.rstrip("=") == self.server.asked["code_challenge"]
        )
        data = {"access_token": "een-token", "token_type": "Bearer", "id_token": self.server.get_id_token()}
        self.answer(data if right else {"error": "invalid_grant"}, 200 if right else 400)


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args):
        return None


@pytest.fixture
def provider(monkeypatch, settings):
    server = Provider()
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    monkeypatch.setenv("OIDC_SERVER", server.address)
    monkeypatch.setenv("OIDC_CLIENT_ID", CLIENT)
    monkeypatch.setenv("OIDC_SECRET", SECRET)
    monkeypatch.setenv("OIDC_GROEPEN", "g-com=Communicatie,g-mare=Redacteur De Mare,g-weg=Bestaat niet")
    apply_environment(settings)
    yield server
    server.shutdown()
    server.server_close()


def apply_environment(settings, **kwargs):
    kwargs = {"https": False, "proxies": 0, "second_factor": False, **kwargs}
    for name, value in read_login_settings(environ.Env(), **kwargs).items():
        setattr(settings, name, value)


def come_in(client=None, address="/inloggen/met/sso/"):
    """As a browser does it: to the provider, and back with what it says."""
    client = client or Client()
    there = client.get(address)["Location"]
    with pytest.raises(urllib.error.HTTPError) as answer:
        urllib.request.build_opener(NoRedirect).open(there)
    back = urlsplit(answer.value.headers["Location"])
    response = client.get(f"{back.path}?{back.query}")
    response.client = client
    return response


def test_somebody_new_comes_in_with_the_groups_of_the_claims(mare, provider):
    assert "Log in met uw account van de gemeente" in Client().get("/inloggen/").content.decode()
    response = come_in()
    assert response["Location"] == "/admin/"
    assert response.client.get("/admin/").status_code == 200
    user = get_user_model().objects.get()
    assert (user.username, user.email, user.get_full_name()) == ("jansen", "jansen@alkmaar.example", "Jo Jansen")
    assert [group.name for group in user.groups.all()] == ["Communicatie"]
    assert not user.has_usable_password() and not user.is_superuser
    assert provider.asked["redirect_uri"] == "http://testserver/inloggen/met/sso/terug/"


def test_one_returns_to_where_one_was_going(mare, provider):
    html = Client().get("/inloggen/?next=/admin/reports/").content.decode()
    assert "/inloggen/met/sso/?next=%2Fadmin%2Freports%2F" in html.replace("process=login&amp;", "")
    assert come_in(address="/inloggen/met/sso/?next=/admin/reports/")["Location"] == "/admin/reports/"


def test_each_time_the_groups_are_those_of_the_claims(mare, provider):
    come_in()
    user = get_user_model().objects.get()
    Group.objects.create(name="Lezers")
    user.groups.set(Group.objects.filter(name__in=["Communicatie", "Lezers"]))
    provider.user["groups"] = ["g-mare", "g-onbekend"]
    come_in()
    assert {group.name for group in user.groups.all()} == {"Redacteur De Mare", "Lezers"}


def test_groups_in_the_token_alone_count_too(mare, provider):
    provider.token["groups"] = provider.user.pop("groups")
    come_in()
    assert get_user_model().objects.get().groups.get().name == "Communicatie"


@pytest.mark.parametrize("groups", [[], ["g-onbekend"], ["g-weg"], "g-onbekend", None, 7, [{"id": "g-com"}]])
def test_who_has_no_role_does_not_come_in(mare, provider, groups):
    provider.user["groups"] = groups
    response = come_in()
    assert response.status_code == 403 and "geen rol op deze site" in response.content.decode()
    assert not get_user_model().objects.exists() and not is_in(response.client)


def test_who_lost_the_role_loses_it_here_too(mare, provider):
    come_in()
    provider.user["groups"] = []
    response = come_in()
    assert response.status_code == 403 and not is_in(response.client)
    assert not get_user_model().objects.get().groups.exists()


def test_a_known_colleague_is_found_by_the_mail_address(mare, provider):
    jansen = get_user_model().objects.create_user("jo", "Jansen@alkmaar.example".lower(), WACHTWOORD)
    come_in()
    assert get_user_model().objects.get() == jansen
    # From then on the other side says who may come in, so the password of before is gone.
    assert "horen niet bij elkaar" in log_in_by_form("jo").content.decode()
    provider.user["email"] = "nieuw@alkmaar.example"
    assert come_in().status_code == 302
    assert get_user_model().objects.count() == 1


def test_an_address_that_is_not_certain_is_not_believed(mare, provider, monkeypatch, settings):
    jansen = get_user_model().objects.create_user("jo", "jansen@alkmaar.example", WACHTWOORD)
    provider.user["email_verified"] = False
    response = come_in()
    assert response.status_code == 403 and "niet bevestigd" in response.content.decode()
    jansen.refresh_from_db()
    assert jansen.has_usable_password() and get_user_model().objects.count() == 1
    monkeypatch.setenv("OIDC_MAILDOMEINEN", "alkmaar.example")
    apply_environment(settings)
    assert come_in().status_code == 302


def test_the_two_answers_must_be_about_the_same_person(mare, provider):
    provider.token["sub"] = "43"
    assert come_in().status_code == 403
    assert not get_user_model().objects.exists()


@pytest.mark.parametrize("claim", [{"aud": "een-andere-site"}, {"iss": "https://evil.example"}, {"exp": 1}])
def test_a_token_for_another_or_of_before_is_refused(mare, provider, claim):
    provider.token.update(claim)
    response = come_in()
    assert response.status_code == 401 and "Er ging iets mis" in response.content.decode()
    assert not get_user_model().objects.exists()


def test_an_answer_that_nobody_asked_for_is_refused(mare, provider):
    response = Client().get("/inloggen/met/sso/terug/?code=een-code&state=verzonnen")
    assert response.status_code == 401
    response = Client().get("/inloggen/met/sso/terug/?error=access_denied&state=verzonnen")
    assert response.status_code == 401


def test_nobody_ties_an_account_of_elsewhere_to_the_own_one(mare, provider):
    get_user_model().objects.create_user("piet", "piet@alkmaar.example", WACHTWOORD)
    client = log_in_by_form("piet").client
    assert come_in(client, "/inloggen/met/sso/?process=connect").status_code == 403
    assert get_user_model().objects.count() == 1


def test_the_second_factor_is_ours_unless_the_other_side_sees_to_it(mare, provider, settings):
    settings.TWEEDE_FACTOR = True
    client = come_in().client
    assert client.get("/admin/")["Location"].startswith("/inloggen/beveiliging/aan/")
    settings.OIDC_TWEEDE_FACTOR = True
    assert client.get("/admin/").status_code == 200
    enrol(client)
    assert come_in()["Location"] == "/inloggen/code/"


def test_there_is_no_password_here_to_forget_or_to_change(mare, provider, mailoutbox):
    client = come_in().client
    assert UserSession.objects.count() == 1
    html = client.get("/inloggen/wachtwoord/", follow=True).content.decode()
    assert "U logt in met uw account van de gemeente" in html
    Client().post("/inloggen/vergeten/", {"email": "jansen@alkmaar.example"})
    assert not mailoutbox


def test_a_server_that_is_silent_gives_a_sentence(mare, provider):
    provider.shutdown()
    provider.server_close()
    response = Client().get("/inloggen/met/sso/")
    assert response.status_code == 503 and "geeft geen antwoord" in response.content.decode()


def test_without_a_server_there_is_nothing(db):
    assert "Log in met" not in Client().get("/inloggen/").content.decode()
    assert Client().get("/inloggen/met/sso/").status_code == 404


def test_a_real_site_asks_over_https_only(provider, settings):
    with pytest.raises(ImproperlyConfigured):
        apply_environment(settings, https=True)
