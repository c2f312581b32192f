from django.core.management.base import BaseCommand, CommandError

from gebieden.agenda.herinneren import send_reminders


class Command(BaseCommand):
    help = (
        "Tells editors by mail what fell due on their agendas. Run it once a day; running it again sends nothing new."
    )

    def handle(self, *args, **options):
        sent, failed = send_reminders()
        self.stdout.write(f"{sent} mails verstuurd")
        if failed:
            raise CommandError(f"{failed} mails zijn niet verstuurd. De volgende keer proberen wij het weer.")
