"""The screen on which an editor says that a page is still true, or agrees who looks at it and when."""

from datetime import timedelta

from django import forms
from django.contrib import messages
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.views.generic import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets import Button
from wagtail.log_actions import LogFormatter, log
from wagtail.models import Page

from home.models import Controle
from home.redactie.controle import get_stand, get_termijn, is_te_controleren
from home.velden import DagInput

LANGST = timedelta(days=5 * 366)


class ControleForm(forms.ModelForm):
    use_required_attribute = False

    def __init__(self, *args, page, **kwargs):
        super().__init__(*args, **kwargs)
        self.page = page

    def clean_voor(self):
        voor, vandaag = self.cleaned_data["voor"], timezone.localdate()
        if voor and "voor" in self.changed_data and not vandaag < voor <= vandaag + LANGST:
            raise forms.ValidationError("Kies een dag na vandaag, hoogstens vijf jaar vooruit.")
        return voor

    @transaction.atomic
    def submit(self, user):
        controle = self.save()
        log(instance=self.page, action=self.actie, user=user, data={"afspraak": controle.afspraak})


class KloptForm(ControleForm):
    """The page was looked at and is true."""

    naam, actie = "klopt", "home.klopt"
    kop, knop = "Klopt alles nog?", "Ja, het klopt nog"
    bericht = "Genoteerd: de pagina klopt nog."

    class Meta:
        model = Controle
        fields = ["voor"]
        labels = {"voor": "Controleer weer voor"}
        widgets = {"voor": DagInput}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["voor"].required = True
        self.initial["voor"] = timezone.localdate() + get_termijn()

    def submit(self, user):
        self.instance.gecontroleerd_op, self.instance.gecontroleerd_door = timezone.now(), user
        super().submit(user)


class AfspraakForm(ControleForm):
    """Who looks, and before which day. What is left empty follows the rule."""

    naam, actie = "afspraak", "home.controle"
    kop, knop = "Andere dag of andere eigenaar", "Bewaar"
    bericht = "De afspraak is bewaard."

    class Meta(KloptForm.Meta):
        fields = ["voor", "rol"]
        labels = {"voor": "Controleren voor", "rol": "Eigenaar"}
        help_texts = {"voor": "Leeg laten mag: dan geldt de termijn van de gemeente, vanaf de laatste publicatie."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["rol"].queryset = self.page.rollen
        self.fields["rol"].empty_label = "De rol die bij deze plek hoort"


class ControleScherm(WagtailAdminTemplateMixin, View):
    template_name = "home/beheer/controle.html"
    page_title = "Klopt deze pagina nog?"
    header_icon = "glasses"

    def dispatch(self, request, *args, **kwargs):
        if not self.page.permissions_for_user(request.user).can_edit():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def page(self):
        page = get_object_or_404(Page, pk=self.kwargs["pk"]).specific
        if not is_te_controleren(page):
            raise Http404
        return page

    def get_breadcrumbs_items(self):
        pagina = {
            "url": reverse("wagtailadmin_pages:edit", args=[self.page.pk]),
            "label": self.page.get_admin_display_title(),
        }
        return [*self.breadcrumbs_items, pagina, {"url": "", "label": self.page_title}]

    def get(self, request, pk):
        return self.show()

    def post(self, request, pk):
        # Of two editors at once both find the same row.
        Controle.objects.get_or_create(page=self.page)
        gekozen = KloptForm if "klopt" in request.POST else AfspraakForm
        form = self.make_form(gekozen, request.POST)
        if not form.is_valid():
            return self.show(form)
        form.submit(request.user)
        messages.success(request, form.bericht)
        return redirect("wagtailadmin_home")

    def make_form(self, form_class, data=None):
        controle = Controle.objects.filter(page=self.page).first() or Controle(page=self.page)
        return form_class(data, instance=controle, page=self.page, prefix=form_class.naam)

    def show(self, form=None):
        """Both forms, of which one may have been filled in."""
        formulieren = [
            form if isinstance(form, soort) else self.make_form(soort) for soort in (KloptForm, AfspraakForm)
        ]
        stand = get_stand(self.page)
        eigenaar = Group.objects.filter(pk=stand.eigenaar).first() if stand else None
        context = self.get_context_data(page=self.page, stand=stand, eigenaar=eigenaar, formulieren=formulieren)
        return self.render_to_response(context)


def add_control_button(page, user, view_name, next_url=None):
    """In the menu above a page: by when somebody must look at it, and the way to do so."""
    page = page.specific_deferred
    if page.pk and is_te_controleren(page) and page.permissions_for_user(user).can_edit():
        stand = get_stand(page)
        label = f"Controleren voor {date_format(stand.controleren_voor, 'j F Y')}" if stand else "Controleren"
        yield Button(label, reverse("controle", args=[page.pk]), icon_name="glasses", priority=60)


def let_role_follow_place(request, page):
    """After a move the role that was chosen may not edit there: the place decides again."""
    Controle.objects.filter(page__path__startswith=page.path).update(rol=None)


def register_log_actions(actions):
    actions.register_action(KloptForm.actie, "Nagekeken", "Nagekeken: de pagina klopt nog")

    @actions.register_action(AfspraakForm.actie)
    class AfspraakLog(LogFormatter):
        label = "Afspraak over controleren"

        def format_message(self, log_entry):
            return f"Afspraak over controleren: {log_entry.data['afspraak']}"


urlpatterns = [path("controle/<int:pk>/", ControleScherm.as_view(), name="controle")]
