"""The piles of work that moderation and planning make."""

from datetime import timedelta
from functools import partial

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Exists, F, OuterRef, Q, Subquery, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, NullIf
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from wagtail.models import Page, Site, TaskState, WorkflowState

from home.models import Bundel, BundelPage, Hartslag, RedactieInstellingen, RedactieTask
from home.redactie.bureau import Stapel, Taak
from home.redactie.goedkeurders import get_stuck, get_waiting
from home.redactie.moderatiemails import get_edit_address
from home.redactie.planning import format_moment
from home.redactie.rechten import get_naam, get_own_pages

WEEK = timedelta(days=7)


def lay_moderation(request):
    """What waits for this user, and what came back to this user."""
    make_approval = partial(make_waiting, RedactieInstellingen.for_request(request))
    yield Stapel("goedkeuren", "Wacht op uw goedkeuring", get_to_approve(request.user), make_approval)
    yield Stapel("teruggestuurd", "Naar u teruggestuurd", get_sent_back(request.user), make_sent_back)
    beheert_mensen = request.user.has_perm("auth.change_user")
    if beheert_mensen or RedactieTask.objects.filter(groups__user=request.user).exists():
        yield Stapel("vastgelopen", "Niemand kan dit goedkeuren", get_stuck_work(), make_stuck)
    if beheert_mensen:
        yield Stapel("zonder-mensen", "Niemand om goed te keuren", RedactieTask.objects.without_people(), make_empty)


def get_to_approve(user):
    """Without what this user changed last: another must look at that. A bundle is judged as a whole."""
    mag = TaskState.objects.reviewable_by(user).values("pk")
    in_bundel = BundelPage.objects.filter(bundel__status=Bundel.Status.WACHT, page__isnull=False)
    in_bundel = in_bundel.annotate(nummer=Cast("page_id", CharField())).values("nummer")
    pagina = ContentType.objects.get_for_model(Page)
    states = get_waiting().filter(pk__in=mag).exclude(laatste_hand=user.pk)
    return states.exclude(
        workflow_state__base_content_type=pagina, workflow_state__object_id__in=in_bundel
    ).select_related("revision__user")


def make_waiting(instellingen, state):
    revision = state.revision
    toelichting = f"{instellingen.describe_termijn(state)}. Van {get_naam(revision.user)}"
    return Taak(revision.object_str, get_edit_address(revision), toelichting)


def get_sent_back(user):
    van = Q(requested_by=user) | Q(current_task_state__revision__user=user)
    states = WorkflowState.objects.filter(van, status=WorkflowState.STATUS_NEEDS_CHANGES)
    return states.select_related("current_task_state__revision", "current_task_state__finished_by").order_by("pk")


def make_sent_back(state):
    task_state = state.current_task_state
    reden = f"{get_naam(task_state.finished_by)}: {task_state.comment}"
    return Taak(task_state.revision.object_str, get_edit_address(task_state.revision), reden)


def get_stuck_work():
    return get_stuck().select_related("revision__user", "task")


def make_stuck(state):
    uitleg = f"{get_naam(state.revision.user)} schreef dit. Er is een collega nodig in de groep {state.task.name}"
    return Taak(state.revision.object_str, get_edit_address(state.revision), uitleg)


def make_empty(task):
    return Taak(task.name, reverse("wagtailusers_users:index"), "Zet iemand in deze groep")


def lay_planning(request):
    user = request.user
    yield Stapel("gedateerd", "Met een datum, nog niet goedgekeurd", get_dated(user), make_dated)
    yield Stapel("gemist", "Datum gemist", get_missed(user), make_missed)
    yield Stapel("deze-week", "Deze week gepland", get_planned(user), make_planned)
    yield Stapel("bundels-goedkeuren", "Bundels voor uw goedkeuring", get_bundels_to_approve(user), make_bundel)
    yield Stapel("bundels-gepland", "Bundels die deze week online gaan", get_planned_bundels(user), make_bundel)
    yield Stapel("bundels-mislukt", "Bundels die niet online gingen", get_failed_bundels(user), make_bundel)
    if user.has_perm("home.change_redactieinstellingen") or user.has_perm("auth.change_user"):
        yield Stapel("planner", "De planner staat stil", get_silence(), make_silence)


def find_waiting(user):
    """Drafts with a date that nobody approved. The date stands in the draft, as text in UTC."""
    pages = get_own_pages(user).filter(has_unpublished_changes=True, latest_revision__approved_go_live_at=None)
    newer = Q(last_published_at=None) | Q(latest_revision__created_at__gt=F("last_published_at"))
    datum = Cast(KeyTextTransform("go_live_at", "latest_revision__content"), CharField())
    # SQLite gives an empty value as the word null.
    return pages.filter(newer).annotate(datum=NullIf(datum, Value("null")))


def get_dated(user, at=None):
    return find_waiting(user).filter(datum__gt=_format_utc(at)).order_by("datum", "pk")


def get_missed(user, at=None):
    return find_waiting(user).filter(datum__lte=_format_utc(at)).order_by("datum", "pk")


def get_planned(user, at=None):
    at = at or timezone.now()
    pages = get_own_pages(user).filter(latest_revision__approved_go_live_at__range=(at, at + WEEK))
    return pages.annotate(moment=F("latest_revision__approved_go_live_at")).order_by("moment", "pk")


def _format_utc(at):
    return (at or timezone.now()).strftime("%Y-%m-%dT%H:%M:%S")


def make_dated(page):
    moment = format_moment(parse_datetime(page.datum))
    return _make_taak(page, f"Online vanaf {moment}. Gaat niet vanzelf: nog niet goedgekeurd.")


def make_missed(page):
    moment = format_moment(parse_datetime(page.datum))
    return _make_taak(page, f"Zou online gaan op {moment}. Komt online zodra iemand goedkeurt.")


def make_planned(page):
    return _make_taak(page, f"Goedgekeurd. Gaat online op {format_moment(page.moment)}.")


def _make_taak(page, toelichting):
    return Taak(page.draft_title, reverse("wagtailadmin_pages:edit", args=[page.pk]), toelichting)


def get_bundels_to_approve(user):
    """Those of which this user may publish every page, and changed none last."""
    pages = BundelPage.objects.filter(bundel=OuterRef("pk"))
    other = pages.exclude(page__in=get_own_pages(user, "publish").values("pk"))
    bundels = Bundel.objects.filter(status=Bundel.Status.WACHT).exclude(Exists(other))
    return bundels if user.is_superuser else bundels.exclude(Exists(pages.filter(revision__user=user)))


def get_planned_bundels(user, at=None):
    at = at or timezone.now()
    bundels = Bundel.objects.for_user(user).filter(status=Bundel.Status.GOEDGEKEURD, moment__lte=at + WEEK)
    return bundels.order_by("moment", "pk")


def get_failed_bundels(user):
    return Bundel.objects.for_user(user).filter(status=Bundel.Status.MISLUKT)


def make_bundel(bundel):
    return Taak(str(bundel), bundel.get_absolute_url(), bundel.reden or f"Online {bundel.wanneer}.")


def get_silence(at=None):
    """The site itself, as long as the scheduler stands still."""
    sites = Site.objects.filter(is_default_site=True).exclude(Exists(Hartslag.get_fresh(at)))
    return sites.annotate(sinds=Subquery(Hartslag.objects.values("gelukt_op")[:1]))


def make_silence(site):
    sinds = f"sinds {format_moment(site.sinds)}" if site.sinds else "en heeft nog nooit gelopen"
    uitleg = "Pagina’s met een datum gaan niet online. Vraag de beheerder van de server om elke_minuut te starten."
    return Taak(f"De planner staat stil {sinds}", reverse("gezond"), uitleg)
