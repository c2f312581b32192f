from django.core.management.base import BaseCommand

from home.verzending import ruim_op


class Command(BaseCommand):
    help = "Deletes mails to residents after the periods in the settings. Run it every night; safe to repeat."

    def handle(self, *args, **options):
        self.stdout.write(f"{ruim_op()} mails verwijderd")
