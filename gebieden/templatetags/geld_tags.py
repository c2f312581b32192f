from django import template

from gebieden.geld import format_bedrag

register = template.Library()


@register.filter
def bedrag(waarde):
    """Euros in words of a Dutch reader; nothing when there is no amount."""
    return "" if waarde is None else format_bedrag(waarde)
