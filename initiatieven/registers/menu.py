from wagtail_modeladmin.options import ModelAdminGroup

from initiatieven.registers.aanvragen import AanvraagAdmin
from initiatieven.registers.budgetten import BudgetAdmin
from initiatieven.registers.leden import LidAdmin
from initiatieven.registers.regiegroepen import RegiegroepAdmin
from initiatieven.registers.rondes import RondeAdmin


class InitiatievenGroep(ModelAdminGroup):
    menu_label = "Initiatieven"
    menu_icon = "idee"
    menu_order = 120
    items = (AanvraagAdmin, RegiegroepAdmin, LidAdmin, BudgetAdmin, RondeAdmin)
