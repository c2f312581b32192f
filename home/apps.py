from importlib import import_module

from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "home"

    def ready(self):
        import_module("home.wijzigingen").connect()
        import_module("home.redactie.doorverwijzen").connect()
        import_module("home.route").prepare()
