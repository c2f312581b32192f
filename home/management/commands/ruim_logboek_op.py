from django.core.management.base import BaseCommand

from home.redactie.logboek import remove_expired


class Command(BaseCommand):
    help = "Deletes what is older than the period in the settings of the newsroom. Run it every night; safe to repeat."

    def handle(self, *args, **options):
        entries, concepten = remove_expired()
        self.stdout.write(f"Logboek: {entries} regels verwijderd. Gedeelde concepten: {concepten} verwijderd.")
