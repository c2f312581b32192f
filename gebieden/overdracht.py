"""The cards of the team when somebody leaves."""

from wagtail.models import Revision

from gebieden.models import Partner, Teamlid, Thema
from home.redactie.overdracht import Soort


class Kaarten(Soort):
    def give(self, van, naar):
        """Also in what was written last: it would bring the old name back when it is published."""
        nieuwste = Revision.objects.filter(pk__in=self.of(van).values("latest_revision"))
        for revision in nieuwste:
            revision.content["gebruiker"] = naar.pk
        Revision.objects.bulk_update(nieuwste, ["content"])
        super().give(van, naar)


def find_kaarten():
    yield Kaarten("Kaarten van het gebiedsteam", Teamlid.objects.all(), "gebruiker")
    for naam, model in (("Kaarten", Teamlid), ("Thema’s", Thema), ("Partners", Partner)):
        yield Soort(f"{naam} op slot", model.objects.filter(locked=True), "locked_by")
