"""What a process need not read at its start: each command and each worker pays for it (docs/metingen.md).

Wagtail 8 makes its API ready, though no address of this site serves it: that took a third of the time of a command.
"""

import re
import sys
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from importlib.util import LazyLoader
from types import SimpleNamespace

API = re.compile(r"wagtail\.(api\.v3|contrib\.redirects\.api|(documents|images|snippets)\.api\.v3)(\..+)?")
# For selectors in Beautiful Soup, which takes only its name at the start.
BIJ_GEBRUIK = {"soupsieve"}


class GeenApi(MetaPathFinder, Loader):
    """Stands in for the modules of the API. An app of Wagtail that asks for more than this fails at the start."""

    def find_spec(self, fullname, path, target=None):
        return ModuleSpec(fullname, self, is_package=True) if API.fullmatch(fullname) else None

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        module.api, module.router = SimpleNamespace(add_router=lambda prefix, router: None), None
        module.register_content_types = lambda: None


class BijGebruik(MetaPathFinder):
    """Reads these modules when something of them is used."""

    def find_spec(self, fullname, path, target=None):
        if fullname not in BIJ_GEBRUIK:
            return None
        if spec := PathFinder.find_spec(fullname, path):
            spec.loader = LazyLoader(spec.loader)
        return spec


def prepare():
    sys.meta_path[:0] = [GeenApi(), BijGebruik()]
