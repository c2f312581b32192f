from wagtail import hooks

from initiatieven.mijn import mails as mijn
from initiatieven.rollen import give_roles
from initiatieven.steun import mails as steun
from initiatieven.verantwoording import mails as verantwoording

hooks.register("rollen", give_roles)
hooks.register("mailsoorten", mijn.give_mailsoorten)
hooks.register("mailsoorten", steun.give_mailsoorten)
hooks.register("mailsoorten", verantwoording.give_mailsoorten)
