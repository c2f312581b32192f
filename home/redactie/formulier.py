from wagtail.admin.forms import WagtailAdminPageForm


class BasisPageForm(WagtailAdminPageForm):
    """A field whose default is a function wants a hidden copy of its first value, which Wagtail does not draw. Without
    it such a field always counts as changed, and whoever approves would have made the last change."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.show_hidden_initial = False
