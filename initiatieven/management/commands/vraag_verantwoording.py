from django.core.management.base import BaseCommand

from initiatieven.verantwoording.vragen import ask_all


class Command(BaseCommand):
    help = "Asks who carried out a plan how it went, once, and reminds once. For every day; safe to repeat."

    def handle(self, *args, **options):
        gevraagd, herinnerd = ask_all()
        self.stdout.write(f"{gevraagd} gevraagd, {herinnerd} herinnerd")
