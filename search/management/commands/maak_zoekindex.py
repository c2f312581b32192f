from django.core.management.base import BaseCommand

from search.indexeren import rebuild


class Command(BaseCommand):
    help = "Reads all public pages anew for search. Run it after an upgrade and every night; safe to repeat."

    def handle(self, *args, **options):
        self.stdout.write(f"{rebuild()} pagina’s in de zoekindex")
