from wagtail import hooks

from initiatieven.rollen import give_roles

hooks.register("rollen", give_roles)
