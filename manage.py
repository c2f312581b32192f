#!/usr/bin/env python
import gc
import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    # Hardly anything that is read at the start is garbage, and looking for it takes a fifth of the time.
    gc.set_threshold(100_000, 50, 100)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "site_project.settings")
    execute_from_command_line(sys.argv)
