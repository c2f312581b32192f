from importlib import import_module

from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "search"

    def ready(self):
        # Its models can only be imported now.
        import_module("search.bijhouden").connect()
