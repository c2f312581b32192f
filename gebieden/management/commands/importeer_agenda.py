from pathlib import Path

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from gebieden.agenda.bestand import BestandFout, read_table
from gebieden.agenda.importeren import Import
from gebieden.models import AgendaPage


class Command(BaseCommand):
    help = "Carries a spreadsheet into an agenda, as drafts. Without --doe it only says what would happen."

    def add_arguments(self, parser):
        parser.add_argument("agenda", help="The address of the agenda in the site, e.g. /gebieden/overdie/agenda/")
        parser.add_argument("bestand", type=Path)
        parser.add_argument("--gebruiker", help="In whose name the drafts are made")
        parser.add_argument("--doe", action="store_true", help="Really do it")

    def handle(self, *args, **options):
        agenda = next((page for page in AgendaPage.objects.current() if page.url == options["agenda"]), None)
        if not agenda:
            raise CommandError(f"Er is geen lopende agenda op {options['agenda']}.")
        try:
            plan = Import(agenda, *read_table(options["bestand"].name, options["bestand"].read_bytes()))
        except (BestandFout, OSError) as error:
            raise CommandError(str(error)) from error
        for fout in plan.fouten:
            self.stderr.write(f"blad {fout.blad}, rij {fout.rij}, {fout.kolom}: {fout.uitleg}")
        if plan.fouten:
            raise CommandError("Er is niets veranderd.")
        if options["doe"]:
            naam = options["gebruiker"]
            user = get_user_model().objects.filter(username=naam).first()
            if naam and not user:
                raise CommandError(f"Er is geen gebruiker {naam}.")
            plan.apply(user)
        woord = "gedaan" if options["doe"] else "proef: er is niets veranderd"
        self.stdout.write(f"{plan.zin} ({woord})")
