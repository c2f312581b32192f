"""What people do to log in: names, passwords and the app on their phone."""

import base64
import hashlib
import hmac
import re
import struct
import time

from django.test import Client
from django.urls import reverse

WACHTWOORD = "een-heel-lang-wachtwoord"


def calculate_code(secret, step=0):
    """RFC 6238, as the app on a phone does it; `step` is so many half minutes from now."""
    counter = struct.pack(">Q", int(time.time()) // 30 + step)
    digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 10**6:06}"


def log_in_by_form(naam="beheer", wachtwoord=WACHTWOORD, client=None, adres="10.0.0.1", **extra):
    client = client or Client()
    data = {"login": naam, "password": wachtwoord}
    response = client.post(reverse("account_login"), data, REMOTE_ADDR=adres, **extra)
    response.client = client
    return response


def is_in(client):
    return client.get("/inloggen/sessies/").status_code == 200


def enrol(client):
    """Sets up the app; gives its key and the recovery codes."""
    html = client.get(reverse("mfa_activate_totp")).content.decode()
    secret = re.search(r'class="sleutel">([\w ]+)<', html)[1].replace(" ", "")
    response = client.post(reverse("mfa_activate_totp"), {"code": calculate_code(secret, -1)}, follow=True)
    return secret, re.findall(r"<li><code>(\d+)</code>", response.content.decode())
