"""Who may do what. The table below is the only place where it stands; `manage.py rollen` brings a site in line."""

from dataclasses import dataclass

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail import hooks
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Site,
    Task,
    Workflow,
    WorkflowContentType,
    WorkflowPage,
    WorkflowTask,
)

from gebieden.models import GebiedPage, Partner, Redactie, Teamlid, Thema
from home.models import Afbeelding, Bestand, RedactieTask, Video

SCHRIJF = ("add_page", "change_page")
BESTANDEN = ("add_image", "change_image", "add_document", "change_document")
KIES = ("choose_image", "choose_document")
LIJSTEN = ("thema", "partner", "teamlid", "video", "moeilijkwoord", "synoniem")


@dataclass(frozen=True)
class Rol:
    """`paginas` and `bestanden` hold in the own area, or everywhere for a role without an area; `verder` always.
    What stands in `naar_keuze` the municipality switches on itself, in the screen of the group."""

    naam: str
    uitleg: str
    paginas: tuple
    bestanden: tuple
    verder: tuple = ()
    naar_keuze: tuple = ()


REDACTEUR = Rol("Redacteur", "schrijft over het eigen gebied", SCHRIJF, BESTANDEN, ("add_video",))
REGISSEUR = Rol(
    "Gebiedsregisseur",
    "schrijft over het eigen gebied en houdt de agenda en de teamkaarten bij",
    SCHRIJF,
    BESTANDEN,
    ("add_video", "beheer_agenda", "beheer_team"),
    naar_keuze=("publiceer_voortgang",),
)
COMMUNICATIE = Rol(
    "Communicatie",
    "schrijft over alle gebieden, keurt goed en publiceert",
    (*SCHRIJF, "publish_page", "lock_page", "unlock_page", "bulk_delete_page"),
    (*BESTANDEN, "delete_image", "delete_document"),
    (
        "beheer_agenda",
        "change_siteinstellingen",
        "change_wiebelikwaarvoor",
        "change_redactieinstellingen",
        "change_mailtekst",
        *(f"{doe}_redirect" for doe in ("add", "change", "delete", "view")),
        *(f"{doe}_searchpromotion" for doe in ("add", "change", "delete", "view")),
        *(f"{doe}_{lijst}" for lijst in LIJSTEN for doe in ("add", "change", "delete", "view")),
    ),
)
ROLLEN = (REDACTEUR, REGISSEUR, COMMUNICATIE)
WORKFLOW = "Gebied naar Communicatie"
VOOR_IEDEREEN = "Voor iedereen"
# What goes through the workflow beside all pages.
OOK_GOEDKEUREN = (Teamlid, Thema, Partner, Video)
# What Wagtail makes in an empty database.
STANDAARD = ("Moderators", "Editors")


@transaction.atomic
def set_up_roles():
    """Groups, collections and the workflow of the whole site. Safe to repeat."""
    start = Site.objects.get(is_default_site=True).root_page
    for rol in (COMMUNICATIE, *get_other_roles()):
        groep, _ = Group.objects.get_or_create(name=rol.naam)
        _grant(groep, rol, start, Collection.get_first_root_node())
    for gebied in GebiedPage.objects.order_by("path"):
        set_up_area(gebied)
    clean_up_areas()
    _set_up_workflow(start, Group.objects.get(name=COMMUNICATIE.naam))
    Group.objects.filter(name__in=STANDAARD).delete()


def get_other_roles():
    """The roles for all areas that apps on a higher floor bring with the hook `rollen`."""
    return [rol for give in hooks.get_hooks("rollen") for rol in give()]


@transaction.atomic
def set_up_area(gebied):
    """The groups and the collection of one area, under its name of now."""
    redactie = Redactie.objects.filter(gebied=gebied).first() or Redactie(
        gebied=gebied,
        redacteurs=Group.objects.create(name=_find_name(REDACTEUR, gebied)),
        regisseurs=Group.objects.create(name=_find_name(REGISSEUR, gebied)),
        collectie=Collection.get_first_root_node().add_child(name=gebied.title),
    )
    redactie.save()
    for rol, groep in ((REDACTEUR, redactie.redacteurs), (REGISSEUR, redactie.regisseurs)):
        groep.name = _find_name(rol, gebied, groep)
        groep.save()
        _grant(groep, rol, gebied, redactie.collectie)
    redactie.collectie.name = gebied.title
    redactie.collectie.save()


def get_shared_collection():
    """The pictures and documents that every area may use."""
    root = Collection.get_first_root_node()
    return root.get_children().filter(name=VOOR_IEDEREEN).first() or root.add_child(name=VOOR_IEDEREEN)


@transaction.atomic
def clean_up_areas():
    """Takes away what a deleted area left behind; pictures may be in use elsewhere, so a filled collection stays."""
    for redactie in Redactie.objects.filter(gebied=None).select_related("collectie"):
        redactie.delete()
        Group.objects.filter(pk__in=(redactie.redacteurs_id, redactie.regisseurs_id)).delete()
        collectie = redactie.collectie
        if any(soort.objects.filter(collection=collectie).exists() for soort in (Afbeelding, Bestand)):
            collectie.name = f"{collectie.name} (gebied is verwijderd)"
            collectie.save()
        elif collectie.is_leaf():
            collectie.delete()


def _find_name(rol, gebied, groep=None):
    """Two areas may have the same name: then the number of the page tells them apart."""
    naam = f"{rol.naam} {gebied.title}"[:140]
    bezet = Group.objects.filter(name=naam).exclude(pk=groep.pk if groep else None).exists()
    return f"{naam} ({gebied.pk})" if bezet else naam


def _grant(groep, rol, page, collectie):
    """Exactly what the table says, no more."""
    gekozen = groep.permissions.filter(codename__in=rol.naar_keuze)
    groep.permissions.set([*_find("access_admin", *rol.verder), *gekozen])
    GroupPagePermission.objects.filter(group=groep).delete()
    GroupPagePermission.objects.bulk_create(
        GroupPagePermission(group=groep, page=page, permission=permission) for permission in _find(*rol.paginas)
    )
    GroupCollectionPermission.objects.filter(group=groep).delete()
    rechten = {(collectie, permission) for permission in _find(*rol.bestanden)}
    # Who brings no files chooses none: at the root that would be those of every area.
    plekken = (collectie, get_shared_collection()) if rol.bestanden else ()
    rechten |= {(plek, permission) for plek in plekken for permission in _find(*KIES)}
    GroupCollectionPermission.objects.bulk_create(
        GroupCollectionPermission(group=groep, collection=plek, permission=permission) for plek, permission in rechten
    )


def _find(*codenames):
    """The permissions by name; one that does not exist is a mistake in the table."""
    found = list(Permission.objects.filter(codename__in=codenames))
    if missing := set(codenames) - {permission.codename for permission in found}:
        raise LookupError(f"No such permission: {sorted(missing)}")
    return found


def _set_up_workflow(page, communicatie):
    task = RedactieTask.objects.filter(name=COMMUNICATIE.naam).first() or RedactieTask(name=COMMUNICATIE.naam)
    task.active = True
    task.save()
    task.groups.set([communicatie])
    workflow, _ = Workflow.objects.get_or_create(name=WORKFLOW)
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task)
    WorkflowPage.objects.exclude(workflow=workflow).delete()
    WorkflowPage.objects.update_or_create(page=page, defaults={"workflow": workflow})
    WorkflowContentType.objects.exclude(workflow=workflow).delete()
    for soort in ContentType.objects.get_for_models(*OOK_GOEDKEUREN).values():
        WorkflowContentType.objects.get_or_create(workflow=workflow, content_type=soort)
    keep_first_versions()
    # Not `deactivate`: that would cancel what is under way.
    Workflow.objects.exclude(pk=workflow.pk).update(active=False)
    Task.objects.exclude(pk=task.pk).update(active=False)


def keep_first_versions():
    """What was on the site before it had versions gets one, so that nobody writes over it unseen."""
    for model in OOK_GOEDKEUREN:
        for item in model.objects.filter(latest_revision=None):
            revision = item.save_revision(clean=False, changed=False)
            model.objects.filter(pk=item.pk, live=True).update(live_revision=revision)
