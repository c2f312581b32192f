"""Somebody on a picture takes the consent back."""

from django.db import transaction
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone

from home.redactie.gelijktijdig import lock
from initiatieven.mijn.scherm import VerborgenScherm
from initiatieven.models import Toestemming

from .verhaal import haal_van_site


@transaction.atomic
def trek_toestemming_in(toestemming, door_naam):
    """Also for the desk, when somebody calls. The picture is gone when this returns and the transaction ends."""
    lock(toestemming.foto.verantwoording)
    toestemming.refresh_from_db()
    if not toestemming.ingetrokken_op:
        toestemming.ingetrokken_op, toestemming.ingetrokken_door = timezone.now(), door_naam
        toestemming.save(update_fields=["ingetrokken_op", "ingetrokken_door"])
    haal_van_site(toestemming.foto)


class ToestemmingScherm(VerborgenScherm):
    """The link that whoever stands on a picture got from the applicant."""

    http_method_names = ["get", "head", "post"]

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.toestemming = Toestemming.objects.find(kwargs["sleutel"])

    def get(self, request, sleutel):
        return self.show()

    def post(self, request, sleutel):
        if self.toestemming:
            trek_toestemming_in(self.toestemming, str(self.toestemming))
        return self.show()

    def show(self):
        if not self.toestemming:
            raise Http404
        context = {
            "toestemming": self.toestemming,
            "plan": self.toestemming.foto.verantwoording.aanvraag.titel,
            "kop": "Uw foto is weg" if self.toestemming.ingetrokken_op else "Wilt u niet meer op deze foto?",
        }
        return render(self.request, "initiatieven/verantwoording/toestemming.html", context)
