"""A video belongs to who added it until a live page shows it; from then on to Communicatie."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField
from django.db.models.functions import Cast
from wagtail.models import Page, ReferenceIndex

from home.models import Video
from home.redactie.onderdelen import OnderdeelPolicy


class VideoPolicy(OnderdeelPolicy):
    eigen_recht = "home.add_video"

    def get_own(self, user):
        # The index keeps keys as text.
        online = Page.objects.live().annotate(sleutel=Cast("pk", CharField())).values("sleutel")
        getoond = ReferenceIndex.objects.filter(
            to_content_type=ContentType.objects.get_for_model(Video),
            base_content_type=ContentType.objects.get_for_model(Page),
            object_id__in=online,
        )
        eigen = Video.objects.filter(geplaatst_door=user).annotate(sleutel=Cast("pk", CharField()))
        return eigen.exclude(sleutel__in=getoond.values("to_object_id"))
