from django.core.management.base import BaseCommand

from home.models import HomePage
from site_project.alkmaar.laden import load_content


class Command(BaseCommand):
    help = (
        "Fills an empty site with Alkmaar: all areas, example news, stories and meetings. Never touches a filled one."
    )

    def handle(self, *args, **options):
        if HomePage.objects.filter(numchild__gt=0).exists():
            self.stdout.write("De site heeft al inhoud. Er is niets veranderd.")
            return
        for model, count in load_content().items():
            naam = model._meta.verbose_name if count == 1 else model._meta.verbose_name_plural
            self.stdout.write(f"   {count:3} {naam}")
