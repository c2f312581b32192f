from allauth.usersessions.models import UserSession
from django.core.management import call_command
from django.core.management.base import BaseCommand

from site_project.toegang.aangemeld import get_active_sessions


class Command(BaseCommand):
    help = "Clears away sessions that are over, with the addresses they came from. Run daily."

    def handle(self, *args, **options):
        call_command("clearsessions")
        UserSession.objects.exclude(pk__in=get_active_sessions().values("pk")).delete()
