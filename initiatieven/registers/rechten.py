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
    """What has a screen of its own is opened by its name, and is changed there."""

    def add_button(self, *args, **kwargs):
        return {**super().add_button(*args, **kwargs), "label": self.view.model_admin.nieuw, "title": ""}

    def get_buttons_for_obj(self, obj, *args, **kwargs):
        return [] if self.permission_helper.inspect_view_enabled else super().get_buttons_for_obj(obj, *args, **kwargs)
