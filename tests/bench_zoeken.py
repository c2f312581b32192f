"""How well and how fast search answers, next to Wagtail's own search of this database, in a database of its own."""

import random
import statistics
import time

from tests.eigen_database import make_own_database
from tests.zoekmeting import measure as measure_questions
from tests.zoekmeting import read_questions, summarize

SIZES = (100, 10_000)
WOORDEN = 3000
PER_PAGINA = 120
# On every page, and on five of them.
GEWOON, ZELDZAAM = "hagedis", "kwikstaart"
TIMES = 12
CIJFERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def measure_answers():
    """Recall, precision and first-hit rate on the content of the demo."""
    settings.ZOEKINDEX_METEEN = False
    load_content()
    rebuild()
    call_command("update_index", verbosity=0)
    print(f"Relevance on the demo, on {connection.vendor}")
    print(f"{'engine':<28}{'questions':<10}{'recall':>8}{'precision':>11}{'first hit':>11}")
    engines = {"own search": find_own, f"Wagtail, {connection.vendor}": find_stock, "the same, OR": find_stock_or}
    for vragen in read_questions():
        for naam, find in engines.items():
            figures = summarize(measure_questions(vragen, find))
            print(f"{naam:<28}{vragen:<10}" + "".join(f"{figures[key]:>10.2f} " for key in figures))


def find_own(vraag):
    keys = Zoekopdracht(vraag).resultaten[:10]
    documents = Document.objects.select_related("page").in_bulk(keys)
    return [documents[key].page.url_path for key in keys]


def find_stock(vraag, operator="and"):
    woorden = " ".join(tokens(vraag))
    pages = Page.objects.live().filter(depth__gt=1).search(woorden, operator=operator)[:10]
    return [page.url_path for page in pages]


def find_stock_or(vraag):
    return find_stock(vraag, operator="or")


def measure_speed():
    """A search for the word that is on every page, and for one that is on five; what saving a page costs."""
    client, made = Client(SERVER_NAME="127.0.0.1"), 0
    print(f"Search among the demo and so many more pages, on {connection.vendor}: queries, median and highest ms")
    for size in SIZES:
        add_pages(Site.objects.get().root_page, made, size)
        made = size
        medians = {}
        for naam, woord in (("common word", GEWOON), ("rare word", ZELDZAAM), ("typing error", "kwikstaaart")):
            medians[naam] = measure_page(client, f"{size:>6} {naam}", f"/zoeken/?q={woord}")
        measure_page(client, f"{size:>6} titles", "/zoeken/titels.json")
        measure_indexing(size)
        print(
            f"{size:>6} the commonest word costs {medians['common word'] / medians['rare word']:.1f} times a rare one"
        )


def measure_page(client, naam, address):
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    # The next request empties the list.
    number = len(queries)
    times = [take_time(lambda: client.get(address)) for _ in range(TIMES)]
    print(f"{naam:<28}{number:>4}{statistics.median(times):>8.0f}{max(times):>8.0f}")
    return statistics.median(times)


def measure_indexing(size):
    page = AgendapuntPage.objects.live().first()
    times = [take_time(lambda: read_published(page)) for _ in range(TIMES)]
    print(f"{size:>6} reading a saved page {statistics.median(times):>9.0f}{max(times):>8.0f}")


def take_time(act):
    begin = time.process_time()
    act()
    return (time.process_time() - begin) * 1000


def add_pages(start, begin, end):
    """Bare pages with made-up words, the same each time."""
    dobbel = random.Random(begin)
    woorden = [
        "".join(dobbel.choices("bdfgklmnprst", k=3)) + "".join(dobbel.choices("aeiou", k=2)) for _ in range(WOORDEN)
    ]
    kans = [1 / (rang + 1) for rang in range(WOORDEN)]
    indexeerder = Indexeerder()
    for place in range(begin, end, 500):
        numbers = range(place, min(place + 500, end))
        part = Page.objects.bulk_create([make_page(start, number, dobbel.choice(woorden)) for number in numbers])
        for number, page in zip(numbers, part, strict=True):
            extra = [ZELDZAAM] if number % (end // 5) == 1 else []
            page.zoektekst = " ".join([GEWOON, *extra, *dobbel.choices(woorden, kans, k=PER_PAGINA)])
        indexeerder.index(part)


def make_page(start, number, woord):
    step = "".join(CIJFERS[(number + 5000) // 36**power % 36] for power in (3, 2, 1, 0))
    slug, kind = f"pagina-{number}", ContentType.objects.get_for_model(Page)
    title = f"Pagina {number} {woord}"
    place = {"path": f"{start.path}{step}", "depth": start.depth + 1, "url_path": f"{start.url_path}{slug}/"}
    return Page(title=title, draft_title=title, slug=slug, content_type=kind, locale=start.locale, **place)


if __name__ == "__main__":
    with make_own_database():
        # These need the models.
        from django.conf import settings
        from django.contrib.contenttypes.models import ContentType
        from django.core.management import call_command
        from django.db import connection
        from django.test import Client
        from django.test.utils import CaptureQueriesContext
        from wagtail.models import Page, Site

        from gebieden.models import AgendapuntPage
        from search.bijhouden import read_published
        from search.indexeren import Indexeerder, rebuild
        from search.models import Document
        from search.nederlands import tokens
        from search.zoeken import Zoekopdracht
        from site_project.alkmaar.laden import load_content

        measure_answers()
        settings.ZOEKINDEX_METEEN = True
        measure_speed()
