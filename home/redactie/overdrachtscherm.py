"""The screen on which Beheerder hands over what somebody leaves behind, and the doors to it."""

from django import forms
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.views.generic import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets import Button
from wagtail.log_actions import LogFormatter
from wagtail.log_actions import registry as logboeken
from wagtail.models import Revision

from home.redactie.bureau import Stapel, Taak
from home.redactie.overdracht import (
    LOGACTIE,
    TeWeinigRechten,
    count_things,
    describe,
    get_only_roles,
    get_soorten,
    hand_over,
)
from home.redactie.stapels import get_naam

RECHT = "auth.change_user"


class OpvolgerField(forms.ModelChoiceField):
    def label_from_instance(self, user):
        return get_naam(user)


class OverdrachtForm(forms.Form):
    use_required_attribute = False

    opvolger = OpvolgerField(get_user_model().objects.none(), label="Wie neemt het over?")
    rollen = forms.ChoiceField(label="Welke rollen gaan mee?", widget=forms.RadioSelect, initial="enige")

    def __init__(self, *args, van, **kwargs):
        super().__init__(*args, **kwargs)
        self.van = van
        self.rollen = {"enige": list(get_only_roles(van)), "alle": list(van.groups.order_by("name"))}
        actief = get_user_model().objects.filter(is_active=True).exclude(pk=van.pk)
        self.fields["opvolger"].queryset = actief.order_by("first_name", "username")
        self.fields["rollen"].choices = [
            ("enige", f"Alleen rollen die anders niemand meer heeft: {self._name('enige')}"),
            ("alle", f"Alle rollen: {self._name('alle')}"),
        ]

    def _name(self, keuze):
        return ", ".join(rol.name for rol in self.rollen[keuze]) or "geen"

    def submit(self):
        """What moved, or nothing when the successor may not have it: then the form says why."""
        rollen = self.rollen[self.cleaned_data["rollen"]]
        try:
            return hand_over(self.van, self.cleaned_data["opvolger"], rollen)
        except TeWeinigRechten as error:
            titels = ", ".join(page.get_admin_display_title() for page in error.pages[:5])
            meer = f" en nog {len(error.pages) - 5}" if len(error.pages) > 5 else ""
            self.add_error(
                "opvolger",
                f"Er is niets overgedragen. {get_naam(self.cleaned_data['opvolger'])} mag dit niet veranderen: "
                f"{titels}{meer}. Geef alle rollen mee, of kies een ander.",
            )
            return None


class OverdrachtScherm(WagtailAdminTemplateMixin, View):
    template_name = "home/beheer/overdracht.html"
    page_title = "Draag over"
    header_icon = "user"

    def dispatch(self, request, *args, **kwargs):
        if not may_hand_over(request.user, self.van):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def van(self):
        return get_object_or_404(get_user_model(), pk=self.kwargs["pk"])

    def get_page_subtitle(self):
        return get_naam(self.van)

    def get_breadcrumbs_items(self):
        gebruikers = {"url": reverse("wagtailusers_users:index"), "label": "Gebruikers"}
        return [*self.breadcrumbs_items, gebruikers, {"url": "", "label": self.page_title}]

    def get(self, request, pk):
        return self.show(OverdrachtForm(van=self.van))

    def post(self, request, pk):
        form = OverdrachtForm(request.POST, van=self.van)
        if not form.is_valid() or (verplaatst := form.submit()) is None:
            return self.show(form)
        opvolger = get_naam(form.cleaned_data["opvolger"])
        messages.success(request, f"Overgedragen aan {opvolger}: {describe(verplaatst) or 'niets, er was niets'}.")
        return redirect(request.path)

    def show(self, form):
        context = self.get_context_data(
            van=self.van, naam=get_naam(self.van), form=form, aantallen=count_things(self.van), rollen=form.rollen
        )
        return self.render_to_response(context)


def may_hand_over(user, van):
    """What belongs to a superuser only another one gives away."""
    return user.has_perm(RECHT) and (user.is_superuser or not van.is_superuser)


def add_button(user, request_user):
    """In the list of users."""
    if may_hand_over(request_user, user):
        yield Button("Draag over", reverse("overdracht", args=[user.pk]), icon_name="user", priority=30)


def offer_to_who_leaves(request, user):
    """Whoever is switched off should leave nothing behind."""
    if not user.is_active and has_left_something(user) and may_hand_over(request.user, user):
        messages.warning(request, f"{get_naam(user)} kan niet meer inloggen. Draag over wat er nog op naam staat.")
        return redirect("overdracht", user.pk)
    return None


def keep_who_counts(request, user):
    """Nobody goes who leaves something behind, or by whose name the log is read."""
    if has_left_something(user):
        messages.error(request, f"Draag eerst over wat van {get_naam(user)} is. Daarna kan het account weg.")
        return redirect("overdracht", user.pk)
    if stands_in_log(user):
        messages.error(
            request,
            f"{get_naam(user)} staat in het logboek. Zet het account uit in plaats van het te verwijderen: "
            "zo blijft te lezen wie wat heeft gedaan.",
        )
        return redirect("wagtailusers_users:edit", user.pk)
    return None


def keep_who_counts_of_many(request, action_type, objects, action):
    if action_type == "delete" and action.model is get_user_model():
        return next(filter(None, (keep_who_counts(request, user) for user in objects)), None)
    return None


def has_left_something(user):
    return bool(count_things(user)) or get_only_roles(user).exists()


def stands_in_log(user):
    boeken = [boek.objects.filter(user=user) for boek in logboeken.get_log_entry_models()]
    return any(regels.exists() for regels in [*boeken, Revision.objects.filter(user=user)])


def lay_without_owner(request):
    """For Beheerder: what nobody looks after any more."""
    if request.user.has_perm(RECHT):
        rollen = Group.objects.exclude(pk__in=Group.objects.filter(user__is_active=True)).order_by("name")
        yield Stapel("zonder-eigenaar", "Zonder eigenaar", get_leavers(), make_leaver)
        yield Stapel("lege-rollen", "Rollen zonder medewerker", rollen, make_empty_role)


def get_leavers():
    """People who cannot log in any more and still have something."""
    iets = Q()
    for soort in get_soorten():
        iets |= Q(Exists(soort.dingen.filter(**{soort.veld: OuterRef("pk")})))
    return get_user_model().objects.filter(iets, is_active=False).order_by("username")


def make_leaver(user):
    return Taak(get_naam(user), reverse("overdracht", args=[user.pk]), "Werkt hier niet meer en is nog eigenaar")


def make_empty_role(rol):
    return Taak(rol.name, reverse("wagtailusers_users:index"), "Niemand heeft deze rol")


def register_log_actions(actions):
    @actions.register_action(LOGACTIE)
    class OverdrachtLog(LogFormatter):
        label = "Overdracht"

        def format_message(self, log_entry):
            return f"Overgedragen aan {log_entry.data['naar']}: {describe(log_entry.data['aantallen']) or 'niets'}"


urlpatterns = [path("overdracht/<int:pk>/", OverdrachtScherm.as_view(), name="overdracht")]
