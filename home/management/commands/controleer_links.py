from django.core.management.base import BaseCommand

from home.redactie.linkcontrole import check_links


class Command(BaseCommand):
    help = "Asks the addresses of other sites in public pages whether they are still there. Run it every week."

    def add_arguments(self, parser):
        parser.add_argument("--wacht", type=float, default=10, help="seconds to wait for an answer")
        parser.add_argument("--pauze", type=float, default=1, help="seconds between two requests to one site")

    def handle(self, *args, **options):
        number, broken = check_links(options["wacht"], options["pauze"])
        self.stdout.write(f"{number} adressen bekeken. Kapot: {broken}.")
