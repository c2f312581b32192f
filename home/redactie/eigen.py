"""Snippets of which somebody may change only some. Wagtail's screens ask about the kind of thing, not this one."""

from functools import wraps

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import policy_registry
from wagtail.snippets.views.snippets import DeleteView, SnippetViewSet


class EigenPolicy(ModelPermissionPolicy):
    """Who may not change all of them may add one, and change the own ones."""

    eigen_recht = ""

    def get_own(self, user):
        return self.model.objects.none()

    def user_has_permission(self, user, action):
        eigen = action in ("add", "change") and self._has_own(user)
        return eigen or self._has_all(user, action)

    def user_has_permission_for_instance(self, user, action, instance):
        return self.instances_user_has_permission_for(user, action).filter(pk=instance.pk).exists()

    def instances_user_has_any_permission_for(self, user, actions):
        if any(self._has_all(user, action) for action in actions):
            return self.model.objects.all()
        if "change" in actions and self._has_own(user):
            return self.get_own(user)
        return self.model.objects.none()

    def _has_own(self, user):
        return bool(self.eigen_recht) and user.has_perm(self.eigen_recht)

    def _has_all(self, user, action):
        return super().user_has_permission(user, action)


class EigenViewSet(SnippetViewSet):
    """Every screen of one object asks the permission policy about that object."""

    uitleg_geen_recht = ""

    def get_queryset(self, request):
        policy = policy_registry.get_by_type(self.model)
        mag = policy.instances_user_has_any_permission_for(request.user, ["change", "delete"])
        # Searching in the list allows a filter on the key only.
        return self.model.objects.filter(pk__in=mag.values("pk"))

    def construct_view(self, view_class, **kwargs):
        view = super().construct_view(view_class, **kwargs)
        action = "delete" if issubclass(view_class, DeleteView) else "change"

        @wraps(view)
        def guarded(request, *args, **kwargs):
            if "pk" in kwargs and not self._may(request.user, action, kwargs["pk"]):
                return self._refuse(request)
            return view(request, *args, **kwargs)

        return guarded

    def _may(self, user, action, pk):
        if not str(pk).isdecimal():
            raise Http404
        item = get_object_or_404(self.model, pk=pk)
        return policy_registry.get_by_type(self.model).user_has_permission_for_instance(user, action, item)

    def _refuse(self, request):
        if request.method != "GET" or request.headers.get("x-requested-with") == "XMLHttpRequest":
            raise PermissionDenied
        messages.error(request, self.uitleg_geen_recht)
        return redirect(reverse(self.get_url_name("list")))
