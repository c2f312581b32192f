"""Searching as a visitor does, for the tests."""

from search.models import Document
from search.zoeken import Zoekopdracht
from tests.factories import make_blocks


def find(client, zoekterm, **keuze):
    response = client.get("/zoeken/", {"q": zoekterm, **keuze})
    assert response.status_code == 200
    return response.content.decode()


def titles(zoekterm, **keuze):
    opdracht = Zoekopdracht(zoekterm, **keuze)
    documents = Document.objects.in_bulk(opdracht.resultaten)
    return [documents[key].titel for key in opdracht.resultaten]


def write(tekst):
    return make_blocks(("tekst", f"<p>{tekst}</p>"))
