# Two commands: `make run` and `make test`. A machine needs Python 3.11 or newer (with venv and pip) and make.

PYTHON ?= python3
VENV := .venv/bin
PORT ?= 8000
export PORT
# Journeys need SQLite only: what differs between the databases is in the suite that runs on both. Each file of
# journeys has a house of its own, in which they follow one another as they are written.
PYTEST := $(VENV)/python -m pytest

.DEFAULT_GOAL := help
.PHONY: help run test setup setup-dev setup-spark frontend check lint types imports security templates format \
	python test-sqlite test-postgres test-journeys test-spark bench bench-large lock

help: ## Vis denne liste / show this list
	@echo "Tovholder. Start med: make run"
	@echo
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/  make \1|\2/p' Makefile | awk -F'|' '{ printf "%-22s %s\n", $$1, $$2 }'
	@echo
	@echo "  PORT=8001             en anden port / another port"
	@echo "  DATA_DIR=/et/sted     hvor data ligger (ellers ./data) / where data is kept"
	@echo "  DATABASE_URL=postgres://navn:kode@vært/base   PostgreSQL i stedet for SQLite"

run: setup ## Sæt op, fyld demokommunen, og start på http://127.0.0.1:8000 / set up and start the demo
	@$(VENV)/tovholder serve --demo

setup: python ## Installér fra låste pakker, og hent frontend-filerne / install
	@$(PYTHON) requirements/install.py app
	@$(VENV)/python -m tovholder.jobcentre.ui.frontend
	@$(VENV)/python -m tovholder.translations

setup-dev: python
	@$(PYTHON) requirements/install.py dev
	@$(VENV)/python -m tovholder.jobcentre.ui.frontend
	@$(VENV)/python -m tovholder.translations

setup-spark: setup ## Hent også Spark, til registre større end én maskine (450 MB, kræver Java) / Spark too
	@$(PYTHON) requirements/install.py spark

python:
	@command -v $(PYTHON) >/dev/null 2>&1 || { \
		echo "Tovholder kræver Python 3.11 eller nyere, og her er ingen $(PYTHON). Installér Python, og prøv igen."; \
		echo "Tovholder needs Python 3.11 or newer."; exit 2; } >&2

test: check test-sqlite test-postgres test-journeys ## Alt: stil, typer, lag, tests på begge databaser, browser / everything

check: lint imports types security templates ## Stil, typer, lag, sikkerhed, skabeloner / lint, types, layers

lint: setup-dev
	@echo "== Stil"
	@$(VENV)/ruff check --quiet .
	@$(VENV)/ruff format --check --quiet .

imports: setup-dev
	@echo "== Lag"
	@$(VENV)/lint-imports --no-logo

types: setup-dev
	@echo "== Typer"
	@TOVHOLDER_DEMO=1 DATA_DIR=.mypy_cache/data $(VENV)/mypy

security: setup-dev
	@echo "== Sikkerhed"
	@$(VENV)/bandit --quiet --configfile pyproject.toml --recursive tovholder

templates: setup-dev
	@echo "== Skabeloner"
	@$(VENV)/djlint --lint --quiet tovholder

format: setup-dev ## Ret stilen / format the code
	@$(VENV)/ruff check --fix --quiet . ; $(VENV)/ruff format --quiet .

test-sqlite: setup-dev ## Hele suiten på SQLite / the whole suite on SQLite
	@echo "== Tests på SQLite"
	@$(PYTEST) -m "not journey and not spark" -n 2 --dist worksteal

test-postgres: setup-dev ## Hele suiten på PostgreSQL / the whole suite on PostgreSQL
	@echo "== Tests på PostgreSQL"
	@$(PYTEST) -m "not journey and not spark" -n 2 --dist worksteal --db=postgres

test-journeys: setup-dev ## Rejser i en rigtig browser / journeys in a real browser
	@echo "== Rejser i browseren"
	@$(PYTEST) -m journey -p no:randomly -n 2 --dist loadfile

test-spark: setup-dev setup-spark ## Tallene på Spark; for sig, da Spark er stor / the figures on Spark, by themselves
	@echo "== Tests på Spark"
	@$(PYTEST) -m spark tovholder/registers

# make bench BENCH=--quick, or BENCH="--sizes 5000 --databases sqlite --pages my_day"
bench: setup-dev ## Mål sider, gennemstrømning, filer og hukommelse / measure, never assert
	@$(VENV)/python -m tests.bench $(BENCH)

# make bench-large LARGE="--persons 1000000 --spells 6000000", or LARGE="--engine spark --quick"
bench-large: setup-dev ## Mål tallene for et helt land: 60 mio. forløb, 5 GB på disken / a whole country's figures
	@$(VENV)/python -m tests.bench.large $(LARGE)

# Hashes, no host names. The order matters: dev.in holds itself to app.lock, so both always agree.
LOCK := $(VENV)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-header --no-annotate --no-emit-index-url
lock: setup ## Lås pakkerne på ny; UPGRADE=1 tager nyere udgaver / lock again
	@cd requirements && for name in app dev frontend spark beside; do \
		../$(LOCK) $(if $(UPGRADE),--upgrade) $$name.in --output-file $$name.lock || exit 1; done
	@cd requirements && ../$(LOCK) $(if $(UPGRADE),--upgrade) uv.in --output-file uv.lock.txt
	@npm install --package-lock-only
