"""Runs the work of every minute, for as long as the server lives that started this. Only for a demo: docs/beheer.md."""

import os
import subprocess
import sys
import time

if __name__ == "__main__":
    server = os.getppid()
    while os.getppid() == server:
        # A process of its own for each run: whatever goes wrong in one, the next one starts afresh.
        subprocess.run([sys.executable, "manage.py", "elke_minuut"], check=False)
        time.sleep(60 - time.time() % 60)
