from collections import Counter

from django.core.management.base import BaseCommand

from initiatieven.bureau.bewaren import anonimiseer, find_expired, find_old_looks


class Command(BaseCommand):
    help = (
        "Removes the personal data of applications whose period is over (settings of bewonersinitiatieven), and keeps "
        "the figure. Run it every night; safe to repeat."
    )

    def add_arguments(self, parser):
        parser.add_argument("--proef", action="store_true", help="only tells what would go")

    def handle(self, *args, proef, **options):
        aanvragen, inzages = find_expired(), find_old_looks()
        per_stand = Counter(aanvraag.get_stand_display() for aanvraag in aanvragen)
        aantal_inzages = inzages.count()
        if not proef:
            for aanvraag in aanvragen:
                anonimiseer(aanvraag)
            inzages.delete()
        gedaan = "Te verwijderen" if proef else "Verwijderd"
        self.stdout.write(f"{gedaan}: de persoonsgegevens van {len(aanvragen)} aanvragen.")
        for stand, aantal in sorted(per_stand.items()):
            self.stdout.write(f"  {stand}: {aantal}")
        for aanvraag in aanvragen:
            self.stdout.write(f"  {aanvraag.kenmerk}")
        self.stdout.write(f"{gedaan}: {aantal_inzages} regels over wie wat zag.")
