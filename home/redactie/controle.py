"""Keep it true: which pages must be looked at, since when, and by which role.

The role follows from the place in the tree, unless somebody chose another. An app tells who owns which place with the
hook `eigenaren`: a function that gives `When`s over pages, of which the first that fits counts.
"""

from datetime import datetime, time, timedelta

from django.contrib.contenttypes.models import ContentType
from django.db.models import Case, DateTimeField, ExpressionWrapper, F, IntegerField, Q, Value
from django.db.models.functions import Coalesce, TruncDate
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from wagtail import hooks
from wagtail.models import Page, Site, get_page_models

from home.models import RedactieInstellingen
from home.redactie.bureau import Stapel, Taak

DAGEN_PER_MAAND = 365.25 / 12


def get_termijn():
    """How long a page is trusted after it was published or checked."""
    instellingen = RedactieInstellingen.for_site(Site.objects.get(is_default_site=True))
    return timedelta(days=round(instellingen.controleren_na_maanden * DAGEN_PER_MAAND))


def is_te_controleren(page):
    """For a page or a page class. What is not a page of ours is not looked after."""
    return getattr(page, "te_controleren", None) is not None


def get_te_controleren():
    """The live pages that have a day on which to look at them: the class of each page says so."""
    soorten = Q(pk__in=[])
    for model in filter(is_te_controleren, get_page_models()):
        soorten |= Q(content_type=ContentType.objects.get_for_model(model)) & model.te_controleren
    return Page.objects.live().filter(soorten).exclude(expire_at__lte=timezone.now())


def get_verlopen(at=None):
    """The pages of which the day has come, the oldest day first."""
    morgen = (at or timezone.localdate()) + timedelta(days=1)
    # Not by the annotation: what the database need not compute for each page of the site, it can find quickly.
    gepubliceerd_voor = timezone.make_aware(datetime.combine(morgen, time.min)) - get_termijn()
    vanzelf = Q(controle__voor=None, last_published_at__lt=gepubliceerd_voor)
    verlopen = get_te_controleren().filter(Q(controle__voor__lt=morgen) | vanzelf)
    return with_controle(verlopen).order_by("controleren_voor", "pk")


def with_controle(pages):
    """Adds the day before which each page must be looked at, and the number of the role that does."""
    vanzelf = ExpressionWrapper(F("last_published_at") + Value(get_termijn()), output_field=DateTimeField())
    rol = Coalesce("controle__rol", find_rol(), output_field=IntegerField())
    return pages.annotate(controleren_voor=Coalesce("controle__voor", TruncDate(vanzelf)), eigenaar=rol)


def get_stand(page):
    """The page with its day and its role, or nothing when there is no day."""
    pages = get_te_controleren().filter(pk=page.pk).select_related("controle")
    return with_controle(pages).exclude(controleren_voor=None).first()


def find_rol():
    """The role that owns a page by its place."""
    regels = [regel for find in hooks.get_hooks("eigenaren") for regel in find()]
    return Case(*regels, output_field=IntegerField())


def lay_controles(request):
    rollen = list(request.user.groups.values_list("pk", flat=True))
    if rollen:
        werk = get_verlopen().filter(eigenaar__in=rollen)
        yield Stapel("controles", "Controleer of dit nog klopt", werk, make_controle)


def make_controle(page):
    dag = date_format(page.controleren_voor, "j F Y")
    return Taak(page.title, reverse("controle", args=[page.pk]), f"Moest voor {dag} worden bekeken")
