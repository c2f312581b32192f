from django.core.management.base import BaseCommand

from gebieden.rollen import ROLLEN, get_other_roles, set_up_roles
from home.redactie.herinneren import describe_stuck


class Command(BaseCommand):
    help = "Brings groups, collections and the workflow in line with the table in gebieden/rollen.py. Safe to repeat."

    def handle(self, *args, **options):
        set_up_roles()
        for rol in (*ROLLEN, *get_other_roles()):
            self.stdout.write(f"   {rol.naam}: {rol.uitleg}")
        for regel in describe_stuck():
            self.stdout.write(f"   Let op. {regel}")
