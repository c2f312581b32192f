"""A mail that cannot arrive because of a wrong address: the desk finds out the right one, and the mail goes there."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import View
from wagtail import hooks
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.log_actions import log

from home.models import Mail
from home.redactie.gelijktijdig import lock

RECHT = "home.change_mail"
VERBETERD = "home.mail_adres"
TE_LAAT = "Deze mail is intussen al verstuurd, of wacht op een nieuwe poging."


class MailAdresForm(forms.Form):
    use_required_attribute = False
    email = forms.EmailField(
        label="Het goede e-mailadres",
        max_length=254,
        error_messages={
            "required": "Schrijf het goede e-mailadres.",
            "invalid": "Dit is geen e-mailadres. Schrijf bijvoorbeeld naam@example.nl.",
        },
        widget=forms.EmailInput({"autocomplete": "off"}),
    )

    def __init__(self, data=None, *, mail):
        super().__init__(data)
        self.mail = mail
        # What whoever keeps the address wants to say about it.
        self.gevolgen = []

    def clean_email(self):
        email = self.cleaned_data["email"]
        if email.lower() == self.mail.aan.lower():
            raise forms.ValidationError("Dit is hetzelfde adres. Klopt het toch? Ga dan terug en probeer het opnieuw.")
        return email

    @transaction.atomic
    def submit(self, user):
        """All that failed on the old address goes to the new one. False when somebody was first."""
        lock(self.mail)
        oud, nieuw = self.mail.aan, self.cleaned_data["email"]
        mails = list(Mail.objects.failed().filter(aan=oud))
        if self.mail not in mails:
            return False
        for correct in hooks.get_hooks("mailadres_verbeterd"):
            self.gevolgen.append(correct(mails, oud, nieuw, user))
        for mail in mails:
            Mail.objects.filter(pk=mail.pk).update(aan=nieuw)
            mail.wait_again()
            # Not the address: who reads the log may not know it.
            log(instance=mail, action=VERBETERD, user=user)
        return True


class MailAdresScherm(WagtailAdminTemplateMixin, View):
    page_title = "Verbeter het adres"
    header_icon = "mail"
    template_name = "home/beheer/mailadres.html"

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_perm(RECHT):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def mail(self):
        return get_object_or_404(Mail, pk=self.kwargs["pk"])

    def get(self, request, pk):
        if self.mail.stand != Mail.Stand.MISLUKT:
            return self.leave(messages.warning, TE_LAAT)
        return self.show(MailAdresForm(mail=self.mail))

    def post(self, request, pk):
        form = MailAdresForm(request.POST, mail=self.mail)
        if not form.is_valid():
            return self.show(form)
        if form.submit(request.user):
            zinnen = ["Het adres is verbeterd. De mail gaat binnen een paar minuten weg.", *filter(None, form.gevolgen)]
            return self.leave(messages.success, " ".join(zinnen))
        return self.leave(messages.warning, TE_LAAT)

    def leave(self, tell, zin):
        tell(self.request, zin)
        return redirect("mails:alles")

    def show(self, form):
        return self.render_to_response(self.get_context_data(form=form, mail=self.mail))

    def get_breadcrumbs_items(self):
        alle = {"url": reverse("mails:alles"), "label": "Mails aan inwoners"}
        return [*self.breadcrumbs_items, alle, {"url": "", "label": self.page_title}]
