from django.core.management.base import BaseCommand

from home.weergaven import make_renditions

# The work of the minute has other things to do: what is not ready goes on in the next one.
SECONDEN = 20


class Command(BaseCommand):
    help = "Makes the sizes of the pictures that stand online, so that no visitor waits for them. Safe to repeat."

    def add_arguments(self, parser):
        parser.add_argument("--alles", action="store_true", help="All of them, however long it takes.")

    def handle(self, *args, alles=False, **options):
        if aantal := make_renditions(None if alles else SECONDEN):
            self.stdout.write(f"{aantal} afbeeldingen verkleind")
