from django.core.management.base import BaseCommand, CommandError

from initiatieven.models import Budget
from initiatieven.registers.grootboek import check_budget


class Command(BaseCommand):
    help = "Rekent van elk budget na wat er over is, uit de regels van het grootboek. Fout als er iets niet klopt."

    def handle(self, **options):
        budgetten = list(Budget.objects.select_related("regiegroep"))
        fouten = [fout for fout in map(check_budget, budgetten) if fout]
        if fouten:
            raise CommandError("\n".join(["Het grootboek klopt niet.", *fouten]))
        self.stdout.write(f"Het grootboek klopt: {len(budgetten)} budgetten nagerekend.")
