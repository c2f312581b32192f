"""Who did what: what Wagtail does not write down itself, the rows for an export, and the end of the period."""

from heapq import merge
from operator import attrgetter

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.coreutils import get_content_type_label
from wagtail.log_actions import LogFormatter, log
from wagtail.models import ModelLogEntry, PageLogEntry, Site

from home.models import GedeeldConcept, RedactieInstellingen

LOGBOEKEN = (PageLogEntry, ModelLogEntry)
KOLOMMEN = ["moment", "wie", "wat", "toelichting", "soort", "naam", "nummer"]


def register_log_actions(actions):
    actions.register_action("redactie.exporteer", "Logboek exporteren", "Logboek geëxporteerd")

    @actions.register_action("redactie.rollen")
    class RollenFormatter(LogFormatter):
        label = "Rollen wijzigen"
        message = "Rollen gewijzigd"

        def format_comment(self, entry):
            er_bij, er_af = (", ".join(entry.data.get(soort, [])) for soort in ("erbij", "eraf"))
            return "; ".join(deel for deel in (er_bij and f"erbij: {er_bij}", er_af and f"eraf: {er_af}") if deel)


def get_rollen(user):
    """What somebody may do, in words."""
    user = get_user_model().objects.get(pk=user.pk)
    rollen = set(user.groups.values_list("name", flat=True))
    rollen |= {"Beheerder"} if user.is_superuser else set()
    return rollen | ({"mag inloggen"} if user.is_active else set())


def remember_roles(request, *users):
    """Before a change. Wagtail writes down that an account changed, but not which roles."""
    if request.method == "POST":
        request.rollen = {user.pk: get_rollen(user) for user in users}


def log_roles(request, *users):
    for user in users:
        before, after = getattr(request, "rollen", {}).get(user.pk, set()), get_rollen(user)
        if before != after:
            data = {"erbij": sorted(after - before), "eraf": sorted(before - after)}
            log(user, "redactie.rollen", user=request.user, data=data)


def before_bulk_action(request, action_type, objects, action):
    if action.model is not get_user_model():
        return
    remember_roles(request, *objects)
    if action_type == "delete":
        for user in objects:
            log(user, "wagtail.delete", user=request.user, deleted=True)


def after_bulk_action(request, action_type, objects, action):
    if action.model is get_user_model() and action_type != "delete":
        log_roles(request, *objects)


def make_rows(querysets):
    """The entries of several logs as one, the newest first. However many there are, each log is asked once."""
    entries = (queryset.select_related("user").order_by("-timestamp").iterator() for queryset in querysets)
    for entry in merge(*entries, key=attrgetter("timestamp"), reverse=True):
        soort = entry.content_type_id and ContentType.objects.get_for_id(entry.content_type_id)
        yield {
            "moment": timezone.localtime(entry.timestamp).replace(tzinfo=None),
            "wie": str(entry.user_display_name),
            "wat": str(entry.message),
            "toelichting": str(entry.comment),
            "soort": get_content_type_label(soort) if soort else "",
            "naam": entry.label,
            "nummer": str(entry.object_id),
        }


def remove_expired(at=None):
    """Deletes what is older than the municipality keeps. Returns how many entries, and how many shared drafts."""
    instellingen = RedactieInstellingen.for_site(Site.objects.get(is_default_site=True))
    begin = _go_back(at or timezone.now(), instellingen.bewaar_logboek_maanden)
    entries = sum(logboek.objects.filter(timestamp__lt=begin).delete()[0] for logboek in LOGBOEKEN)
    # With the names and remarks of partners.
    _, deleted = GedeeldConcept.objects.filter(tot_en_met__lt=begin.date()).delete()
    return entries, deleted.get(GedeeldConcept._meta.label, 0)


def _go_back(at, months):
    """So many months ago; at the end of a month a few days more, as not every month is as long."""
    year, month = divmod(at.year * 12 + at.month - 1 - months, 12)
    return at.replace(year=year, month=month + 1, day=min(at.day, 28))
