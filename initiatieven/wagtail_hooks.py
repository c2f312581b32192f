from django.urls import include, path
from wagtail import hooks

from initiatieven.openbaar import scherm
from initiatieven.openbaar.gebied import give_van_gebied
from initiatieven.rollen import give_roles

hooks.register("rollen", give_roles)
hooks.register("initiatieven_van_gebied", give_van_gebied)
hooks.register("stapels", scherm.lay_without_page, order=70)


@hooks.register("register_admin_urls")
def register_page_of_initiative():
    return [path("initiatiefpagina/", include((scherm.urlpatterns, "initiatiefpagina")))]
