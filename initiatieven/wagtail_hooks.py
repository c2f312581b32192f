from wagtail import hooks

from initiatieven.regiegroep.mails import give_mails
from initiatieven.rollen import give_roles

hooks.register("rollen", give_roles)
hooks.register("mailsoorten", give_mails)
