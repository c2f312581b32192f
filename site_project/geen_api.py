"""Without the API that Wagtail 8 makes ready at the start of each process, though no address of this site serves it.

That takes a third of the time of a command (docs/metingen.md, "At the start").
"""

import re
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import SimpleNamespace

MODULES = re.compile(r"wagtail\.(api\.v3|contrib\.redirects\.api|(documents|images|snippets)\.api\.v3)(\..+)?")


class GeenApi(MetaPathFinder, Loader):
    """Stands in for the modules of the API. An app of Wagtail that asks for more than this fails at the start."""

    def find_spec(self, fullname, path, target=None):
        return ModuleSpec(fullname, self, is_package=True) if MODULES.fullmatch(fullname) else None

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        module.api, module.router = SimpleNamespace(add_router=lambda prefix, router: None), None
        module.register_content_types = lambda: None
