from django.urls import include, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail_modeladmin.options import modeladmin_register

from initiatieven.aanvragen import mails as formulier
from initiatieven.bureau import mails as bureau
from initiatieven.bureau import personen, urls
from initiatieven.bureau.briefscherm import TEKSTEN
from initiatieven.bureau.mailadres import correct_applicant
from initiatieven.bureau.rechten import TOETS
from initiatieven.bureau.stapels import lay_applications
from initiatieven.mijn import mails as mijn
from initiatieven.models import Ronde
from initiatieven.openbaar import scherm
from initiatieven.openbaar.gebied import give_van_gebied
from initiatieven.regiegroep import mailadres
from initiatieven.regiegroep import mails as regiegroep
from initiatieven.registers import boeken, exporteren, uitnodigen
from initiatieven.registers.menu import InitiatievenGroep
from initiatieven.rollen import give_roles
from initiatieven.steun import mails as steun
from initiatieven.verantwoording import mails as verantwoording

modeladmin_register(InitiatievenGroep)
hooks.register("rollen", give_roles)
hooks.register("mailsoorten", regiegroep.give_mails)
hooks.register("register_admin_urls", boeken.give_urls)
hooks.register("register_admin_urls", uitnodigen.give_urls)
hooks.register("register_log_actions", exporteren.register_log_actions)
hooks.register("initiatieven_van_gebied", give_van_gebied)
hooks.register("stapels", scherm.lay_without_page, order=70)
hooks.register("stapels", scherm.lay_taken_back, order=71)
hooks.register("verandermomenten", Ronde.get_next_change)


@hooks.register("register_admin_urls")
def register_page_of_initiative():
    return [path("initiatiefpagina/", include((scherm.urlpatterns, "initiatiefpagina")))]


hooks.register("mailsoorten", bureau.give_soorten)
hooks.register("mailadres_verbeterd", correct_applicant)
hooks.register("mailadres_verbeterd", mailadres.correct_member)
hooks.register("register_log_actions", mailadres.register_log_actions)
hooks.register("stapels", lay_applications, order=5)
hooks.register("register_log_actions", personen.register_log_actions)


@hooks.register("register_admin_urls")
def register_bureau():
    return [path("aanvragen/", include((urls.urlpatterns, "aanvragen")))]


class RechtMenuItem(MenuItem):
    """For who has one right."""

    def __init__(self, *args, recht, **kwargs):
        self.recht = recht
        super().__init__(*args, **kwargs)

    def is_shown(self, request):
        return request.user.has_perm(self.recht)


@hooks.register("register_admin_menu_item")
def register_paper():
    adres = reverse("aanvragen:papier")
    return RechtMenuItem("Aanvraag op papier", adres, icon_name="doc-empty", order=160, recht=TOETS)


@hooks.register("register_settings_menu_item")
def register_letters():
    return RechtMenuItem("Brieven", reverse("aanvragen:teksten"), icon_name="brief", order=900, recht=TEKSTEN)


@hooks.register("register_settings_menu_item")
def register_persons():
    adres = reverse("aanvragen:personen")
    return RechtMenuItem("Gegevens van een persoon", adres, icon_name="user", order=910, recht=TOETS)


hooks.register("mailsoorten", mijn.give_mailsoorten)
hooks.register("mailsoorten", steun.give_mailsoorten)
hooks.register("mailsoorten", verantwoording.give_mailsoorten)
hooks.register("mailsoorten", formulier.give_mailsoorten)
