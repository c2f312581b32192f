"""Sharing a draft: the screen in the admin, and the pile of remarks on the desk."""

from datetime import timedelta

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import Truncator
from django.views.generic import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets import Button
from wagtail.log_actions import log
from wagtail.models import Page, Site
from wagtail.permission_policies.pages import PagePermissionPolicy

from home.models import GedeeldConcept, Opmerking, RedactieInstellingen
from home.models.concept import IS_CONCEPT
from home.redactie.bureau import Stapel, Taak
from home.velden import DagInput

LAATSTE = 50


class DeelForm(forms.Form):
    tot_en_met = forms.DateField(label="Te bekijken tot en met", widget=DagInput)
    ook_onderliggende = forms.BooleanField(required=False, label="Deel ook de concepten onder deze pagina")

    def __init__(self, data=None, *, page):
        self.page = page
        self.laatste_dag = timezone.localdate() + timedelta(days=_get_longest())
        super().__init__(data, initial={"tot_en_met": self.laatste_dag, "ook_onderliggende": not page.live})
        onder = page.get_descendants().filter(IS_CONCEPT).count()
        self.fields["ook_onderliggende"].help_text = f"Nu {'is dat er 1' if onder == 1 else f'zijn dat er {onder}'}."
        if not onder:
            del self.fields["ook_onderliggende"]

    def clean_tot_en_met(self):
        dag = self.cleaned_data["tot_en_met"]
        if not timezone.localdate() <= dag <= self.laatste_dag:
            raise forms.ValidationError(f"Kies een dag van vandaag tot en met {self.laatste_dag:%d-%m-%Y}.")
        return dag

    def submit(self, user):
        """The secret of the new link."""
        concept, sleutel = GedeeldConcept.make(page_id=self.page.pk, gemaakt_door=user, **self.cleaned_data)
        log(self.page, "redactie.deel", user=user, data={"tot_en_met": concept.tot_en_met})
        return sleutel


def _get_longest():
    return RedactieInstellingen.for_site(Site.objects.get(is_default_site=True)).deel_dagen


class DeelScherm(WagtailAdminTemplateMixin, View):
    """The links to the draft of a page, with what partners said, for who may edit that page."""

    page_title = "Deel dit concept"
    header_icon = "link-external"
    template_name = "home/beheer/delen.html"

    @cached_property
    def page(self):
        return get_object_or_404(Page.objects.filter(depth__gt=1), pk=self.kwargs["pk"]).specific

    def dispatch(self, request, *args, **kwargs):
        check_may_share(self.page, request.user)
        return super().dispatch(request, *args, **kwargs)

    def get(self, request, pk):
        return self._show(DeelForm(page=self.page))

    def post(self, request, pk):
        form = DeelForm(request.POST, page=self.page)
        if not self.is_concept or not form.is_valid():
            return self._show(form)
        adres = settings.SITE_URL + reverse("concept:begin", args=[form.submit(request.user)])
        return self._show(DeelForm(page=self.page), adres=adres)

    @property
    def is_concept(self):
        return not self.page.live or self.page.has_unpublished_changes

    def get_page_subtitle(self):
        return self.page.get_admin_display_title()

    def get_breadcrumbs_items(self):
        edit = {"url": reverse("wagtailadmin_pages:edit", args=[self.page.pk]), "label": self.get_page_subtitle()}
        return [*self.breadcrumbs_items, edit, {"url": "", "label": self.page_title}]

    def _show(self, form, **context):
        links = self.page.gedeelde_concepten.select_related("page").order_by("-pk")
        links = links.prefetch_related("gemaakt_door", "opmerkingen__page")[:LAATSTE]
        context |= {"form": form, "links": links, "is_concept": self.is_concept}
        return self.render_to_response(self.get_context_data(**context))


def check_may_share(page, user):
    if not page.permissions_for_user(user).can_share():
        raise PermissionDenied


class Intrekken(View):
    http_method_names = ["post"]

    def post(self, request, pk):
        concept = get_object_or_404(GedeeldConcept, pk=pk)
        page = concept.page.specific
        check_may_share(page, request.user)
        # The first time counts, also when two press at once.
        if GedeeldConcept.objects.filter(pk=pk, ingetrokken_op=None).update(ingetrokken_op=timezone.now()):
            log(page, "redactie.trek_in", user=request.user)
        messages.success(request, "Ingetrokken. Met deze link is het concept niet meer te zien.")
        return redirect("delen:pagina", page.pk)


class Gelezen(View):
    http_method_names = ["post"]

    def post(self, request, pk):
        opmerking = get_object_or_404(Opmerking, pk=pk)
        page = opmerking.concept.page.specific
        check_may_share(page, request.user)
        Opmerking.objects.filter(pk=pk, gelezen_op=None).update(gelezen_op=timezone.now())
        return redirect("delen:pagina", page.pk)


def make_button(page, user):
    """To the screen, for a page that is a draft or once was shared."""
    page = page.specific_deferred
    if page.depth > 1 and page.permissions_for_user(user).can_share():
        yield Button(DeelScherm.page_title, reverse("delen:pagina", args=[page.pk]), icon_name="link-external")


def lay_remarks(request):
    pages = PagePermissionPolicy().instances_user_has_permission_for(request.user, "change")
    new = Opmerking.objects.filter(gelezen_op=None, concept__page__in=pages.values("pk"))
    yield Stapel("opmerkingen", "Opmerkingen van partners", new.select_related("page", "concept"), make_task)


def make_task(opmerking):
    adres = f"{reverse('delen:pagina', args=[opmerking.concept.page_id])}#opmerking-{opmerking.pk}"
    return Taak(opmerking.page.draft_title, adres, Truncator(opmerking.tekst).chars(100))


def register_log_actions(actions):
    actions.register_action("redactie.deel", "Concept delen", "Concept gedeeld met een link")
    actions.register_action("redactie.trek_in", "Gedeeld concept intrekken", "Gedeelde link ingetrokken")


urlpatterns = [
    path("<int:pk>/", DeelScherm.as_view(), name="pagina"),
    path("link/<int:pk>/intrekken/", Intrekken.as_view(), name="intrekken"),
    path("opmerking/<int:pk>/gelezen/", Gelezen.as_view(), name="gelezen"),
]
