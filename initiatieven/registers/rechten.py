"""Who sees and changes the registers. Nothing in them is ever deleted."""

from wagtail_modeladmin.helpers import ButtonHelper, PermissionHelper

BOEKEN = "initiatieven.add_boeking"
PERSOONSGEGEVENS = "initiatieven.toets_aanvraag"


class RegisterRechten(PermissionHelper):
    def user_can_list(self, user):
        return self.user_has_specific_permission(user, self.get_perm_codename("view"))

    def user_can_inspect_obj(self, user, obj):
        return self.inspect_view_enabled and self.user_can_list(user)

    def user_can_delete_obj(self, user, obj):
        return False


class VastRechten(RegisterRechten):
    """What is added is not changed either: a budget changes by its ledger."""

    def user_can_edit_obj(self, user, obj):
        return False


class LeesRechten(VastRechten):
    def user_can_create(self, user):
        return False


class RegisterKnoppen(ButtonHelper):
    def inspect_button(self, pk, classnames_add=None, classnames_exclude=None):
        knop = super().inspect_button(pk, classnames_add, classnames_exclude)
        return {**knop, "label": "Bekijken", "title": f"Bekijk {self.verbose_name}"}
