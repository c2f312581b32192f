"""Wagtail's own admin API lists every picture and document; here only those that the user may choose."""

from wagtail.documents.api.admin.views import DocumentsAdminAPIViewSet
from wagtail.images.api.admin.views import ImagesAdminAPIViewSet
from wagtail.permissions import policy_registry


class EigenBestandenMixin:
    def get_queryset(self):
        policy = policy_registry.get_by_type(self.model)
        return policy.instances_user_has_permission_for(self.request.user, "choose").order_by("id")


class AfbeeldingenAPI(EigenBestandenMixin, ImagesAdminAPIViewSet):
    pass


class BestandenAPI(EigenBestandenMixin, DocumentsAdminAPIViewSet):
    pass
