from django.core.management.base import BaseCommand

from initiatieven.standen import AFGESLOTEN, LOOPT, STAPPEN, Stand

KOP = """# De weg van een aanvraag

Deze pagina is gemaakt van `initiatieven/standen.py` door `manage.py teken_standen > docs/aanvraag.md`.
Een test ziet erop toe dat zij klopt.

```mermaid
stateDiagram-v2
"""


class Command(BaseCommand):
    help = "Writes the stands of an application and the steps between them as a page with a diagram."

    def handle(self, *args, **options):
        self.stdout.write(draw(), ending="")


def draw():
    regels = [f'    state "{stand.label}" as {stand}' for stand in Stand]
    regels += ["    [*] --> concept"]
    regels += [f"    {van} --> {stap.naar}: {stap.naam}" for stap in STAPPEN.values() for van in stap.van]
    regels += [f"    {stand} --> [*]" for stand in AFGESLOTEN]
    tabel = [
        f"| {stap.titel} | {', '.join(Stand(van).label for van in stap.van)} | {stap.naar.label} | {stap.wie.label} |"
        for stap in STAPPEN.values()
    ]
    return "\n".join(
        [
            KOP + "\n".join(regels),
            "```",
            "",
            f"De beslistermijn loopt bij: {', '.join(stand.label for stand in LOOPT)}.",
            f"Bij “{Stand.AANVULLING.label}” staat hij stil.",
            "",
            "| Stap | Van | Naar | Door |",
            "|---|---|---|---|",
            *tabel,
            "",
        ]
    )
