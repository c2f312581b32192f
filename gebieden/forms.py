import re

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import Q
from wagtail.permissions import policy_registry

from home.redactie.formulier import BasisPageForm


class GoedgekeurdForm(BasisPageForm):
    """Ticks for what is online, and for what the page had already."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for naam in {"themas", "partners"} & set(self.fields):
            keuzes = self.fields[naam].queryset
            gekozen = [item.pk for item in getattr(self.instance, naam).all()]
            self.fields[naam].queryset = keuzes.filter(Q(pk__in=keuzes.online().values("pk")) | Q(pk__in=gekozen))


class KaartForm(GoedgekeurdForm):
    """A team card that somebody may not choose counts as not filled in: else the form would show its name."""

    kaartvelden = None

    def __init__(self, data=None, *args, **kwargs):
        super().__init__(data and self._without_hidden_cards(data, **kwargs), *args, **kwargs)

    def _without_hidden_cards(self, data, instance, for_user, **kwargs):
        data = data.copy()
        mag = self.get_cards(instance) | set(self._get_choosable(for_user))
        for naam in filter(self.kaartvelden.fullmatch, list(data)):
            if data[naam] not in map(str, mag):
                data[naam] = ""
        return data

    def _get_choosable(self, user):
        kaart = apps.get_model("gebieden", "Teamlid")
        return policy_registry.get_by_type(kaart).get_choosable(user).values_list("pk", flat=True)


class GebiedForm(KaartForm):
    kaartvelden = re.compile(r"team-\d+-teamlid")

    @staticmethod
    def get_cards(gebied):
        return {plek.teamlid_id for plek in gebied.team.all()}


class AgendapuntForm(KaartForm):
    kaartvelden = re.compile("contact")

    @staticmethod
    def get_cards(punt):
        return {punt.contact_id}

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
