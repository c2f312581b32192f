import re

from django.core.exceptions import ValidationError
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.permissions import policy_registry

KAART = re.compile(r"^team-\d+-teamlid$")


class GebiedForm(WagtailAdminPageForm):
    """A card that somebody may not choose counts as not filled in: the form would show its name."""

    def __init__(self, data=None, *args, **kwargs):
        super().__init__(data and self._without_hidden_cards(data, **kwargs), *args, **kwargs)

    @staticmethod
    def _without_hidden_cards(data, instance, for_user, **kwargs):
        kaarten = instance.team.model._meta.get_field("teamlid").related_model
        bekend = {str(plek.teamlid_id) for plek in instance.team.all()}
        kiesbaar = policy_registry.get_by_type(kaarten).get_choosable(for_user).values_list("pk", flat=True)
        mag = bekend | {str(pk) for pk in kiesbaar}
        data = data.copy()
        for naam in filter(KAART.match, list(data)):
            if data[naam] not in mag:
                data[naam] = ""
        return data


class AgendapuntForm(WagtailAdminPageForm):
    def clean_nummer(self):
        """The own number of an item, once per agenda. Left empty it becomes the next one."""
        anderen = self.parent_page.specific.punten.exclude(pk=self.instance.pk)
        nummer = self.cleaned_data["nummer"].strip()
        if anderen.has_nummer(nummer):
            raise ValidationError(f"Nummer {nummer} is al van een ander punt op deze agenda. Kies een ander nummer.")
        return nummer or anderen.get_next_nummer()

    def clean_slug(self):
        """The addresses of the agenda itself are taken."""
        slug = super().clean_slug() if hasattr(super(), "clean_slug") else self.cleaned_data["slug"]
        if self.parent_page.specific.is_own_address(slug):
            raise ValidationError(f"Het adres “{slug}” is van de agenda zelf. Kies een ander adres.")
        return slug
