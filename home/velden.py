"""A day and a time as people type them."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

BESTAAT_NIET = (
    "Dit tijdstip bestaat niet: in deze nacht gaat de klok van 2 uur naar 3 uur. "
    "Kies een tijd voor 2.00 uur of vanaf 3.00 uur."
)
BESTAAT_TWEE_KEER = (
    "Dit tijdstip komt in deze nacht twee keer voor, omdat de klok van 3 uur teruggaat naar 2 uur. "
    "Kies een tijd voor 2.00 uur of vanaf 3.00 uur."
)


class MomentField(forms.DateTimeField):
    """Says in plain words that the clock is changed in that hour."""

    def to_python(self, value):
        try:
            return super().to_python(value)
        except ValidationError as error:
            if error.code != "ambiguous_timezone":
                raise
            begin, eind = (moment.utcoffset() for moment in self._read_both(error.params["datetime"]))
            raise ValidationError(BESTAAT_TWEE_KEER if begin > eind else BESTAAT_NIET, code=error.code) from error

    def _read_both(self, moment):
        """The time on both sides of the change of the clock."""
        zone = timezone.get_current_timezone()
        return [moment.replace(tzinfo=zone, fold=fold) for fold in (0, 1)]


class DagInput(forms.DateInput):
    """A day with the calendar of the browser."""

    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%d")
