"""Asks an outside address whether it is there, without ever reaching into our own network."""

import socket
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from ipaddress import ip_address
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.utils.encoding import iri_to_uri

# A server that keeps us out is there, and so is one that finds us too eager.
BEREIKBAAR = {401, 403, 405, 429}
DOORVERWIJZINGEN = 5
NAAM = "Linkcontrole gemeente Alkmaar"


class Verboden(Exception):
    """An address within a network that is not public."""


class _Openbaar:
    """Connects only to what is public. The name is looked up once, so it cannot change between look and connection."""

    def connect(self):
        gevonden = socket.getaddrinfo(self.host, self.port, type=socket.SOCK_STREAM)
        for _, _, _, _, plek in gevonden:
            if not _is_public(ip_address(plek[0])):
                raise Verboden
        self.sock = socket.create_connection(gevonden[0][4][:2], self.timeout)


class OpenbareConnection(_Openbaar, HTTPConnection):
    pass


class OpenbareHTTPSConnection(_Openbaar, HTTPSConnection):
    def connect(self):
        super().connect()
        self.sock = self._context.wrap_socket(self.sock, server_hostname=self.host)


def _is_public(ip):
    mapped = getattr(ip, "ipv4_mapped", None) or ip
    return (mapped.is_global and not mapped.is_multicast) or (settings.LINKCONTROLE_LOOPBACK and mapped.is_loopback)


def check(adres, timeout):
    """Nothing when the address is there, else what is wrong with it in words."""
    try:
        status = _follow("HEAD", adres, timeout)
        if status >= 400:
            # Not every server knows HEAD.
            status = _follow("GET", adres, timeout)
    except Verboden:
        return "Dit adres ligt in een besloten netwerk"
    except TimeoutError:
        return "De site geeft geen antwoord"
    except socket.gaierror:
        return "Deze site bestaat niet (meer)"
    except (OSError, HTTPException, ValueError):
        return "Er is geen verbinding met de site te maken"
    return "" if status < 400 or status in BEREIKBAAR else _describe(status)


def _describe(status):
    if status in (404, 410):
        return f"De pagina bestaat niet (meer) ({status})"
    return f"De site geeft een foutmelding ({status})"


def _follow(method, adres, timeout):
    """The status at the end of the road. Each step is checked as the first one."""
    for _ in range(DOORVERWIJZINGEN + 1):
        status, verder = _ask(method, adres, timeout)
        if not 300 <= status < 400 or not verder:
            return status
        adres = urljoin(adres, verder)
    raise HTTPException("Too many redirects")


def _ask(method, adres, timeout):
    deel = urlsplit(adres)
    soorten = {"http": OpenbareConnection, "https": OpenbareHTTPSConnection}
    if deel.scheme not in soorten or not deel.hostname:
        raise ValueError(deel.scheme)
    connection = soorten[deel.scheme](deel.hostname, deel.port, timeout=timeout)
    try:
        pad = iri_to_uri((deel.path or "/") + (f"?{deel.query}" if deel.query else ""))
        connection.request(method, pad, headers={"User-Agent": NAAM, "Accept": "*/*", "Connection": "close"})
        response = connection.getresponse()
        return response.status, response.getheader("Location")
    finally:
        connection.close()
