"""Which role owns a page, by its place in the tree."""

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db.models import Value, When

from gebieden.models import AgendaPage, Redactie
from gebieden.rollen import COMMUNICATIE


def find_eigenaren():
    """The agenda of an area is its gebiedsregisseur's, the rest its redacteurs'; all else is Communicatie's."""
    agenda = ContentType.objects.get_for_model(AgendaPage)
    # A village stands under its wijk, so the deepest place comes first.
    gebieden = Redactie.objects.order_by("-gebied__depth").values_list("gebied__path", "redacteurs", "regisseurs")
    for path, redacteurs, regisseurs in gebieden:
        yield When(path__startswith=path, content_type=agenda, then=Value(regisseurs))
        yield When(path__startswith=path, then=Value(redacteurs))
    for communicatie in Group.objects.filter(name=COMMUNICATIE.naam):
        yield When(depth__gt=1, then=Value(communicatie.pk))
