from django.core.management.base import BaseCommand

from initiatieven.aanvragen.opruimen import clean_up_concepts


class Command(BaseCommand):
    help = (
        "Reminds applicants of what they did not hand in, and deletes it on its day. "
        "Run it once a day; running it again sends nothing new."
    )

    def handle(self, *args, **options):
        herinnerd, verwijderd = clean_up_concepts()
        self.stdout.write(f"{herinnerd} herinneringen klaargezet, {verwijderd} aanvragen verwijderd")
