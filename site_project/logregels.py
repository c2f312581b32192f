"""What stands in the log of the server."""

import logging
import re

GEHEIM = re.compile(r"(/concept/|/mijn-aanvraag/open/|/steun/|/regiegroep/uitnodiging/open/)[\w-]+")
GEHEIM = re.compile(r"(/concept/|/mijn-aanvraag/(?:open|toestemming)/|/steun/)[\w-]+")


class Logregel(logging.Formatter):
    """A line without a secret: Django names the address of each answer that says no."""

    def format(self, record):
        return GEHEIM.sub(r"\1…", super().format(record))
