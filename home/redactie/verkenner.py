"""The list of pages under a page in the admin."""

from django.contrib import messages
from wagtail.admin.views.pages.listing import ExplorableIndexView
from wagtail.models import Page

from home.models import Bundel
from home.redactie.rechten import read_last_changes

# Wagtail shows the order of the menu as one list, of which each row costs milliseconds: with thousands, half a minute.
MEEST_OP_VOLGORDE = 300
TE_VEEL = (
    "Onder deze pagina staan {aantal} pagina’s. Op volgorde slepen kan tot en met {meest} pagina’s. "
    "U ziet ze nu met de laatst gewijzigde bovenaan."
)


class VerkennerView(ExplorableIndexView):
    """Asks for all rows at once what each of them needs, and refuses to lay thousands in order."""

    def get_ordering(self):
        ordering = super().get_ordering()
        aantal = self.parent_page.numchild
        if ordering != "ord" or aantal <= MEEST_OP_VOLGORDE:
            return ordering
        messages.warning(self.request, TE_VEEL.format(aantal=aantal, meest=MEEST_OP_VOLGORDE))
        return "-latest_revision_created_at"

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        pages = context["object_list"]
        bundels = Bundel.objects.find_approved(pages)
        read_last_changes(pages)
        for page in pages:
            page.bundel_in_lijst = bundels[page.pk]
            if page.is_child_of(self.parent_page):
                page.remember_parent(self.parent_page)
        self._read_above([page for page in pages if not page.is_child_of(self.parent_page)])
        return context

    @staticmethod
    def _read_above(found):
        """What was searched for comes from all over the tree: two floors up stands what a row may ask for."""
        paths = {page.path[: -page.steplen * floors] for page in found for floors in (1, 2)}
        above = {page.path: page for page in Page.objects.filter(path__in=paths).specific()}
        for page in [*above.values(), *found]:
            if parent := above.get(page.path[: -page.steplen]):
                page.remember_parent(parent)
