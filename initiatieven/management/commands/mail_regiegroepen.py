from django.core.management.base import BaseCommand

from initiatieven.regiegroep.mailen import mail_wachtende


class Command(BaseCommand):
    help = "Tells members of a regiegroep what waits for them. Run it once a day; running it again makes no new mail."

    def handle(self, *args, **options):
        self.stdout.write(f"{mail_wachtende()} mails klaargezet")
