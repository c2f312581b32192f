from django.core.management.base import BaseCommand

from search.indexeren import catch_up
from search.missers import remove_old


class Command(BaseCommand):
    help = "Brings search in line with what was published, moved or taken offline. Part of the work of every minute."

    def handle(self, *args, **options):
        gelezen, weg = catch_up()
        remove_old()
        if gelezen or weg:
            self.stdout.write(f"Zoekindex: {gelezen} pagina’s gelezen, {weg} verwijderd")
