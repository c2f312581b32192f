"""The mails to residents that did not arrive yet, for who may have them sent again. Addresses are not shown."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_POST
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.reports import ReportView
from wagtail.log_actions import log
from wagtail.permission_policies import ModelPermissionPolicy

from home.mailadres import RECHT, VERBETERD, MailAdresScherm
from home.models import Mail
from home.post import get_soorten
from home.redactie.bureau import Stapel, Taak

OPNIEUW = "home.mail_opnieuw"


def get_naam(mail):
    soort = get_soorten().get(mail.soort)
    return soort.naam if soort else mail.soort


class MailFilterSet(WagtailFilterSet):
    class Meta:
        model = Mail
        fields = ["stand", "soort"]


class MailRapport(ReportView):
    page_title = "Mails aan inwoners"
    header_icon = "mail"
    index_url_name = "mails:alles"
    index_results_url_name = "mails:resultaten"
    results_template_name = "home/beheer/mailrapport.html"
    model = Mail
    permission_policy = ModelPermissionPolicy(Mail)
    any_permission_required = ["change"]
    filterset_class = MailFilterSet
    # There is nothing in this list that should leave the site.
    list_export = []

    def get_base_queryset(self):
        return Mail.objects.open().order_by("stand", "wacht_sinds", "pk")

    def decorate_paginated_queryset(self, mails):
        for mail in mails:
            mail.naam = get_naam(mail)
        return mails


@require_POST
def try_again(request, pk):
    """Puts a mail back in the queue, as if it had just been written."""
    if not request.user.has_perm(RECHT):
        raise PermissionDenied
    mail = get_object_or_404(Mail, pk=pk)
    with transaction.atomic():
        if is_back := mail.wait_again():
            log(instance=mail, action=OPNIEUW, user=request.user)
    if is_back:
        messages.success(request, "De mail wacht weer. Binnen een paar minuten proberen wij het opnieuw.")
    else:
        messages.warning(request, "Deze mail is intussen al verstuurd, of wordt nu verstuurd.")
    return redirect("mails:alles")


def lay_failed(request):
    if request.user.has_perm(RECHT):
        mails = Mail.objects.failed().order_by("wacht_sinds", "pk")
        yield Stapel("mails-mislukt", "Mails die niet aankomen", mails, make_failed)


def make_failed(mail):
    sinds = date_format(timezone.localtime(mail.wacht_sinds), "j F Y")
    adres = f"{reverse('mails:alles')}?stand={Mail.Stand.MISLUKT}"
    return Taak(f"{get_naam(mail)}: {mail.onderwerp}", adres, f"{mail.get_fout_display()}, mail van {sinds}")


def register_log_actions(actions):
    actions.register_action(OPNIEUW, "Mail opnieuw", "Liet een mail aan een inwoner opnieuw versturen")
    actions.register_action(VERBETERD, "Mailadres verbeterd", "Verbeterde het adres van een mail die niet aankwam")


class MailRapportMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm(RECHT)


def make_menu_item():
    return MailRapportMenuItem(MailRapport.page_title, reverse("mails:alles"), icon_name="mail", order=620)


urlpatterns = [
    path("", MailRapport.as_view(), name="alles"),
    path("resultaten/", MailRapport.as_view(results_only=True), name="resultaten"),
    path("<int:pk>/opnieuw/", try_again, name="opnieuw"),
    path("<int:pk>/adres/", MailAdresScherm.as_view(), name="adres"),
]
