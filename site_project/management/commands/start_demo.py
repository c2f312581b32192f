from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from gebieden.rollen import set_up_roles
from site_project.alkmaar.initiatieven import load_initiatieven

# Only in a demo, so everyone may know them. docs/ tells how a real site makes its first account.
ACCOUNTS = [
    ("beheer", "demo-alkmaar-beheer", "alles", None),
    ("redactie", "demo-alkmaar-redactie", "alle gebieden: schrijven en goedkeuren", "Communicatie"),
    ("mare", "demo-alkmaar-mare", "De Mare: schrijven", "Redacteur De Mare"),
    ("overdie", "demo-alkmaar-overdie", "Overdie: schrijven en de agenda", "Gebiedsregisseur Overdie"),
    ("bureau", "demo-alkmaar-bureau", "aanvragen toetsen", "Subsidiebureau"),
    ("beslisser", "demo-alkmaar-beslisser", "besluiten over aanvragen", "Beslisser"),
    # Who decided does not fix the amount.
    ("vaststeller", "demo-alkmaar-vaststeller", "subsidies vaststellen en terugvorderen", "Beslisser"),
]
# Residents of the group of Overdie: the chair first. They have no access to the admin.
LEDEN = ["voorzitter", "lid1", "lid2", "lid3", "lid4", "lid5"]


class Command(BaseCommand):
    help = "Brings the demo up to date: database, content and accounts. Safe to repeat."

    def handle(self, *args, **options):
        if not settings.DEMO:
            raise CommandError("This command is only for a demo: set DEMO=1.")
        self.stdout.write("== Database bijwerken")
        call_command("migrate", verbosity=0)
        self.stdout.write("== Inhoud van Alkmaar")
        call_command("load_demo", stdout=self.stdout)
        call_command("meet_leesbaarheid", stdout=self.stdout)
        self.stdout.write("== Rollen en accounts")
        set_up_roles()
        accounts = {naam: self._create_account(naam, password, groep) for naam, password, _, groep in ACCOUNTS}
        leden = [self._create_account(naam, f"demo-alkmaar-{naam}", "") for naam in LEDEN]
        aantal = load_initiatieven(accounts["bureau"], accounts["beslisser"], accounts["vaststeller"], leden)
        self.stdout.write(f"   {aantal} nieuwe aanvragen van bewoners")
        self.stdout.write("== Foto’s in de maten van de site")
        call_command("maak_weergaven", alles=True, stdout=self.stdout)
        # Once more, to tell what each may do and whether nobody is missing.
        call_command("rollen", stdout=self.stdout)
        self.stdout.write(f"\n   De site:   {settings.SITE_URL}/\n   Beheer:    {settings.SITE_URL}/admin/")
        for naam, password, mag, _ in ACCOUNTS:
            self.stdout.write(f"              {naam} / {password}   ({mag})")
        self.stdout.write("   Stoppen:   Ctrl+C\n")

    def _create_account(self, naam, password, groep):
        user, created = get_user_model().objects.get_or_create(
            username=naam, defaults={"is_superuser": groep is None, "is_staff": False, "first_name": naam.capitalize()}
        )
        if created:
            user.set_password(password)
            user.save()
            if groep:
                user.groups.add(Group.objects.get(name=groep))
        return user
