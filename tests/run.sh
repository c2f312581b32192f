#!/bin/sh
# Everything: the checks, all tests on SQLite with a real browser, and once more on a real PostgreSQL.
set -eu
sh tests/check.sh
missing=""
command -v chromium >/dev/null || command -v chromium-browser >/dev/null || missing="$missing chromium"
command -v java >/dev/null || missing="$missing default-jre-headless"
command -v nginx >/dev/null || [ -x /usr/sbin/nginx ] || missing="$missing nginx"
if [ -n "$missing" ]; then
    echo "Voor de tests is nog nodig:$missing"
    echo "Op Debian: apt-get install --no-install-recommends$missing"
    exit 1
fi
unset DATABASE_URL
export PYTHONWARNINGS=ignore
echo "== Tests op SQLite, met een echte browser"
"$PYTHON" -m pytest -q -n 2 --dist loadgroup tests
echo "== Tests op PostgreSQL"
"$PYTHON" tests/postgres.py "$PYTHON" -m pytest -q -n 2 -m "not browser and not een_database" tests
