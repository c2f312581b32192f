from django.core.management.base import BaseCommand

from home.schrijven.meten import measure_pages


class Command(BaseCommand):
    help = "Measures how easy the pages are to read that were published since the last time. Safe to repeat."

    def add_arguments(self, parser):
        parser.add_argument("--alles", action="store_true", help="All pages, for when the list of words has changed.")

    def handle(self, *args, alles=False, **options):
        self.stdout.write(f"{measure_pages(alles=alles)} pagina’s gemeten")
