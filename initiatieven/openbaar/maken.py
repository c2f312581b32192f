"""Makes the page of an initiative from a grant, as a draft in its area. What the applicant wrote is not copied."""

from django.db import transaction
from wagtail.log_actions import log

from home.redactie.gelijktijdig import lock
from home.redactie.rechten import may_see_all_areas
from initiatieven.models import InitiatiefPage
from initiatieven.openbaar.openbaar import VELDEN, get_toegekend, kies_titel


class GeenToekenning(Exception):
    """There is no grant in an area to make a page of."""


def may_make(user):
    """The desk, and who publishes in all areas."""
    return user.has_perm("initiatieven.toets_aanvraag") or may_see_all_areas(user)


@transaction.atomic
def maak_concept(aanvraag, door):
    """The page of this grant: a new draft, or the one that somebody made before."""
    lock(aanvraag)
    page = InitiatiefPage.objects.filter(aanvraag=aanvraag).first()
    if page:
        return page
    rij = get_toegekend().filter(pk=aanvraag.pk, gebied__isnull=False).values(*VELDEN).first()
    if not rij:
        raise GeenToekenning(f"Application {aanvraag.pk}")
    page = InitiatiefPage(
        title=kies_titel(rij), aanvraag=aanvraag, bedrag=rij["bedrag"], jaar=rij["jaar"], live=False, owner=door
    )
    aanvraag.gebied.add_child(instance=page)
    log(instance=page, action="wagtail.create", user=door, content_changed=True)
    page.save_revision(user=door, clean=False)
    return page
