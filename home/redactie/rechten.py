"""Nothing goes public unseen: whoever made the last change cannot publish it."""

from django.db.models import Q
from wagtail.models import Page, PagePermissionTester, Revision, get_page_models
from wagtail.permission_policies.pages import PagePermissionPolicy

from home.online import online


class RedactieFout(Exception):
    """An editor did what cannot be done now; the message says why. The middleware shows it."""

    def __init__(self, item, message):
        super().__init__(message)
        self.item = item


def get_visible(user):
    """The pages whose name this user may read in the admin: what is online, and the drafts where he may work."""
    own = PagePermissionPolicy().explorable_instances(user).values("pk")
    return Page.objects.filter(Q(pk__in=online(Page.objects.all()).values("pk")) | Q(depth=1) | Q(pk__in=own))


def get_naam(user):
    return user.get_full_name() or user.get_username() if user else "iemand die hier niet meer werkt"


def made_last_change(item, user):
    newest = Revision.objects.for_instance(item).order_by("-created_at", "-pk").values_list("user", flat=True)
    return user is not None and list(newest[:1]) == [user.pk]


def may_see_all_areas(user):
    """Overviews of the whole site are for who publishes: they name drafts."""
    return PagePermissionPolicy().user_has_permission(user, "publish")


def get_own_pages(user, action="change"):
    """Where this user may do this. A type of page can ask for one right more, by the name in `nodig_recht`."""
    pages = PagePermissionPolicy().instances_user_has_permission_for(user, action)
    rechten = {model: getattr(model, "nodig_recht", "") for model in get_page_models()}
    closed = [model for model, recht in rechten.items() if recht and not user.has_perm(recht)]
    return pages.not_exact_type(*closed) if closed else pages


class RedactieTester(PagePermissionTester):
    """What somebody may do with a page. Only a superuser, for emergencies, publishes without a second pair of eyes."""

    def can_publish(self):
        return super().can_publish() and (self.user.is_superuser or not made_last_change(self.page, self.user))

    def can_publish_directly(self):
        return self.user.is_superuser

    def can_publish_subpage(self):
        """A page that is new has been seen by nobody else."""
        return super().can_publish_subpage() and self.user.is_superuser

    def can_share(self):
        """Show the draft to somebody outside. Asks the database nothing per page: a link may show many."""
        return self.user.is_active and (self.user.is_superuser or "change" in self.permissions)
