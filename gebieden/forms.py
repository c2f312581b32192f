from django.core.exceptions import ValidationError
from wagtail.admin.forms import WagtailAdminPageForm


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
