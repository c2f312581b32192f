from wagtail import hooks

from initiatieven.aanvragen.mails import give_mailsoorten
from initiatieven.rollen import give_roles

hooks.register("rollen", give_roles)
hooks.register("mailsoorten", give_mailsoorten)
