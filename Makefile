# make run   sets everything up and serves the site with Alkmaar's content
# make test  sets up what the tests need and runs them all
# make check only the fast checks: style, types of files, migrations
# make bench measures what every kind of page costs at three sizes, agendas, the desk and search, and how well search answers
# make torture hands in while workers, database, mail and disk fail; takes about ten minutes
# make lighthouse has Lighthouse look at every type of page, as on a phone; needs Node and npm
# make schermen remakes the pictures of the handbook for editors

PORT ?= 8000
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
STATIC := $(shell find site_project/static -type f)
export DEMO ?= 1
export SITE_URL ?= http://127.0.0.1:$(PORT)

# Much at random: it may find what the same tests in `make test` do not.
VAAK := LEVENS=60 RONDEN=50
TOEVAL := pytest -q --hypothesis-profile=default $(addprefix tests/test_,$(addsuffix .py,leven aanvragen_invoer vreemde_invoer \
	zoeken gelijktijdig gelijktijdig_aanvragen regiegroep_gelijktijdig))

.PHONY: run test check bench torture lighthouse schermen format clean

run: var/static/staticfiles.json
	@$(BIN)/python manage.py start_demo
	@exec $(BIN)/gunicorn site_project.wsgi --config site_project/gunicorn.py --bind 127.0.0.1:$(PORT)

test: $(VENV)/test-ready
	@PYTHON=$(BIN)/python sh tests/run.sh

check: $(VENV)/test-ready
	@PYTHON=$(BIN)/python sh tests/check.sh

bench: $(VENV)/test-ready
	@$(BIN)/python -m tests.bench
	@$(BIN)/python -m tests.bench_agendas
	@$(BIN)/python -m tests.bench_zoeken
	@$(BIN)/python tests/postgres.py $(BIN)/python -m tests.bench_zoeken

torture: $(VENV)/test-ready var/static/staticfiles.json
	@$(VAAK) $(BIN)/python -m $(TOEVAL)
	@$(VAAK) $(BIN)/python tests/postgres.py $(BIN)/python -m $(TOEVAL)
	@$(BIN)/python -m tests.torture
	@$(BIN)/python tests/postgres.py $(BIN)/python -m tests.torture

lighthouse: $(VENV)/test-ready
	@command -v npm >/dev/null || { echo "Voor Lighthouse is npm nodig. Op Debian: apt-get install nodejs npm"; exit 1; }
	@npm install --no-audit --no-fund --silent --prefix var/lighthouse lighthouse@12.8.2
	@$(BIN)/python -m tests.lighthouse

schermen: $(VENV)/test-ready
	@$(BIN)/python -m tests.schermen

format: $(VENV)/test-ready
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean:
	rm -rf $(VENV) var

$(VENV)/ready: requirements.txt constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 of nieuwer is nodig. Gevonden: $(PYTHON)"; exit 1; }
	@echo "== Bibliotheken installeren (eenmalig, in $(VENV))"
	@$(PYTHON) -m venv $(VENV) || { echo "Het maken van $(VENV) lukt niet. Op Debian: apt-get install python3-venv"; exit 1; }
	@$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/test-ready: $(VENV)/ready requirements-test.txt
	@echo "== Gereedschap voor de tests installeren (eenmalig)"
	@$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-test.txt
	@touch $@

var/static/staticfiles.json: $(VENV)/ready $(STATIC)
	@echo "== Stijl, lettertype en script klaarzetten"
	@$(BIN)/python manage.py collectstatic --noinput --verbosity 0
	@touch $@
