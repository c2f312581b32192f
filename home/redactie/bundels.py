"""What is done with a bundle. Each act locks its row and reads it again: of two at the same moment one wins."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.html import strip_tags
from wagtail.locks import ScheduledForPublishLock, WorkflowLock
from wagtail.models import Page, Revision, WorkflowState
from wagtail.signals import workflow_approved

from home.models import Bundel, BundelPage
from home.models.bundel import BundelLock
from home.online import is_expired
from home.redactie.links import find_broken
from home.redactie.planning import format_moment
from home.redactie.rechten import get_own_pages, made_last_change

Status = Bundel.Status


class BundelFout(Exception):
    """This cannot be done with the bundle now; each of the reasons is a sentence for who reads it."""

    def __init__(self, *redenen):
        super().__init__(" ".join(redenen))


def find_free_drafts(user):
    """What this user can put in a bundle: drafts that are in no other one and have no plan of their own."""
    bezet = BundelPage.objects.exclude(bundel__status=Status.ONLINE).filter(page__isnull=False)
    drafts = get_own_pages(user).filter(has_unpublished_changes=True, latest_revision__approved_go_live_at=None)
    drafts = drafts.exclude(latest_revision=None).exclude(pk__in=bezet.values("page"))
    return drafts.order_by("-latest_revision_created_at", "pk")


@transaction.atomic
def add_pages(bundel, user, pks):
    lock(bundel, Status.CONCEPT)
    pages = find_free_drafts(user).filter(pk__in=pks)
    rijen = BundelPage.objects.bulk_create(
        BundelPage(bundel=bundel, page=page, titel=page.draft_title) for page in pages
    )
    return len(rijen)


@transaction.atomic
def change(bundel, **velden):
    lock(bundel, Status.CONCEPT)
    Bundel.objects.filter(pk=bundel.pk).update(**velden)


@transaction.atomic
def remove_page(bundel, nummer):
    lock(bundel, Status.CONCEPT)
    bundel.paginas.filter(pk=nummer).delete()


@transaction.atomic
def hand_in(bundel, user):
    """Freezes the version of each page, and lets them wait for approval together."""
    bundel = lock(bundel, Status.CONCEPT)
    rijen = bundel.rijen
    if not rijen:
        raise BundelFout("Zet eerst pagina’s in de bundel.")
    for rij in rijen:
        rij.revision = rij.page and rij.page.latest_revision
        if rij.page and not rij.page.specific.permissions_for_user(user).can_edit():
            raise BundelFout("U mag niet aan alle pagina’s van deze bundel werken.")
    check(bundel, rijen)
    check_links(rijen)
    for rij in rijen:
        rij.save()
        _start_workflow(rij.page.specific, user)
    bundel.status, bundel.reden = Status.WACHT, ""
    bundel.save()


@transaction.atomic
def approve(bundel, user, gezien):
    """By another than who changed any of the pages last; exactly the versions that were seen."""
    bundel = lock(bundel, Status.WACHT)
    rijen = bundel.rijen
    if gezien != get_versie(rijen):
        raise BundelFout("De bundel is veranderd nadat u haar opende. Kijk haar nog een keer na.")
    check_approver(rijen, user)
    veranderd = [f"“{rij.titel}” is gewijzigd nadat de bundel was ingediend." for rij in rijen if rij.is_veranderd]
    ingetrokken = [
        f"“{rij.titel}” wacht niet meer op goedkeuring."
        for rij in rijen
        if rij.page and not rij.page.specific.workflow_in_progress
    ]
    if veranderd or ingetrokken:
        raise BundelFout(*veranderd, *ingetrokken, "Trek de bundel terug en dien haar opnieuw in.")
    check(bundel, rijen)
    check_links(rijen)
    for rij in rijen:
        _finish_workflow(rij.page.specific, user, bundel)
    bundel.goedgekeurd_door = user
    if bundel.moment and bundel.moment > timezone.now():
        bundel.status = Status.GOEDGEKEURD
        bundel.save()
    else:
        _publish(bundel, rijen)


@transaction.atomic
def send_back(bundel, user, reden):
    """The reason reaches each author by mail and on the page, as with a single page."""
    bundel = lock(bundel, Status.WACHT)
    if not may_publish(bundel.rijen, user):
        raise BundelFout("U mag deze bundel niet beoordelen.")
    for state in _get_workflow_states(bundel.rijen):
        state.current_task_state.specific.reject(user=user, comment=reden)
    _reopen(bundel, reden)


@transaction.atomic
def withdraw(bundel, user):
    """Every page is a draft again, of which its author may do what he likes."""
    bundel = lock(bundel, Status.WACHT, Status.GOEDGEKEURD, Status.MISLUKT)
    if bundel.status == Status.WACHT:
        for state in _get_workflow_states(bundel.rijen):
            state.cancel(user=user)
    _reopen(bundel, "")


def publish_due(at=None):
    """Every approved bundle whose moment has come. Safe to run twice at the same moment."""
    due = Bundel.objects.filter(status=Status.GOEDGEKEURD, moment__lte=at or timezone.now()).order_by("moment", "pk")
    for bundel in due:
        try:
            with transaction.atomic():
                bundel = lock(bundel, Status.GOEDGEKEURD)
                rijen = bundel.rijen
                check(bundel, rijen)
                _publish(bundel, rijen)
        except (BundelFout, ValidationError) as error:
            reden = " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
            # Only if it is still waiting: another run may have been first.
            Bundel.objects.filter(pk=bundel.pk, status=Status.GOEDGEKEURD).update(status=Status.MISLUKT, reden=reden)


def lock(bundel, *statussen):
    bundel = Bundel.objects.select_for_update().get(pk=bundel.pk)
    if bundel.status not in statussen:
        door = f" door {bundel.goedgekeurd_door}" if bundel.status in (Status.GOEDGEKEURD, Status.ONLINE) else ""
        raise BundelFout(f"Dat kan niet meer. De bundel heeft nu de status “{bundel.get_status_display()}”{door}.")
    return bundel


def get_versie(rijen):
    """Which versions stand in the bundle, as one word for a form."""
    return "-".join(str(rij.revision_id) for rij in rijen)


def may_publish(rijen, user):
    pages = [rij.page_id for rij in rijen if rij.page_id]
    return get_own_pages(user, "publish").filter(pk__in=pages).count() == len(pages)


def check_approver(rijen, user):
    if not may_publish(rijen, user):
        raise BundelFout("U mag deze bundel niet goedkeuren.")
    eigen = [rij.titel for rij in rijen if rij.page and made_last_change(rij.page.specific, user)]
    if eigen and not user.is_superuser:
        raise BundelFout(f"U hebt “{eigen[0]}” zelf het laatst gewijzigd. Een collega moet deze bundel goedkeuren.")


def check_links(rijen):
    """A link that leads nowhere is not published unnoticed; to a page of the same bundle it leads somewhere by then."""
    mee = {str(rij.page_id) for rij in rijen}
    redenen = [
        f"In “{rij.titel}” werkt een link niet. {link}: {reden}."
        for rij in rijen
        if rij.page
        for link, reden in find_broken(rij.page)
        if not (link.model is Page and link.pk in mee)
    ]
    if redenen:
        raise BundelFout(*redenen)


def check(bundel, rijen):
    """All or nothing: whatever stands in the way of one page, stops all."""
    mee = {rij.page_id for rij in rijen}
    redenen = [f"“{rij.titel}” {reden}" for rij in rijen if (reden := find_obstacle(rij, bundel, mee))]
    if redenen:
        raise BundelFout(*redenen)


def find_obstacle(rij, bundel, mee):
    """The first thing that keeps a page from going online, or nothing."""
    if not rij.page or not rij.revision:
        return "is verwijderd."
    page, concept = rij.page.specific, rij.revision.as_object()
    return (
        _find_lock(page)
        or _find_other_version(page, rij.revision_id)
        or _find_date(concept, bundel)
        or _find_parent(page, mee)
        or _find_mistake(concept)
    )


def _find_other_version(page, revision_id):
    if page.live_revision_id and page.live_revision_id >= revision_id:
        return "staat al online. Haal haar uit de bundel."
    return ""


def _find_date(concept, bundel):
    if concept.go_live_at and concept.go_live_at > timezone.now():
        return (
            f"heeft zelf een datum ({format_moment(concept.go_live_at)}). Haal die weg: de bundel bepaalt het moment."
        )
    if is_expired(concept, bundel.moment):
        return "is op dat moment al weer offline, door de datum bij “Offline vanaf”."
    return ""


def _find_parent(page, mee):
    parent = Page.objects.get(path=page.path[: -page.steplen])
    if not parent.live and parent.pk not in mee:
        return f"staat onder “{parent.draft_title}”, en die staat niet online. Zet die ook in de bundel."
    return ""


def _find_mistake(concept):
    try:
        concept.full_clean()
    except ValidationError as error:
        return f"is niet in orde: {' '.join(error.messages)}"
    return ""


def _find_lock(page):
    found = page.get_lock()
    if page.locked:
        return "is vergrendeld door een collega."
    if isinstance(found, ScheduledForPublishLock):
        return "is al goedgekeurd met een eigen datum."
    if found and not isinstance(found, BundelLock | WorkflowLock):
        return f"kan niet worden veranderd. {strip_tags(found.get_message(None))}"
    return ""


def _start_workflow(page, user):
    state = page.current_workflow_state
    if not state:
        page.get_workflow().start(page, user)
    elif state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        state.resume(user)


def _get_workflow_states(rijen):
    states = [rij.page.specific.current_workflow_state for rij in rijen if rij.page]
    return [state for state in states if state and state.status == WorkflowState.STATUS_IN_PROGRESS]


def _finish_workflow(page, user, bundel):
    """Approved and logged as usual, but published by the bundle."""
    state = page.current_workflow_state
    state.current_task_state.specific.approve(user=user, update=False, comment=f"In de bundel “{bundel}”.")
    state.status = WorkflowState.STATUS_APPROVED
    state.save()
    workflow_approved.send(sender=WorkflowState, instance=state, user=user)


def _publish(bundel, rijen):
    log_action = "wagtail.publish.scheduled" if bundel.moment else True
    for rij in rijen:
        # Read again: a page above it may just have got another address.
        revision = Revision.objects.get(pk=rij.revision_id)
        revision.publish(user=bundel.goedgekeurd_door, log_action=log_action, skip_permission_checks=True)
    bundel.status, bundel.reden = Status.ONLINE, ""
    bundel.save()


def _reopen(bundel, reden):
    bundel.paginas.update(revision=None)
    bundel.status, bundel.reden, bundel.goedgekeurd_door = Status.CONCEPT, reden, None
    bundel.save()
