"""The screens on which the municipality gives a kind of mail its own words."""

import re

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.views.generic import View
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.log_actions import log

from home.models import MailTekst
from home.post import get_soorten

RECHT = "home.change_mailtekst"
# All between square brackets, so that a place with a typing error is noticed too.
HAAKJES = re.compile(r"\[([^\[\]\n]*)\]")
# Whoever carries a mail reads its subject.
IN_ONDERWERP = {"kenmerk"}


def list_places(namen):
    return " ".join(f"[{naam}]" for naam in sorted(namen))


class MailTekstForm(forms.ModelForm):
    use_required_attribute = False

    class Meta:
        model = MailTekst
        fields = ["onderwerp", "tekst"]
        error_messages = {
            "onderwerp": {"required": "Schrijf het onderwerp."},
            "tekst": {"required": "Schrijf de tekst van de mail."},
        }
        widgets = {"tekst": forms.Textarea(attrs={"rows": 16})}

    def __init__(self, *args, soort, **kwargs):
        super().__init__(*args, **kwargs)
        self.soort = soort
        mag = IN_ONDERWERP & set(soort.velden)
        self.fields["onderwerp"].help_text = (
            f"Hier mag alleen {list_places(mag)} in: het onderwerp is voor iedereen te lezen."
            if mag
            else "Hier mag geen veld in: het onderwerp is voor iedereen te lezen."
        )

    def clean_onderwerp(self):
        onderwerp = " ".join(self.cleaned_data["onderwerp"].split())
        anders = set(HAAKJES.findall(onderwerp)) - (IN_ONDERWERP & set(self.soort.velden))
        if anders:
            raise forms.ValidationError(f"Dit mag niet in het onderwerp: {list_places(anders)}. Zet het in de tekst.")
        return onderwerp

    def clean_tekst(self):
        tekst = self.cleaned_data["tekst"]
        gebruikt = set(HAAKJES.findall(tekst))
        if onbekend := gebruikt - set(self.soort.velden):
            bekend = list_places(self.soort.velden)
            raise forms.ValidationError(
                f"Dit veld kennen wij niet: {list_places(onbekend)}. U kunt gebruiken: {bekend}."
            )
        if mist := set(self.soort.nodig) - gebruikt:
            raise forms.ValidationError(
                f"Zonder {list_places(mist)} heeft de lezer niets aan deze mail. Zet het terug in de tekst."
            )
        return tekst

    @transaction.atomic
    def submit(self, user):
        actie = "wagtail.edit" if self.instance.pk else "wagtail.create"
        log(instance=self.save(), action=actie, user=user)


class MailTekstBasis(WagtailAdminTemplateMixin, View):
    page_title = "Teksten van mails"
    header_icon = "mail"

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_perm(RECHT):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class MailTeksten(MailTekstBasis):
    template_name = "home/beheer/mailteksten.html"

    def get(self, request):
        eigen = set(MailTekst.objects.values_list("soort", flat=True))
        soorten = [(soort, soort.sleutel in eigen) for soort in get_soorten().values()]
        return self.render_to_response(self.get_context_data(soorten=soorten))

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]


class MailTekstScherm(MailTekstBasis):
    template_name = "home/beheer/mailtekst.html"

    @cached_property
    def soort(self):
        try:
            return get_soorten()[self.kwargs["soort"]]
        except KeyError as error:
            raise Http404 from error

    @cached_property
    def eigen(self):
        return MailTekst.objects.filter(soort=self.soort.sleutel).first()

    def get_form(self, data=None):
        soort = self.soort
        site = MailTekst(soort=soort.sleutel, onderwerp=soort.onderwerp, tekst=soort.tekst)
        return MailTekstForm(data, instance=self.eigen or site, soort=soort)

    def get(self, request, soort):
        return self.show(self.get_form())

    def post(self, request, soort):
        if "terug" in request.POST:
            return self.put_back(request)
        form = self.get_form(request.POST)
        if not form.is_valid():
            return self.show(form)
        form.submit(request.user)
        messages.success(request, f"De tekst van “{self.soort.naam}” is bewaard. Hij geldt voor de volgende mail.")
        return redirect("mailteksten:alle")

    def put_back(self, request):
        if self.eigen:
            with transaction.atomic():
                log(instance=self.eigen, action="wagtail.delete", user=request.user, deleted=True)
                self.eigen.delete()
        messages.success(request, f"“{self.soort.naam}” heeft weer de tekst van de site.")
        return redirect("mailteksten:alle")

    def show(self, form):
        return self.render_to_response(self.get_context_data(form=form, soort=self.soort, eigen=self.eigen))

    def get_page_subtitle(self):
        return self.soort.naam

    def get_breadcrumbs_items(self):
        alle = {"url": reverse("mailteksten:alle"), "label": self.page_title}
        return [*self.breadcrumbs_items, alle, {"url": "", "label": self.soort.naam}]


class MailTekstenMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm(RECHT)


def make_menu_item():
    return MailTekstenMenuItem("Teksten van mails", reverse("mailteksten:alle"), icon_name="mail", order=660)


urlpatterns = [
    path("", MailTeksten.as_view(), name="alle"),
    path("<slug:soort>/", MailTekstScherm.as_view(), name="soort"),
]
