"""Who is logged in, for the Beheerder: end a session, or take away the second factor of a lost phone."""

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Exists, OuterRef, Prefetch
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.views.generic import View
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.generic import BaseListingView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.log_actions import log

from site_project.toegang.adapter import send_notice
from site_project.toegang.middleware import DUURT_HOOGSTENS, STIL_HOOGSTENS


def get_active_sessions(at=None):
    at = at or timezone.now()
    alive = Session.objects.filter(session_key=OuterRef("session_key"), expire_date__gt=at)
    active = UserSession.objects.filter(last_seen_at__gt=at - STIL_HOOGSTENS, created_at__gt=at - DUURT_HOOGSTENS)
    return active.filter(Exists(alive)).order_by("-last_seen_at")


def get_people():
    factor = Authenticator.objects.filter(user=OuterRef("pk"), type=Authenticator.Type.TOTP)
    sessions = Prefetch("usersession_set", get_active_sessions(), to_attr="sessies")
    people = get_user_model().objects.filter(is_active=True).annotate(tweede_factor=Exists(factor))
    return people.prefetch_related(sessions)


class BeheerderMixin:
    def dispatch(self, request, *args, **kwargs):
        if not request.user.is_superuser:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class SessiesColumn(Column):
    cell_template_name = "toegang/sessies_cel.html"


class FactorColumn(Column):
    cell_template_name = "toegang/factor_cel.html"


class AangemeldView(BeheerderMixin, BaseListingView):
    page_title = "Aangemeld"
    header_icon = "user"
    paginate_by = 50
    index_url_name = "aangemeld:overzicht"
    default_ordering = "username"
    columns = [
        Column("wie", label="Wie", accessor=lambda user: user.get_full_name() or user.username),
        Column("naam", label="Gebruikersnaam", accessor="username", sort_key="username"),
        DateColumn("last_login", label="Laatst ingelogd", sort_key="last_login"),
        FactorColumn("tweede_factor", label="Tweede factor"),
        SessiesColumn("sessies", label="Nu aangemeld"),
    ]

    def get_base_queryset(self):
        return get_people()


class SessieView(BeheerderMixin, View):
    http_method_names = ["post"]

    def post(self, request, pk):
        session = get_object_or_404(UserSession.objects.select_related("user"), pk=pk)
        end_sessions([session])
        log(session.user, "toegang.sessie", user=request.user)
        messages.success(request, f"De sessie van {session.user} is beëindigd.")
        return redirect("aangemeld:overzicht")


class FactorView(BeheerderMixin, WagtailAdminTemplateMixin, View):
    page_title = "Tweede factor wissen"
    template_name = "toegang/factor_wissen.html"
    header_icon = "lock"

    def get(self, request, pk):
        person = get_object_or_404(get_user_model(), pk=pk)
        return self.render_to_response(self.get_context_data(person=person))

    def post(self, request, pk):
        person = get_object_or_404(get_user_model(), pk=pk)
        if person == request.user:
            # Else somebody at a desk left open could set up a phone of his own.
            messages.error(request, "Uw eigen tweede factor wijzigt u bij Beveiliging van uw account.")
            return redirect("mfa_index")
        reset_second_factor(person, request.user)
        messages.success(request, f"De tweede factor van {person} is gewist en de sessies zijn beëindigd.")
        return redirect("aangemeld:overzicht")

    def get_breadcrumbs_items(self):
        overview = {"url": reverse("aangemeld:overzicht"), "label": "Aangemeld"}
        return [*self.breadcrumbs_items, overview, {"url": "", "label": self.page_title}]


def end_sessions(sessions):
    for session in sessions:
        session.end()


@transaction.atomic
def reset_second_factor(person, by):
    Authenticator.objects.filter(user=person).delete()
    end_sessions(UserSession.objects.filter(user=person))
    log(person, "toegang.factor", user=by)
    transaction.on_commit(lambda: send_notice(person, "De beheerder heeft uw tweede factor gewist"))


urlpatterns = [
    path("", AangemeldView.as_view(), name="overzicht"),
    path("sessie/<int:pk>/beeindigen/", SessieView.as_view(), name="sessie"),
    path("gebruiker/<int:pk>/tweede-factor/", FactorView.as_view(), name="factor"),
]
