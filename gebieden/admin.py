from wagtail_modeladmin.helpers import PermissionHelper
from wagtail_modeladmin.options import ModelAdmin

from gebieden.models import Postcode


class ReadOnlyPermissionHelper(PermissionHelper):
    """The register shows; postcodes are edited on the page of their area."""

    def user_can_list(self, user):
        return user.has_perm("wagtailadmin.access_admin")

    def user_can_create(self, user):
        return False

    def user_can_edit_obj(self, user, obj):
        return False

    def user_can_delete_obj(self, user, obj):
        return False


class PostcodeAdmin(ModelAdmin):
    """Which postcode belongs to which area, in one list to check and to export."""

    model = Postcode
    menu_label = "Postcodes"
    menu_icon = "plek"
    menu_order = 700
    add_to_settings_menu = True
    permission_helper_class = ReadOnlyPermissionHelper
    list_display = ["code", "gebied"]
    list_export = ["code", "gebied"]
    list_filter = ["gebied"]
    list_select_related = ["gebied"]
    list_per_page = 100
    search_fields = ["code", "gebied__title"]
