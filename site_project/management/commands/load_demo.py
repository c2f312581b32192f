from django.core.management import call_command
from django.core.management.base import BaseCommand

from home.models import HomePage
from search.bijhouden import index_afterwards
from site_project.alkmaar.laden import load_content


class Command(BaseCommand):
    help = (
        "Fills an empty site with Alkmaar: all areas, example news, stories and meetings. Never touches a filled one."
    )

    def handle(self, *args, **options):
        if HomePage.objects.filter(numchild__gt=0).exists():
            self.stdout.write("De site heeft al inhoud. Er is niets veranderd.")
            return
        with index_afterwards():
            loaded = load_content()
        call_command("maak_zoekindex", stdout=self.stdout)
        for model, count in loaded.items():
            naam = model._meta.verbose_name if count == 1 else model._meta.verbose_name_plural
            self.stdout.write(f"   {count:3} {naam}")
