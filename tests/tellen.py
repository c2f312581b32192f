"""How much a page asks of the database."""

from django.db import connection
from django.test.utils import CaptureQueriesContext


def count_queries(client, address, warm=2, status=200, **keuze):
    """Queries of one GET after so many before it: the first makes the settings of the site, the second remembers."""
    for _ in range(warm):
        client.get(address, keuze)
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address, keuze)
        # A download asks while it is sent.
        b"".join(response.streaming_content) if response.streaming else response.content
    assert response.status_code == status, address
    return len(queries)
