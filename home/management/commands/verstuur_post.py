from django.core.management.base import BaseCommand

from home.verzending import verstuur_wachtende


class Command(BaseCommand):
    help = "Sends the mails to residents that wait. Part of the work of every minute; safe to run twice at once."

    def handle(self, *args, **options):
        if sent := verstuur_wachtende():
            self.stdout.write(f"{sent} mails verstuurd")
