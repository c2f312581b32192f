"""What moved on an agenda since a day: for who comes back after a while."""

from datetime import date, timedelta

from django.utils import timezone

from gebieden.models.voortgang import VoortgangPage

WEKEN = 6
HOOGSTE_AANTAL = 100


def read_changes(agenda, parameters, at=None):
    """The updates and new items since the day in the address; without one, of the last weeks."""
    vandaag = at or timezone.localdate()
    sinds, fout = vandaag - timedelta(weeks=WEKEN), ""
    if gevraagd := parameters.get("sinds", "").strip()[:20]:
        try:
            sinds = date.fromisoformat(gevraagd)
        except ValueError:
            fout = f"“{gevraagd}” is geen datum. Schrijf jaar, maand en dag, bijvoorbeeld {sinds.isoformat()}."
    punten = agenda.alle_punten
    berichten = VoortgangPage.objects.published().filter(punt__in=punten, first_published_at__date__gte=sinds)
    nieuw = punten.filter(first_published_at__date__gte=sinds).for_lijst().order_by("-first_published_at")
    return {
        "sinds": sinds,
        "gevraagd": gevraagd or sinds.isoformat(),
        "fout": fout,
        "berichten": berichten.for_lijst().newest_first()[:HOOGSTE_AANTAL],
        "nieuwe_punten": nieuw[:HOOGSTE_AANTAL],
    }
