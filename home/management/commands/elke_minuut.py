from django.core.management.base import BaseCommand

from home.redactie.planner import run_every_minute


class Command(BaseCommand):
    help = "Does what must happen every minute: publishing by date, mails to residents. Run it from a timer."
    # Those read every address of the site: a third of the time that a run takes.
    requires_system_checks = ()

    def handle(self, *args, **options):
        if not run_every_minute():
            self.stdout.write("Another run is at it.")
