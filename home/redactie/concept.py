"""A shared draft as somebody without an account sees it, at an address with a secret."""

import re
from datetime import timedelta

from django import forms
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.views.defaults import page_not_found
from django.views.generic import View
from wagtail.models import Page

from home.formulier import FormulierMixin
from home.models.concept import GedeeldConcept, Opmerking
from home.redactie.mailen import send_after_commit

OPMERKINGEN_PER_UUR = 10
HREF = re.compile(r'(?<=href=")[^"#?]+')


class ConceptScherm(View):
    """What all screens of a shared draft have in common: nobody keeps them, finds them or passes the secret on."""

    http_method_names = ["get", "head"]
    referrer = "no-referrer"

    def dispatch(self, request, *args, **kwargs):
        # An editor who opens the link sees what the partner sees.
        request.user = AnonymousUser()
        try:
            response = self.find(**kwargs) or super().dispatch(request, *args, **kwargs)
        except Http404 as error:
            response = page_not_found(request, error)
        response["Cache-Control"] = "private, no-store"
        response["X-Robots-Tag"] = "noindex, nofollow"
        response["Referrer-Policy"] = self.referrer
        return response

    def find(self, sleutel, pk=None):
        """Looks up the draft. Gives an answer when the page has become public in the meantime."""
        self.concept = GedeeldConcept.objects.find(sleutel)
        if not self.concept:
            raise Http404
        self.paginas = self.concept.get_paginas()
        self.page = next((page for page in self.paginas if page.pk == (pk or self.concept.page_id)), None)
        return None if self.page else redirect(self._get_public_address(pk))

    def _get_public_address(self, pk):
        page = Page.objects.live().public().descendant_of(self.concept.page).filter(pk=pk).first()
        if not page or not self.concept.ook_onderliggende:
            raise Http404
        return page.url

    def get_address(self, page, naam="pagina"):
        return reverse(f"concept:{naam}", args=[self.kwargs["sleutel"], page.pk])


class Concept(ConceptScherm):
    """The newest version of the draft in the real frame, with a bar above it."""

    def get(self, request, sleutel, pk=None):
        if request.method == "GET":
            self.concept.count_visit()
        page = self.page.specific.get_latest_revision_as_object()
        request.concept = {
            "tot_en_met": self.concept.tot_en_met,
            "page": page,
            "paginas": [(andere, self.get_address(andere)) for andere in self.paginas],
            "opmerking": self.get_address(page, "opmerking"),
            "bedankt": request.GET.get("opmerking") == "verstuurd",
        }
        return self._lead_to_drafts(self._draw(page))

    def _draw(self, page):
        self.request.is_preview = True
        response = page.serve_preview(self.request, page.default_preview_mode).render()
        # Outside the frame of the editor: the strict policy holds here.
        self.request.is_preview = False
        return response

    def _lead_to_drafts(self, response):
        """A link to a page that is not public yet leads to its shared draft."""
        adressen = {page.url: self.get_address(page) for page in self.paginas}
        html = response.content.decode()
        response.content = HREF.sub(lambda match: adressen.get(match[0], match[0]), html)
        return response


class OpmerkingForm(FormulierMixin, forms.ModelForm):
    # For robots: a person does not see it.
    bijnaam = forms.CharField(
        label="Laat dit veld leeg",
        required=False,
        widget=forms.TextInput({"tabindex": "-1", "autocomplete": "off"}),
    )

    class Meta:
        model = Opmerking
        fields = ["naam", "tekst"]
        widgets = {
            "naam": forms.TextInput({"autocomplete": "name"}),
            "tekst": forms.Textarea({"rows": 8}),
        }
        error_messages = {"tekst": {"required": "Schrijf uw opmerking."}}

    def clean_bijnaam(self):
        if self.cleaned_data["bijnaam"]:
            raise forms.ValidationError("Maak dit veld leeg en verstuur uw opmerking dan opnieuw.")

    def clean(self):
        since = timezone.now() - timedelta(hours=1)
        if self.instance.concept.opmerkingen.filter(moment__gte=since).count() >= OPMERKINGEN_PER_UUR:
            raise forms.ValidationError("Er zijn net veel opmerkingen verstuurd. Probeer het over een uur nog eens.")
        return super().clean()

    @transaction.atomic
    def submit(self):
        opmerking = self.save()
        concept = opmerking.concept
        onderwerp = "Een opmerking bij een concept dat u deelde"
        gegevens = {"opmerking": opmerking, "page": concept.page}
        send_after_commit([concept.gemaakt_door], onderwerp, "opmerking_van_partner", **gegevens)


class Opmerken(ConceptScherm):
    """The form apart from the draft, so that reading needs no cookie."""

    http_method_names = ["get", "head", "post"]
    # With "no-referrer" a browser hides where a form comes from, and the check on that refuses it.
    # This one names the site, never the address.
    referrer = "strict-origin"

    def get(self, request, sleutel, pk):
        return self._show(self._make_form())

    def post(self, request, sleutel, pk):
        form = self._make_form(request.POST)
        if not form.is_valid():
            return self._show(form)
        form.submit()
        return redirect(f"{self.get_address(self.page)}?opmerking=verstuurd")

    def _make_form(self, data=None):
        return OpmerkingForm(data, instance=Opmerking(concept=self.concept, page_id=self.page.pk))

    def _show(self, form):
        context = {"form": form, "titel": self.page.draft_title, "terug": self.get_address(self.page)}
        return render(self.request, "home/opmerken.html", context)


urlpatterns = [
    path("<str:sleutel>/", Concept.as_view(), name="begin"),
    path("<str:sleutel>/<int:pk>/", Concept.as_view(), name="pagina"),
    path("<str:sleutel>/<int:pk>/opmerking/", Opmerken.as_view(), name="opmerking"),
]
