from django import template

from home.models import MoeilijkWoord
from home.schrijven.lezen import LANGE_ZIN, NIVEAUS, REGELS
from home.schrijven.proza import get_prose_fields

register = template.Library()


@register.inclusion_tag("home/beheer/leesbaarheid.html")
def leesbaarheid(page):
    """The readability of what stands in the editor; the browser measures it with the rules that go along."""
    (goed, _), (matig, _), _ = NIVEAUS
    return {
        "lange_zin": LANGE_ZIN,
        "goed": goed,
        "moeilijk": matig,
        "leesregels": {
            "regels": REGELS,
            "velden": get_prose_fields(type(page)),
            "woorden": MoeilijkWoord.objects.as_woordenboek(),
        },
    }
