"""What neighbours see: the name of a plan, where it is, and what the applicant lets them read."""

from allauth.core import ratelimit
from django.conf import settings
from django.core import signing
from django.http import Http404
from django.shortcuts import redirect, render

from initiatieven.mijn.scherm import VerborgenScherm
from initiatieven.models import Steunpoging

from .forms import SteuncodeForm, SteunForm, make_email_hash
from .link import find_open

COOKIE = "steun"
BEWAAR_SECONDEN = 60 * 60


class SteunScherm(VerborgenScherm):
    http_method_names = ["get", "head", "post"]

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.aanvraag = find_open(kwargs["sleutel"])

    def dispatch(self, request, *args, **kwargs):
        if not self.aanvraag:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def show(self, naam, **context):
        omschrijving = self.aanvraag.omschrijving if self.aanvraag.steunlink.toont_omschrijving else ""
        context |= {"aanvraag": self.aanvraag, "omschrijving": omschrijving}
        return render(self.request, f"initiatieven/steun/{naam}.html", context)


class Plan(SteunScherm):
    def get(self, request, sleutel):
        return self.show("plan", form=SteunForm(self.aanvraag), bedankt=request.GET.get("bedankt") == "ja")

    def post(self, request, sleutel):
        form = SteunForm(self.aanvraag, request.POST)
        if form.is_valid():
            key = f"{self.aanvraag.pk}-{make_email_hash(form.cleaned_data['email'])}"
            if not ratelimit.consume(request, action="steun", key=key):
                form.add_error(None, "Dit is te vaak gevraagd. Wacht een uur en probeer het nog eens.")
        if not form.is_valid():
            return self.show("plan", form=form)
        response = redirect("steun:code", sleutel)
        # Which try is this browser's own; it says nothing about who.
        response.set_cookie(
            COOKIE,
            signing.dumps(form.submit().pk, salt=COOKIE),
            BEWAAR_SECONDEN,
            path="/steun/",
            secure=settings.HTTPS,
            httponly=True,
            samesite="Lax",
        )
        return response


class Code(SteunScherm):
    def dispatch(self, request, *args, **kwargs):
        self.poging = self._find_poging()
        if self.aanvraag and not self.poging:
            return redirect("steun:plan", kwargs["sleutel"])
        return super().dispatch(request, *args, **kwargs)

    def _find_poging(self):
        try:
            pk = signing.loads(self.request.COOKIES.get(COOKIE, ""), salt=COOKIE, max_age=BEWAAR_SECONDEN)
        except signing.BadSignature:
            return None
        return Steunpoging.objects.filter(pk=pk, aanvraag=self.aanvraag).select_related("aanvraag__steunlink").first()

    def get(self, request, sleutel):
        return self.show("code", form=SteuncodeForm(self.poging))

    def post(self, request, sleutel):
        form = SteuncodeForm(self.poging, request.POST)
        if not form.is_valid():
            return self.show("code", form=form)
        if not form.submit():
            raise Http404
        response = redirect("steun:plan", sleutel)
        response["Location"] += "?bedankt=ja"
        response.delete_cookie(COOKIE, path="/steun/", samesite="Lax")
        return response
