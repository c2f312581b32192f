from django.core.management.base import BaseCommand

from initiatieven.bureau.weesbestanden import delete_files, find_orphans


class Command(BaseCommand):
    help = "Deletes files in the private storage that no record points to, when older than a day. Run it every night."

    def add_arguments(self, parser):
        parser.add_argument("--proef", action="store_true", help="only tells what would go")

    def handle(self, *args, proef, **options):
        paden = find_orphans()
        if not proef:
            delete_files(paden)
        self.stdout.write(f"{'Te verwijderen' if proef else 'Verwijderd'}: {len(paden)} bestanden zonder aanvraag.")
