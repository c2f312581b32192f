"""Wagtail's own admin API lists every picture and document; here only those that the user may choose."""

from wagtail.documents.api.admin.views import DocumentsAdminAPIViewSet
from wagtail.documents.permissions import permission_policy as documents
from wagtail.images.api.admin.views import ImagesAdminAPIViewSet
from wagtail.images.permissions import permission_policy as images


class AfbeeldingenAPI(ImagesAdminAPIViewSet):
    def get_queryset(self):
        return images.instances_user_has_permission_for(self.request.user, "choose").order_by("id")


class BestandenAPI(DocumentsAdminAPIViewSet):
    def get_queryset(self):
        return documents.instances_user_has_permission_for(self.request.user, "choose").order_by("id")
