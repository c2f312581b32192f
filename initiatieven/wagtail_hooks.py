from django.urls import include, path
from wagtail import hooks
from wagtail_modeladmin.options import modeladmin_register

from initiatieven.regiegroep.mails import give_mails
from initiatieven.registers import boeken, exporteren
from initiatieven.registers.menu import InitiatievenGroep
from initiatieven.openbaar import scherm
from initiatieven.openbaar.gebied import give_van_gebied
from initiatieven.rollen import give_roles

modeladmin_register(InitiatievenGroep)
hooks.register("rollen", give_roles)
hooks.register("mailsoorten", give_mails)
hooks.register("register_admin_urls", boeken.give_urls)
hooks.register("register_log_actions", exporteren.register_log_actions)
hooks.register("initiatieven_van_gebied", give_van_gebied)
hooks.register("stapels", scherm.lay_without_page, order=70)


@hooks.register("register_admin_urls")
def register_page_of_initiative():
    return [path("initiatiefpagina/", include((scherm.urlpatterns, "initiatiefpagina")))]
