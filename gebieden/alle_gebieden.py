"""The areas that are online, which are the same for every visitor."""

from django.apps import apps

from home.geheugen import remembered


def get_gebieden():
    """By title, as far as `for_kaart` reads them. Nobody may change them."""
    return remembered("gebieden", lambda: list(apps.get_model("gebieden.GebiedPage").objects.for_kaart()))


def find_gebied(path):
    return next((gebied for gebied in get_gebieden() if gebied.path == path), None)
