from django.core.exceptions import ValidationError
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from home.models.bestanden import strip_metadata


class LeesbareImageField(WagtailImageField):
    """Reads a picture to the end: one that was cut off on the way passes Wagtail's own look at its beginning."""

    def to_python(self, data):
        try:
            file = super().to_python(data)
            if file:
                strip_metadata(file)
                file.seek(0)
        except (OSError, SyntaxError, ValueError) as error:
            message = "Deze foto is beschadigd en kan niet worden gelezen. Kies een andere of sla hem opnieuw op."
            raise ValidationError(message) from error
        return file


class AfbeeldingForm(BaseImageForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Not declared on the class: the form for many uploads at once leaves this field out.
        if field := self.fields.get("file"):
            self.fields["file"] = LeesbareImageField(label=field.label, required=field.required, widget=field.widget)
