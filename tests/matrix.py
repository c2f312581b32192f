"""Every address of the site, filled in for an area: what the matrix of rights walks over."""

import re
from dataclasses import dataclass
from functools import cached_property

from allauth.usersessions.models import UserSession
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.urls import URLPattern, get_resolver
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.contrib.search_promotions.models import Query
from wagtail.models import Site, Task, TaskState, Workflow, WorkflowState

from gebieden.models import Partner, Postcode, TeamVanGebied, Thema
from home.models import Afbeelding, Bestand, Bundel, GedeeldConcept, Mail, MoeilijkWoord, Opmerking, Video
from search.models import Synoniem
from tests.factories import make_agenda, make_picture_file, make_punt, make_teamlid, make_user, make_video
from tests.initiatieven import make_aanvraag, make_budget, make_lid, make_regiegroep, make_ronde
from tests.redactie import make_draft

# Wagtail's own way to see the error page is always a 500, and logging out would end the walk.
OVERGESLAGEN = ("wagtailadmin_error_test", "wagtailadmin_logout", "account_logout")
# An argument that stands for an act: each act has a row of its own.
DADEN = {
    "wagtail_bulk_action": ["publish", "unpublish", "delete", "move"],
    "wagtailadmin_api:pages:action": ["publish", "unpublish", "delete"],
}
BESLUITEN = ["approve", "reject"]
VAST = {
    "content_type_app_name": "gebieden",
    "content_type_model_name": "nieuwspage",
    "filter_spec": "max-100x100",
    **dict.fromkeys(("uidb36", "uidb64", "key", "token", "provider_id"), "onbekend"),
    "revision_id_a": "earliest",
    "revision_id_b": "latest",
    "session_id": 1,
    # Nobody of the walk sits in a regiegroep: tests/test_regiegroep.py walks over a plan with who does.
    **dict.fromkeys(("groep", "bijlage_pk", "geheim"), 1),
    "uploaded_file_id": 1,
    "page_view_restriction_id": 1,
    "restriction_id": 1,
    "sleutel": "goedkeuren",
    "bijlage": 1,
    "brief": 1,
    "daad": "toets",
    "path": "images/bestaat-niet.png",
    "soort": "onbekend",
    "toekenning": 1,
}
# Screens that show what is named by number behind the address.
OP_NUMMER = {
    "/admin/bulk/": "page",
    "/admin/choose-page/chosen-multiple/": "page",
    "/admin/images/chooser/chosen-multiple/": "image",
    "/admin/documents/chooser/chosen-multiple/": "document",
    "/admin/snippets/choose/gebieden/teamlid/chosen-multiple/": "teamlid",
    "/admin/snippets/choose/gebieden/thema/chosen-multiple/": "thema",
    "/admin/snippets/choose/gebieden/partner/chosen-multiple/": "partner",
    "/admin/snippets/choose/home/video/chosen-multiple/": "video",
}
ARGUMENT = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)")


@dataclass(frozen=True)
class Adres:
    """One address of one pattern. `naam` is the row of the matrix."""

    naam: str
    url: str


def walk(patterns=None, prefix="/", namespaces=()):
    """Every (route, name) of the resolver."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            naam = ":".join([*namespaces, pattern.name]) if pattern.name else ""
            if naam not in OVERGESLAGEN:
                yield route, naam
        else:
            yield from walk(pattern.url_patterns, route, (*namespaces, *filter(None, [pattern.namespace])))


def get_rows():
    """The names of all rows; an address without a name, or with one that is used twice, goes by its route."""
    routes = list(walk())
    namen = [naam for _, naam in routes]
    rows = {route: naam if naam and namen.count(naam) == 1 else clean(route) for route, naam in routes}
    return rows, dict(routes)


def clean(route):
    return ARGUMENT.sub(lambda match: f"<{match[1] or match[2]}>", route).translate(str.maketrans("", "", "^$"))


class Gebiedsdingen:
    """One of everything that belongs to an area, drafts included, each carrying the canary."""

    def __init__(self, gebied, kanarie):
        self.gebied = gebied
        self.page = make_draft(gebied, kanarie)
        self.auteur = make_user(f"auteur-{gebied.pk}")
        self.page.get_workflow().start(self.page, self.auteur)
        self.punt = make_punt(f"{kanarie} punt", make_agenda(gebied))
        self.punt.unpublish()
        self.teamlid = make_teamlid(naam=kanarie, live=False)
        TeamVanGebied.objects.create(gebied=gebied, teamlid=self.teamlid)
        collectie = gebied.redactie.collectie
        self.image = Afbeelding.objects.create(
            title=kanarie, description=kanarie, file=make_picture_file(), collection=collectie
        )
        self.document = Bestand.objects.create(
            title=kanarie, file=ContentFile(b"x", name="stuk.txt"), collection=collectie
        )
        self.video = make_video(live=False)
        Video.objects.filter(pk=self.video.pk).update(titel=kanarie)
        self.postcode = Postcode.objects.create(gebied=gebied, code="1811")
        self.thema = Thema.objects.create(naam=f"{kanarie} thema", icoon="veilig", uitleg="Veilig", live=False)
        self.partner = Partner.objects.create(naam=f"{kanarie} partner", uitleg="Helpt.", live=False)
        for onderdeel in (self.teamlid, self.video, self.thema, self.partner):
            onderdeel.refresh_from_db()
            onderdeel.save_revision()
            onderdeel.get_workflow().start(onderdeel, self.auteur)
        self.redirect = Redirect.objects.create(old_path=f"/oud-{gebied.pk}", redirect_page=self.page)
        self.zoekvraag, _ = Query.objects.get_or_create(query_string=f"afval {gebied.pk}")
        self.sessie = UserSession.objects.create(user=self.auteur, ip="127.0.0.1", session_key=f"sleutel-{gebied.pk}")
        self.mail = Mail.objects.create(soort="proef", sleutel=f"proef:{gebied.pk}", aan="x@example.org")
        self._make_shared(kanarie)
        self._make_initiatieven(kanarie)
        self.workflow_state = WorkflowState.objects.for_instance(self.page).get()
        self.task_state = TaskState.objects.get(workflow_state=self.workflow_state)

    def _make_shared(self, kanarie):
        self.bundel = Bundel.objects.create(naam=kanarie, maker=self.auteur)
        self.bundel.paginas.create(page=self.page, revision=self.page.latest_revision)
        self.concept, _ = GedeeldConcept.make(page=self.page, gemaakt_door=self.auteur, tot_en_met=timezone.localdate())
        self.opmerking = Opmerking.objects.create(concept=self.concept, page=self.page, tekst=kanarie)

    def _make_initiatieven(self, kanarie):
        self.groep = make_regiegroep(f"Regiegroep van {self.gebied.pk}", self.gebied)
        self.lid = make_lid(self.groep, f"lid-{self.gebied.pk}")
        self.budget = make_budget(self.groep)
        self.ronde = make_ronde(self.groep, open_=True)
        self.aanvraag = make_aanvraag(groep=self.groep, titel=kanarie)

    def look(self):
        """What is known of these things now, to see whether something changed."""
        things = [self.page, self.punt, self.teamlid, self.image, self.document, self.video, self.redirect]
        things += [self.thema, self.partner]
        things += [self.groep, self.lid, self.budget, self.ronde, self.aanvraag]
        things += [self.bundel, self.concept, self.opmerking, self.sessie, self.mail]
        things += [self.gebied, self.gebied.redactie.collectie, self.workflow_state, self.task_state]
        return [list(type(item).objects.filter(pk=item.pk).values()) for item in things]

    @cached_property
    def per_prefix(self):
        """What the number in an address that begins so is the number of."""
        return {
            "/_util/": self.page,
            "/admin/aangemeld/gebruiker/": self.auteur,
            "/admin/aangemeld/sessie/": self.sessie,
            "/admin/aanvragen/": self.aanvraag,
            "/admin/bundels/": self.bundel,
            "/admin/^initiatieven/aanvragen/": self.aanvraag,
            "/admin/^initiatieven/budgetten/": self.budget,
            "/admin/^initiatieven/leden/": self.lid,
            "/admin/^initiatieven/regiegroepen/": self.groep,
            "/admin/^initiatieven/rondes/": self.ronde,
            "/admin/budgetten/": self.budget,
            "/admin/regiegroepen/": self.groep,
            "/admin/controle/": self.page,
            "/admin/delen/": self.page,
            "/admin/delen/link/": self.concept,
            "/admin/delen/opmerking/": self.opmerking,
            "/admin/overdracht/": self.auteur,
            "/admin/mails/": self.mail,
            "/concept/": self.page,
            "/regiegroep/": self.page,
            "/mijn-aanvraag/": self.page,
            "/admin/api/main/^documents": self.document,
            "/admin/api/main/^images": self.image,
            "/admin/api/main/^pages": self.page,
            "/admin/pages/": self.page,
            "/admin/agendas/": self.punt.agenda,
            "/admin/collections/": self.gebied.redactie.collectie,
            "/admin/workflows/tasks/": Task.objects.get(active=True),
            "/admin/workflows/": Workflow.objects.get(active=True),
            "/admin/^gebieden/postcode/": self.postcode,
            "/admin/settings/": Site.objects.get(),
            "/admin/snippets/gebieden/teamlid/": self.teamlid,
            "/admin/snippets/choose/gebieden/teamlid/": self.teamlid,
            "/admin/snippets/gebieden/thema/": self.thema,
            "/admin/snippets/choose/gebieden/thema/": self.thema,
            "/admin/snippets/gebieden/partner/": self.partner,
            "/admin/snippets/choose/gebieden/partner/": self.partner,
            "/admin/snippets/home/moeilijkwoord/": MoeilijkWoord.objects.first(),
            "/admin/snippets/choose/home/moeilijkwoord/": MoeilijkWoord.objects.first(),
            "/admin/snippets/search/synoniem/": Synoniem.objects.first(),
            "/admin/snippets/choose/search/synoniem/": Synoniem.objects.first(),
            "/admin/snippets/home/video/": self.video,
            "/admin/snippets/choose/home/video/": self.video,
            "/admin/sites/": Site.objects.get(),
            "/admin/users/": self.auteur,
            "/admin/groups/": Group.objects.get(pk=self.gebied.redactie.redacteurs_id),
            "/admin/documents/": self.document,
            "/admin/images/": self.image,
        }

    def find(self, route, argument):
        """The value of an argument of a route, or None when the walk does not know it yet."""
        if argument in ("pk", "instance_pk"):
            return max(((prefix, item.pk) for prefix, item in self.per_prefix.items() if route.startswith(prefix)))[1]
        if route.startswith("/admin/snippets/") and argument in ("revision_id", "task_state_id", "workflow_state_id"):
            onderdeel = max((prefix, item) for prefix, item in self.per_prefix.items() if route.startswith(prefix))[1]
            state = onderdeel.current_workflow_state
            delen = {"revision_id": onderdeel.latest_revision, "workflow_state_id": state}
            return delen.get(argument, state.current_task_state).pk
        return {
            **dict.fromkeys(("page_id", "page_to_move_id", "object_id"), self.page.pk),
            **dict.fromkeys(("parent_page_id", "destination_id", "page_pk"), self.gebied.pk),
            "revision_id": self.page.latest_revision_id,
            "workflow_state_id": self.workflow_state.pk,
            "task_state_id": self.task_state.pk,
            "task_id": self.task_state.task_id,
            "workflow_pk": self.workflow_state.workflow_id,
            "collection_id": self.gebied.redactie.collectie_id,
            "redirect_id": self.redirect.pk,
            "query_id": self.zoekvraag.pk,
            "image_id": self.image.pk,
            "document_id": self.document.pk,
            "doc_id": self.document.pk,
            "punt": self.punt.pk,
            "gebeurtenis": self.aanvraag.gebeurtenissen.first().pk,
        }.get(argument)


def get_addresses(dingen):
    """Every address of the site for one area."""
    rows, namen = get_rows()
    for route, row in rows.items():
        daden = BESLUITEN if "slug:action_name" in route else [None]
        for daad in DADEN.get(namen[route], daden):
            url = fill(route, daad, dingen)
            for soort, item in OP_NUMMER.items():
                if route.startswith(soort):
                    url += f"?id={getattr(dingen, item).pk}"
            yield Adres(f"{row}:{daad}" if daad else row, url)


def fill(route, daad, dingen):
    models = {"app_label": "gebieden", "model_name": "nieuwspage"}
    if "/tasks/" in route:
        models = {"app_label": "home", "model_name": "redactietask"}
    if route.startswith("/admin/bulk/"):
        models = {"app_label": "wagtailcore", "model_name": "page"}
    if route.startswith(("/admin/settings/", "/admin/tag-autocomplete/")):
        models = {"app_name": "home", "model_name": "siteinstellingen"}

    def replace(match):
        argument = match[1] or match[2]
        if daad and argument in ("action", "action_name"):
            return daad
        value = models.get(argument) or VAST.get(argument) or dingen.find(route, argument)
        assert value is not None, f"the walk does not know {argument} of {route}"
        return str(value)

    url = ARGUMENT.sub(replace, route.replace("\\.\\.\\.", "..."))
    if route == "/documenten/^(\\d+)/(.*)$":
        url = f"/documenten/{dingen.document.pk}/{dingen.document.filename}"
    if route.startswith("/^((?:"):
        url = dingen.page.get_url() or f"{dingen.gebied.url}{dingen.page.slug}/"
    if route.startswith("/^media"):
        url = f"/media/images/{dingen.image.filename}"
    return url.replace("^", "").replace("$", "").replace("\\Z", "").replace("/admin/.*/", "/admin/bestaat-niet/")
