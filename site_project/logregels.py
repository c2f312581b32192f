"""What stands in the log of the server."""

import logging
import re

GEHEIM = re.compile(r"(/concept/)[\w-]+")


class Logregel(logging.Formatter):
    """A line without the secret of a shared draft: Django names the address of each answer that says no."""

    def format(self, record):
        return GEHEIM.sub(r"\1…", super().format(record))
