"""Makes a site as large as one likes: pages spread over its areas as a city would have them, the same each time.

Bare rows without versions: what a visitor reads does not depend on those.
"""

import json
import random
import re
from collections import Counter
from datetime import timedelta

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from django.utils.text import slugify
from wagtail.models import Locale, Page

from gebieden.models import (
    AgendaPage,
    AgendapuntPage,
    BijeenkomstPage,
    GebiedPage,
    NieuwsPage,
    Verantwoordelijke,
    VerhaalPage,
    VoortgangPage,
)
from gebieden.status import Status
from home.models import Afbeelding
from initiatieven.models import Aanvraag, Aanvrager, Besluit, Gebeurtenis, Regiegroep
from initiatieven.standen import Stand

# Of each hundred pages so many are of this kind.
VERDELING = {NieuwsPage: 52, VerhaalPage: 10, BijeenkomstPage: 10, AgendapuntPage: 8, VoortgangPage: 20}
CIJFERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
WOORDEN = re.findall(
    r"\w+",
    "banken bomen straat plein school speelplek wijkcentrum fiets oversteek groen water buren moestuin licht afval "
    "gemeente bewoners avond gesprek plan idee ontwerp aannemer zomer winter markt muziek jeugd ouderen sport",
)
# On every page, and on five of them.
GEWOON, ZELDZAAM = "hagedis", "kwikstaart"
PER_KEER = 40


class GroteSite:
    """Grows in steps. Where it ends does not depend on the steps."""

    def __init__(self):
        self.begin = timezone.now()
        self.taal = Locale.get_active().pk
        self.beelden = list(Afbeelding.objects.order_by("pk").values_list("pk", flat=True)[:20]) or [None]
        self.gebieden = list(GebiedPage.objects.live().order_by("path"))
        self.agendas = list(AgendaPage.objects.live().current().order_by("path"))
        # What an earlier run made.
        own = Page.objects.filter(slug__endswith="-g")
        self.punten = list(own.filter(agendapuntpage__isnull=False).order_by("pk"))
        self.kinderen = Counter(path[: -Page.steplen] for path in own.values_list("path", flat=True))
        self.gemaakt = own.count()
        self.aanvragen = Aanvraag.objects.filter(kenmerk__startswith="G-").count()

    def grow(self, size):
        """Until there are so many pages more than there were, and half as many applications."""
        reeks = [model for model, aantal in VERDELING.items() for _ in range(aantal)]
        random.Random(7).shuffle(reeks)
        # First an item, then its updates.
        reeks.sort(key=lambda model: model is VoortgangPage)
        soorten = [reeks[number % len(reeks)] for number in range(size)]
        for begin in range(self.gemaakt, size, PER_KEER):
            einde = min(begin + PER_KEER, size)
            for model in VERDELING:
                numbers = [number for number in range(begin, einde) if soorten[number] is model]
                self._add(model, numbers)
        self.gemaakt = max(size, self.gemaakt)
        self._keep_numchild()
        self._add_applications(size // 2)

    def _add(self, model, numbers):
        if not numbers:
            return
        items = [self._make(model, number) for number in numbers]
        bases = Page.objects.bulk_create([base for base, _ in items])
        children = [model(page_ptr_id=base.pk, **velden) for base, (_, velden) in zip(bases, items, strict=True)]
        model._base_manager.all()._insert(children, model._meta.local_concrete_fields, using="default")
        if model is AgendapuntPage:
            self.punten += bases
            soorten = Verantwoordelijke.Soort.values
            Verantwoordelijke.objects.bulk_create(
                Verantwoordelijke(punt_id=base.pk, soort=soorten[base.pk % len(soorten)]) for base in bases
            )

    def _make(self, model, number):
        dobbel = random.Random(number)
        gebied = self.gebieden[number % len(self.gebieden)]
        dag = timezone.localdate(self.begin) - timedelta(days=number % 1500)
        zin = " ".join(dobbel.choices(WOORDEN, k=12))
        velden = {"samenvatting": zin.capitalize() + "."}
        titel = f"{zin.split()[0].capitalize()} en {zin.split()[1]} {number}"
        ouder = gebied
        if model is AgendapuntPage:
            ouder = self.agendas[number % len(self.agendas)]
            velden |= {"nummer": f"G{number}", "eind": "2027", "beginstatus": Status.GEPLAND, "beloofd_op": dag}
        elif model is VoortgangPage:
            ouder = self.punten[number % len(self.punten)]
            status = Status.values[number % len(Status.values)]
            velden |= {"punt_id": ouder.pk, "datum": dag, "status": status, "waarom": zin}
        elif model is BijeenkomstPage:
            begin = self.begin + timedelta(days=number % 60 - 30, hours=1)
            velden |= {"begin": begin, "eind": begin + timedelta(hours=2), "plek": "Wijkcentrum"}
        else:
            velden |= {"datum": dag}
        if model is VerhaalPage:
            velden |= {"verteller": "Marga (voorbeeld)", "citaat": zin}
        if model in (NieuwsPage, VerhaalPage, BijeenkomstPage):
            extra = f" {ZELDZAAM}" if number % 2000 == 1 else ""
            tekst = " ".join([GEWOON, *dobbel.choices(WOORDEN, k=100)]) + extra
            velden["inhoud"] = json.dumps([{"type": "tekst", "value": f"<p>{tekst}</p>"}])
            velden["afbeelding_id"] = self.beelden[number % len(self.beelden)]
        return self._make_base(model, ouder, titel, f"{slugify(titel)}-g"), velden

    def _make_base(self, model, ouder, titel, slug):
        self.kinderen[ouder.path] += 1
        # Far behind what is there already, and what people add meanwhile.
        place = 1000 + self.kinderen[ouder.path]
        step = "".join(CIJFERS[place // 36**power % 36] for power in (3, 2, 1, 0))
        return Page(
            title=titel,
            draft_title=titel,
            slug=slug,
            content_type=ContentType.objects.get_for_model(model),
            locale_id=self.taal,
            path=f"{ouder.path}{step}",
            depth=ouder.depth + 1,
            url_path=f"{ouder.url_path}{slug}/",
            first_published_at=self.begin,
            last_published_at=self.begin,
            latest_revision_created_at=self.begin,
        )

    def _keep_numchild(self):
        for path in self.kinderen:
            page = Page.objects.get(path=path)
            Page.objects.filter(pk=page.pk).update(numchild=Page.objects.child_of(page).count())

    def _add_applications(self, size):
        groepen = list(Regiegroep.objects.filter(gebied__isnull=False).select_related("gebied").order_by("pk"))
        standen = (Stand.INGEDIEND, Stand.BEHANDELING, Stand.TOEGEKEND, Stand.TOEGEKEND, Stand.AFGEWEZEN)
        for number in range(self.aanvragen, size if groepen else 0):
            groep, moment = groepen[number % len(groepen)], self.begin - timedelta(days=number % 900)
            aanvraag = Aanvraag.objects.create(
                regiegroep=groep,
                gebied=groep.gebied,
                gebied_naam=groep.gebied.title,
                titel=f"Plan {number}",
                stand=standen[number % len(standen)],
                stand_sinds=moment,
                kenmerk=f"G-{number}",
                ingediend_op=moment,
                beslistermijn_weken=13,
                gevraagd=1000,
            )
            Aanvrager.objects.create(aanvraag=aanvraag, naam="Marga (voorbeeld)", email="marga@example.org")
            if aanvraag.stand == Stand.TOEGEKEND:
                Besluit.objects.create(aanvraag=aanvraag, bedrag=900, soort=Besluit.Soort.values[0])
                Gebeurtenis.objects.create(aanvraag=aanvraag, soort="ken_toe", moment=moment, naar=aanvraag.stand)
        self.aanvragen = max(size, self.aanvragen)
