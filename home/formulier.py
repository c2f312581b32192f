"""How a form for residents and volunteers looks and reads: one mixin, so that every form of the site is the same."""

import re
import unicodedata

from django import forms
from django.forms.renderers import TemplatesSetting

# What no keyboard makes on purpose, and what turns text around. Line ends and tabs stay.
VREEMD = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")
# From this length on a text shows how many characters are left.
TELT_VANAF = 200


def tidy_text(text):
    """What somebody typed or pasted, without what cannot be stored or shown, and with one kind of line end."""
    return VREEMD.sub("", unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")))


def tidy_data(data):
    """The same for everything that was sent."""
    data = data.copy()
    for naam, waarden in data.lists():
        data.setlist(naam, [tidy_text(waarde) for waarde in waarden])
    return data


def let_paste(fields):
    """The browser would cut off in silence what somebody pastes; the server says how much is too much."""
    for field in fields:
        if isinstance(field.widget, forms.Textarea):
            field.widget.attrs.pop("maxlength", None)


def get_required(widget):
    """A date or a file has no role that may be said to be required; the form itself has `novalidate`."""
    has_role = getattr(widget, "input_type", "text") not in ("date", "file")
    return {"aria-required": "true"} if has_role else {"required": True}


class Veld(forms.BoundField):
    """A question: label, help, error and input, as `onderdelen/veld.html` draws them."""

    @property
    def is_keuze(self):
        return isinstance(self.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple)

    @property
    def is_vinkje(self):
        return isinstance(self.field.widget, forms.CheckboxInput)

    @property
    def hoogstens(self):
        """How many characters a long text may have, for the counter under it."""
        lengte = getattr(self.field, "max_length", None) or 0
        return lengte if isinstance(self.field.widget, forms.Textarea) and lengte >= TELT_VANAF else None

    @property
    def eerste_id(self):
        """Where a line of the error list leads to: the first of a group of choices."""
        return f"{self.auto_id}_0" if self.is_keuze else self.id_for_label

    def build_widget_attrs(self, attrs, widget=None):
        attrs = super().build_widget_attrs(attrs, widget)
        widget = widget or self.field.widget
        if self.is_keuze or self.is_vinkje or widget.is_hidden:
            return attrs
        if self.field.required:
            attrs |= get_required(widget)
        attrs["class"] = f"invoer {widget.attrs.get('class', '')}".strip()
        if self.hoogstens:
            attrs["aria-describedby"] = f"{attrs.get('aria-describedby', '')} {self.auto_id}_teller".strip()
        return attrs


class Renderer(TemplatesSetting):
    field_template_name = "onderdelen/veld.html"


class FormulierMixin:
    """For a Form or ModelForm. Show it with `{% include "onderdelen/foutenlijst.html" %}` and, for each question,
    `{{ field.as_field_group }}`. Input is tidied before it is read. A label says what is not obligatory."""

    use_required_attribute = False
    bound_field_class = Veld
    default_renderer = Renderer()

    def __init__(self, data=None, *args, **kwargs):
        super().__init__(None if data is None else tidy_data(data), *args, **kwargs)
        let_paste(self.fields.values())

    @property
    def fouten(self):
        """The mistakes for the list at the top: where it is, and what to do."""
        algemeen = [("", fout) for fout in self.non_field_errors()]
        return algemeen + [(field.eerste_id, fout) for field in self for fout in field.errors]
