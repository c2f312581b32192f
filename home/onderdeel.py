"""What is written once and shown on several pages: a film, a card, a partner. It is approved as a page is."""

from django.db import models
from wagtail.models import DraftStateMixin, LockableMixin, PreviewableMixin, RevisionMixin, WorkflowMixin
from wagtail.search import index

from home.geheugen import remembered
from home.online import is_expired, is_online


class OnderdeelQuerySet(models.QuerySet):
    def online(self):
        """What visitors see: approved, and not taken offline since."""
        return self.filter(is_online())


class Onderdeel(
    PreviewableMixin, WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, index.Indexed, models.Model
):
    """The row is what visitors see, for as long as it is `live`; a new version waits beside it."""

    # The template that draws it, and the heading above it in the preview.
    voorbeeld_template = ""
    voorbeeldkop = ""
    # Fields of the row and not of a version: approving an old version leaves them as they are now.
    los_van_versies = ()
    # What its template shows of other tables.
    leest_mee = ()

    objects = OnderdeelQuerySet.as_manager()

    class Meta:
        abstract = True

    @classmethod
    def get_all(cls):
        """All of them by their key, those that wait too: there are few, and many pages show them."""
        return remembered(cls, lambda: {item.pk: item for item in cls.objects.select_related(*cls.leest_mee)})

    @property
    def is_online(self):
        return self.live and not is_expired(self)

    def with_content_json(self, content):
        item = super().with_content_json(content)
        for naam in self.los_van_versies:
            setattr(item, naam, getattr(self, naam))
        return item

    def get_preview_template(self, request, mode_name):
        return "home/voorbeeld_onderdeel.html"

    def get_preview_context(self, request, mode_name):
        return {"request": request, "onderdeel": self, self._meta.model_name: self}
