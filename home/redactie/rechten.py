"""Nothing goes public unseen: whoever made the last change cannot publish it."""

from wagtail.models import PagePermissionTester, Revision


class RedactieFout(Exception):
    """An editor did what cannot be done now; the message says why. The middleware shows it."""

    def __init__(self, page, message):
        super().__init__(message)
        self.page = page


def get_naam(user):
    return user.get_full_name() or user.get_username() if user else "iemand die hier niet meer werkt"


def made_last_change(page, user):
    newest = Revision.objects.for_instance(page).order_by("-created_at", "-pk").values_list("user", flat=True)
    return user is not None and list(newest[:1]) == [user.pk]


class RedactieTester(PagePermissionTester):
    """What somebody may do with a page. Only a superuser, for emergencies, publishes without a second pair of eyes."""

    def can_publish(self):
        return super().can_publish() and (self.user.is_superuser or not made_last_change(self.page, self.user))

    def can_publish_directly(self):
        return self.user.is_superuser

    def can_publish_subpage(self):
        """A page that is new has been seen by nobody else."""
        return super().can_publish_subpage() and self.user.is_superuser
