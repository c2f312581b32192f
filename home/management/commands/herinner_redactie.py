from django.core.management.base import BaseCommand, CommandError

from home.redactie.herinneren import describe_stuck, send_reminders


class Command(BaseCommand):
    help = (
        "Reminds who can approve of what is overdue, and fails when nobody can approve. "
        "Run it once a day; running it again sends nothing new."
    )

    def handle(self, *args, **options):
        sent, failed = send_reminders()
        self.stdout.write(f"{sent} mails verstuurd")
        fouten = list(describe_stuck())
        if failed:
            fouten.append(f"{failed} mails zijn niet verstuurd. De volgende keer proberen wij het weer.")
        if fouten:
            raise CommandError("\n".join(fouten))
