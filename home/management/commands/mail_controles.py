from django.core.management.base import BaseCommand, CommandError

from home.redactie.controlemail import send_controles


class Command(BaseCommand):
    help = "Mails the owners of pages that must be looked at. Once a week each; running it again sends what failed."

    def handle(self, *args, **options):
        sent, failed = send_controles()
        self.stdout.write(f"{sent} mails verstuurd")
        if failed:
            raise CommandError(f"{failed} mails zijn niet verstuurd. De volgende keer proberen wij het weer.")
