"""What somebody who leaves hands over to a successor, so that nothing is left without an owner.

An app adds what people of its own have with the hook `overdracht`: a function that gives a `Soort` for each kind.
"""

from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Concat
from wagtail import hooks
from wagtail.log_actions import log
from wagtail.models import Comment, CommentReply, Page, PageSubscription, WorkflowState
from wagtail.permission_policies.pages import PagePermissionPolicy

from home.models import Bundel, GedeeldConcept, Video
from home.redactie.rechten import get_naam

LOGACTIE = "home.overdracht"
ONDERWEG = (WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_NEEDS_CHANGES)


@dataclass(frozen=True)
class Soort:
    """Things of one kind that still matter: `veld` says whose each is, `pagina` how a page finds them, if it does."""

    naam: str
    dingen: QuerySet
    veld: str
    pagina: str = ""

    def of(self, user):
        return self.dingen.filter(**{self.veld: user})

    def get_pages(self, user):
        """The pages that the successor must be able to change."""
        return Page.objects.filter(**{f"{self.pagina}__in": self.of(user)}) if self.pagina else Page.objects.none()

    def give(self, van, naar):
        self.of(van).update(**{self.veld: naar})


class Opmerkingen(Soort):
    def give(self, van, naar):
        """What somebody wrote stays under the own name."""
        tekst = Concat(Value(f"{get_naam(van)} schreef: "), "text")
        self.of(van).update(**{self.veld: naar}, text=tekst)


class Abonnementen(Soort):
    def give(self, van, naar):
        """The successor may follow the page already: nobody can do so twice."""
        al = PageSubscription.objects.filter(user=naar, page__in=list(self.of(van).values_list("page", flat=True)))
        self.of(van).filter(page__in=list(al.values_list("page", flat=True))).delete()
        al.update(comment_notifications=True)
        super().give(van, naar)


def find_soorten():
    """What everybody of the newsroom may have."""
    ingediend = WorkflowState.objects.filter(status__in=ONDERWEG)
    opmerkingen = Comment.objects.filter(resolved_at=None)
    antwoorden = CommentReply.objects.filter(comment__resolved_at=None)
    gevolgd = PageSubscription.objects.filter(comment_notifications=True)
    yield Soort("Pagina’s", Page.objects.all(), "owner", "pk")
    yield Soort("Pagina’s op slot", Page.objects.filter(locked=True), "locked_by", "pk")
    yield Soort("Ingediend en nog niet online", ingediend, "requested_by", "_workflow_states")
    yield Opmerkingen("Open opmerkingen", opmerkingen, "user", "wagtail_admin_comments")
    yield Opmerkingen("Antwoorden op open opmerkingen", antwoorden, "user", "wagtail_admin_comments__replies")
    yield Soort("Bundels", Bundel.objects.exclude(status=Bundel.Status.ONLINE), "maker")
    yield Soort("Gedeelde concepten", GedeeldConcept.objects.all(), "gemaakt_door", "gedeelde_concepten")
    yield Soort("Video’s", Video.objects.all(), "geplaatst_door")
    yield Soort("Video’s op slot", Video.objects.filter(locked=True), "locked_by")
    yield Abonnementen("Gevolgde pagina’s", gevolgd, "user", "subscribers")


def get_soorten():
    return [soort for find in hooks.get_hooks("overdracht") for soort in find()]


def count_things(user):
    """How many of each kind somebody has; the kinds of which there are none are left out."""
    aantallen = [(soort.naam, soort.of(user).count()) for soort in get_soorten()]
    return [(naam, aantal) for naam, aantal in aantallen if aantal]


def get_only_roles(user):
    """The roles that nobody else fills."""
    anderen = get_user_model().objects.filter(is_active=True).exclude(pk=user.pk)
    return user.groups.exclude(pk__in=Group.objects.filter(user__in=anderen)).order_by("name")


class TeWeinigRechten(Exception):
    """The successor may not change these pages."""

    def __init__(self, pages):
        super().__init__()
        self.pages = pages


@transaction.atomic
def hand_over(van, naar, rollen):
    """All that is of the one goes to the other, with these roles. Returns how many of each kind."""
    rollen = list(rollen)
    naar.groups.add(*rollen)
    van.groups.remove(*rollen)
    # Read again: what somebody may do is remembered with the object.
    naar = get_user_model().objects.get(pk=naar.pk)
    soorten = get_soorten()
    if verboden := find_forbidden({page.pk for soort in soorten for page in soort.get_pages(van)}, naar):
        raise TeWeinigRechten(verboden)
    aantallen = [*count_things(van), *([("Rollen", len(rollen))] if rollen else [])]
    for soort in soorten:
        soort.give(van, naar)
    log(instance=van, action=LOGACTIE, data={"naar": get_naam(naar), "aantallen": aantallen})
    return aantallen


def find_forbidden(pks, user):
    """Which of these pages this user may not change, by the place or by the type."""
    pages = Page.objects.filter(pk__in=pks)
    mag = PagePermissionPolicy().instances_user_has_permission_for(user, "change")
    soorten = ContentType.objects.filter(pk__in=pages.values("content_type"))
    buiten = [soort for soort in soorten if not _may_change_type(user, soort.model_class())]
    return list(pages.filter(~Q(pk__in=mag.values("pk")) | Q(content_type__in=buiten)).order_by("title"))


def _may_change_type(user, model):
    nodig = getattr(model, "nodig_recht", "")
    return not nodig or user.has_perm(nodig)


def describe(aantallen):
    return ", ".join(f"{naam.lower()} {aantal}" for naam, aantal in aantallen)
