"""Nothing goes public unseen: whoever made the last change cannot publish it."""

from django.db.models import Q, Window
from django.db.models.functions import RowNumber
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


def read_last_changes(items):
    """Who made the last change of each, in one query for a list; `made_last_change` then asks nothing more."""
    rijen = Revision.objects.filter(base_content_type__app_label="wagtailcore", base_content_type__model="page")
    rijen = rijen.filter(object_id__in=[str(item.pk) for item in items])
    nieuwste_eerst = Window(RowNumber(), partition_by="object_id", order_by=["-created_at", "-pk"])
    makers = dict(rijen.annotate(plaats=nieuwste_eerst).filter(plaats=1).values_list("object_id", "user"))
    for item in items:
        item.maker_in_lijst = makers.get(str(item.pk))


def made_last_change(item, user):
    if user is None:
        return False
    if hasattr(item, "maker_in_lijst"):
        return item.maker_in_lijst == user.pk
    newest = Revision.objects.for_instance(item).order_by("-created_at", "-pk").values_list("user", flat=True)
    return list(newest[:1]) == [user.pk]


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

    def can_delete(self, ignore_bulk=False):
        """As Wagtail, which asks the database for each row of a list what the row itself tells of a page alone."""
        if self.user.is_active and not self.user.is_superuser and "publish" not in self.permissions:
            if self.page.live:
                return False
            if "change" in self.permissions and self.page.is_leaf():
                return True
        return super().can_delete(ignore_bulk)

    def can_share(self):
        """Show the draft to somebody outside. Asks the database nothing per page: a link may show many."""
        return self.user.is_active and (self.user.is_superuser or "change" in self.permissions)
