from django.core.management.base import BaseCommand

from home.redactie.bundels import publish_due


class Command(BaseCommand):
    help = "Puts the approved bundles online whose moment has come, each as a whole."

    def handle(self, *args, **options):
        publish_due()
