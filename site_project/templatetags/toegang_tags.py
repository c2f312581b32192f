import re

from django import template

register = template.Library()
# The first that fits: Edge also calls itself Chrome, and Chrome also Safari.
BROWSERS = [("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari")]
APPARATEN = [
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
]


@register.filter
def per_vier(sleutel):
    """A long key in pieces that one can type over."""
    return " ".join(re.findall(".{1,4}", sleutel))


@register.filter
def browser(user_agent):
    """What a browser says about itself, in a few words."""

    def find(woorden, anders):
        return next((naam for woord, naam in woorden if re.search(woord, user_agent)), anders)

    return f"{find(BROWSERS, 'een browser')} op {find(APPARATEN, 'een apparaat')}"
