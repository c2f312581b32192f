"""By when the applications in a list must be decided on, as it is today."""

from datetime import date, timedelta

from django.db.models import Q
from django.utils import timezone

from initiatieven.models import Aanvraag
from initiatieven.standen import LOOPT, ONBESLIST, Stand


class Termijnen:
    """The stored day holds while the clock runs. Of those that wait for completion it is reckoned anew, all at once."""

    def __init__(self, vandaag=None):
        self.vandaag = vandaag or timezone.localdate()
        wachtend = Aanvraag.objects.filter(stand=Stand.AANVULLING).prefetch_related("gebeurtenissen")
        self.klokken = {aanvraag.pk: aanvraag.klok for aanvraag in wachtend}

    def is_paused(self, pk):
        return pk in self.klokken and self.klokken[pk].is_paused(self.vandaag)

    def get_uiterlijk(self, aanvraag):
        """The last day, or None when there is nothing to decide."""
        if aanvraag.stand not in ONBESLIST:
            return None
        klok = self.klokken.get(aanvraag.pk)
        return klok.get_uiterlijk(self.vandaag) if klok else aanvraag.uiterlijk

    def describe(self, aanvraag):
        uiterlijk = self.get_uiterlijk(aanvraag)
        if uiterlijk is None:
            return ""
        return "de klok staat stil" if self.is_paused(aanvraag.pk) else describe_dagen((uiterlijk - self.vandaag).days)

    def due(self, queryset, van=date.min, tot=date.max):
        """Those of which the clock runs and the last day lies between these two."""
        wachtend = [
            pk
            for pk, klok in self.klokken.items()
            if not self.is_paused(pk) and van <= klok.get_uiterlijk(self.vandaag) <= tot
        ]
        return queryset.filter(Q(stand__in=LOOPT, uiterlijk__range=(van, tot)) | Q(pk__in=wachtend))

    def paused(self, queryset):
        return queryset.filter(pk__in=[pk for pk in self.klokken if self.is_paused(pk)])

    def get_dag(self, dagen):
        return self.vandaag + timedelta(days=dagen)


def describe_dagen(dagen):
    if dagen == 0:
        return "vandaag is de laatste dag"
    hoeveel = f"{abs(dagen)} {'dag' if abs(dagen) == 1 else 'dagen'}"
    return f"nog {hoeveel}" if dagen > 0 else f"{hoeveel} te laat"
