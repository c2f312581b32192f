"""Keeps what search knows in step with the public pages. Every road to publishing counts: it looks at the pages."""

from collections import Counter
from zlib import crc32

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from .models import Document, Stam, Synoniem, Vermelding, Woord
from .nederlands import find_content, fold, stem
from .openbaar import find_plekken, find_public
from .splitsen import get_splitser
from .tekst import read_date, read_text

TITEL, SAMENVATTING, TEKST, PLEK = 60, 30, 20, 15
# A text of so many words is neither long nor short.
GEWONE_LENGTE = 120
# How sure a word is that means the same as what was asked.
SYNONIEM = 60
PER_KEER = 200


class Indexeerder:
    """Reads pages. One is made for each round of work: places and synonyms are read once."""

    def __init__(self):
        self.plekken = find_plekken()
        self.splitser = get_splitser(tuple(plek.title for plek in self.plekken))
        self.synoniemen = _read_synonyms()
        self.bekend = {}

    @transaction.atomic
    def index(self, pages):
        """Reads these specific pages (anew)."""
        pages = list(pages)
        documents = [self._describe(page) for page in pages]
        fields = [field.name for field in Document._meta.fields if field.name not in ("id", "page")]
        Document.objects.bulk_create(documents, update_conflicts=True, unique_fields=["page"], update_fields=fields)
        keys = dict(Document.objects.filter(page__in=pages).values_list("page", "pk"))
        weights = {keys[document.page_id]: self._weigh(document) for document in documents}
        self._learn({woord for words in weights.values() for woord in words})
        Vermelding.objects.filter(document__in=weights).delete()
        Vermelding.objects.bulk_create(
            (
                Vermelding(document_id=key, woord_id=self.bekend[woord], gewicht=gewicht)
                for key, words in weights.items()
                for woord, gewicht in words.items()
            ),
            batch_size=5000,
        )
        return len(pages)

    @transaction.atomic
    def renew_words(self):
        """Finds out again by which stems each word is found: after a change of synonyms, places or parts."""
        Stam.objects.all().delete()
        self._add_stems(Woord.objects.values_list("pk", "woord"))

    def _describe(self, page):
        return Document(
            page_id=page.pk,
            titel=getattr(page, "zoektitel", page.title)[:255],
            samenvatting=getattr(page, "samenvatting", ""),
            tekst=read_text(page),
            soort=getattr(page, "zoeksoort", "Pagina"),
            gewicht=getattr(page, "zoekgewicht", 100),
            datum=read_date(page),
            actueel_tot=getattr(page, "zoek_actueel_tot", None),
            plekken=" ".join(str(plek.pk) for plek in self._find_plekken(page)),
            pad=page.path,
            groep=crc32(fold(getattr(page, "zoekgroep", page.title)).encode()),
            gelezen_op=timezone.now(),
        )

    def _find_plekken(self, page):
        """The places in which it stands, or is also placed."""
        paths = [page.path, *getattr(page, "ook_op", ())]
        return [plek for plek in self.plekken if any(path.startswith(plek.path) for path in paths)]

    def _weigh(self, document):
        """For each word how much it says about this document."""
        weights = Counter()
        titel, tekst = find_content(document.titel), Counter(find_content(document.tekst))
        for woord in set(titel):
            weights[woord] += TITEL + 2 * TITEL // len(set(titel))
        for woord in set(find_content(document.samenvatting)):
            weights[woord] += SAMENVATTING
        lengte = 0.6 + 0.4 * sum(tekst.values()) / GEWONE_LENGTE
        for woord, aantal in tekst.items():
            weights[woord] += max(1, round(TEKST * aantal / (aantal + lengte)))
        for woord in find_content(document.soort):
            weights[woord] += PLEK
        eigen = set(document.plekken.split())
        for plek in self.plekken:
            if str(plek.pk) in eigen:
                for woord in find_content(plek.title):
                    weights[woord] += PLEK
        return weights

    def _learn(self, words):
        """Makes sure that all these words are known, with the stems by which they are found."""
        unknown = words - self.bekend.keys()
        self.bekend.update(Woord.objects.filter(woord__in=unknown).values_list("woord", "pk"))
        fresh = sorted(unknown - self.bekend.keys())
        if fresh:
            Woord.objects.bulk_create([Woord(woord=woord) for woord in fresh], ignore_conflicts=True)
            found = Woord.objects.filter(woord__in=fresh).values_list("pk", "woord")
            self._add_stems(found)
            self.bekend.update((woord, pk) for pk, woord in found)

    def _add_stems(self, words):
        Stam.objects.bulk_create(
            (
                Stam(woord_id=pk, stam=stam, zekerheid=zekerheid)
                for pk, woord in words
                for stam, zekerheid in self._find_stems(woord).items()
            ),
            ignore_conflicts=True,
            batch_size=5000,
        )

    def _find_stems(self, woord):
        found = self.splitser.find_stems(woord)
        for stam, zekerheid in list(found.items()):
            for gelijk in self.synoniemen.get(stam, ()):
                found[gelijk] = max(found.get(gelijk, 0), zekerheid * SYNONIEM // 100)
        return found


def catch_up():
    """Brings search in line with what is public now. Returns how many pages were read and how many left."""
    gone = Document.objects.exclude(page__in=find_public().order_by().values("pk"))
    weg = gone.count()
    gone.delete()
    nieuw = Q(zoekdocument=None) | Q(zoekdocument__gelezen_op=None)
    veranderd = Q(zoekdocument__gelezen_op__lt=F("last_published_at")) | ~Q(zoekdocument__pad=F("path"))
    keys = list(find_public().filter(nieuw | veranderd).order_by("path").values_list("pk", flat=True))
    return _index_in_parts(keys), weg


def rebuild():
    """Reads everything anew and forgets the words that no page has any more."""
    keys = list(find_public().order_by("path").values_list("pk", flat=True))
    Document.objects.exclude(page__in=find_public().order_by().values("pk")).delete()
    number = _index_in_parts(keys)
    Woord.objects.filter(vermeldingen=None).delete()
    Indexeerder().renew_words()
    return number


def _index_in_parts(keys):
    indexeerder = Indexeerder()
    parts = (keys[place : place + PER_KEER] for place in range(0, len(keys), PER_KEER))
    return sum(indexeerder.index(find_public().filter(pk__in=part).specific()) for part in parts)


def _read_synonyms():
    """For each stem those that mean the same."""
    found = {}
    for woorden in Synoniem.objects.values_list("woorden", flat=True):
        # Openbaar vervoer is one word here, as it is in a question.
        stammen = {stem("".join(woord)) for deel in woorden.split(",") if (woord := find_content(deel))}
        for stam in stammen:
            found.setdefault(stam, set()).update(stammen - {stam})
    return found
