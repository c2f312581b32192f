#!/bin/sh
# Style of code and templates, Django's own checks, and migrations that agree with the models.
set -eu
BIN=$(dirname "$PYTHON")
echo "== Stijl van de code"
"$BIN/ruff" check .
"$BIN/ruff" format --check .
echo "== Stijl van de templates"
"$BIN/djlint" --lint --quiet home gebieden initiatieven search site_project
echo "== Gereedschap dat los draait"
for tool in bench bench_agendas bench_zoeken lighthouse schermen torture.__main__; do
    "$PYTHON" -c "import tests.$tool"
done
echo "== Controles van Django en migraties"
"$PYTHON" manage.py check
env -u DEMO "$PYTHON" manage.py makemigrations --check --dry-run
