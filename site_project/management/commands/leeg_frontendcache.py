from django.core.management.base import BaseCommand

from site_project.frontendcache import purge_again


class Command(BaseCommand):
    help = "Lets caches before the site forget its pages when anything changed since the last time."

    def handle(self, *args, **options):
        purge_again()
