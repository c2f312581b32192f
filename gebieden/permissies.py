"""The agenda of an area is kept by its gebiedsregisseur, not by everybody who writes about the area."""

from home.redactie.rechten import RedactieTester

BEHEER_AGENDA = "gebieden.beheer_agenda"


class AgendaTester(RedactieTester):
    """For an agenda and what hangs under it."""

    def __init__(self, user, page):
        super().__init__(user, page)
        if user.is_active and not user.is_superuser and not user.has_perm(BEHEER_AGENDA):
            self.permissions = set()

    def can_close(self):
        """End an edition and begin the next."""
        return self.user.is_active and (self.user.is_superuser or "publish" in self.permissions)

    def _may_report_directly(self):
        """The municipality may let gebiedsregisseurs publish progress without a second pair of eyes."""
        return self.user.has_perm("gebieden.publiceer_voortgang") and self.can_edit()


class PuntTester(AgendaTester):
    def can_publish_subpage(self):
        return super().can_publish_subpage() or self._may_report_directly()


class VoortgangTester(AgendaTester):
    def can_publish(self):
        return super().can_publish() or self._may_report_directly()

    def can_publish_directly(self):
        return super().can_publish_directly() or self._may_report_directly()
