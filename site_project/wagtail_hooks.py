from django.forms import Form
from django.urls import include, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.account import BaseSettingsPanel

from site_project.toegang import aangemeld


class BeheerderMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.is_superuser


class BeveiligingPanel(BaseSettingsPanel):
    name = "beveiliging"
    title = "Beveiliging"
    order = 500
    template_name = "toegang/paneel.html"

    def get_form(self):
        return Form()


@hooks.register("register_admin_urls")
def register_sessions():
    return [path("aangemeld/", include((aangemeld.urlpatterns, "aangemeld")))]


@hooks.register("register_settings_menu_item")
def register_sessions_menu_item():
    return BeheerderMenuItem("Aangemeld", reverse("aangemeld:overzicht"), icon_name="user", order=650)


@hooks.register("register_account_settings_panel")
def register_security_panel(request, user, profile):
    return BeveiligingPanel(request, user, profile)


@hooks.register("register_log_actions")
def register_acts(actions):
    actions.register_action("toegang.factor", "Tweede factor wissen", "Tweede factor gewist")
    actions.register_action("toegang.sessie", "Sessie beëindigen", "Sessie beëindigd")
