"""The alert above every page: urgent, so it needs no second pair of eyes. Colleagues hear of it at once."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.urls import reverse
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.log_actions import log

from home.redactie.mailen import send_after_commit

VELDEN = {"melding_tonen", "melding_tekst", "melding_pagina", "melding_tot"}


class SiteInstellingenForm(WagtailAdminModelForm):
    def save(self, commit=True):
        instellingen = super().save(commit)
        if instellingen.melding_tonen and VELDEN & set(self.changed_data):
            log(instance=instellingen, action="home.melding_aan", user=self.for_user)
            self._tell_colleagues(instellingen)
        elif "melding_tonen" in self.changed_data:
            log(instance=instellingen, action="home.melding_uit", user=self.for_user)
        return instellingen

    def _tell_colleagues(self, instellingen):
        """Those who give approval. They look along afterwards, and can change it or put it out."""
        collegas = get_user_model().objects.filter(is_active=True, groups__redactietask__active=True)
        adres = reverse("wagtailsettings:edit", args=["home", "siteinstellingen", instellingen.site_id])
        send_after_commit(
            collegas.exclude(pk=self.for_user.pk).distinct().order_by("pk"),
            "Kijk mee: er staat een melding boven elke pagina",
            "melding",
            instellingen=instellingen,
            wie=self.for_user,
            adres=settings.WAGTAILADMIN_BASE_URL + adres,
        )
