# `make` alone lists the commands. Everything is installed by tools/install.py, once.
.DEFAULT_GOAL := help
.PHONY: help run test check fix fast e2e drill bench docs assets clean
SHELL := /bin/sh
PYTHON ?= python3
PORT ?= 8000
WORKERS ?= 2
BIN := .venv/bin
INSTALL := $(PYTHON) tools/install.py
PYTEST := $(BIN)/pytest -m "not drill"
# Bytecode is kept: asserts are not rewritten at each run. No test of a rule needs the plugin of the API.
FAST := PYTHONDONTWRITEBYTECODE= $(BIN)/pytest -p no:django -p no:schemathesis -m "not drill" tests/domain
# mark_safe and SQL strings: ruff asks for a reason on each line (S308, S608, S611).
JUDGED_BY_RUFF := B308,B608,B611,B703
IDLE := $(BIN)/python -m socle.database.cluster
export PORT

help:
	@sed -n 's/^\([a-z0-9]*\):.*## \(.*\)/  make \1\t\2/p' $(firstword $(MAKEFILE_LIST)) | expand -t 16

run: ## installe ce qui manque et lance le portail (PORT=8000) ; Ctrl-C arrête tout
	@$(INSTALL) run && exec $(BIN)/socle run

test: ## tous les tests : règles sans base, puis PostgreSQL, puis parcours dans Chromium
	@$(INSTALL) test
	@failed=0; \
	$(FAST) -n $(WORKERS) || failed=1; \
	$(PYTEST) -n $(WORKERS) --ignore=tests/domain --ignore=tests/journeys || failed=1; \
	$(PYTEST) -n $(WORKERS) --dist worksteal tests/journeys || failed=1; \
	$(IDLE); exit $$failed

check: ## style, types, architecture, gabarits, sécurité, migrations, documents engendrés
	@$(INSTALL) test
	@failed=0; \
	for tool in "ruff check" "ruff format --check" "mypy" "lint-imports" "djlint --lint --quiet src" \
	  "bandit --quiet --recursive --severity-level medium --confidence-level medium --skip $(JUDGED_BY_RUFF) src" \
	  "socle manage makemigrations --check --dry-run" "socle docs --check"; do \
	  echo "• $$tool"; $(BIN)/$$tool || { failed=1; echo "  ✗ $$tool"; }; \
	done; $(IDLE); exit $$failed

fix: ## corrige ce qui peut l'être sans jugement : style et mise en forme
	@$(INSTALL) test
	@$(BIN)/ruff check --fix; $(BIN)/ruff format

fast: ## les tests des règles seules, sans Django ni base (deux secondes)
	@$(INSTALL) test
	@$(FAST)

e2e: ## les parcours dans Chromium, avec axe et captures d'écran
	@$(INSTALL) test
	@SOCLE_SCREENSHOTS=1 $(PYTEST) -n $(WORKERS) --dist worksteal tests/journeys; code=$$?; $(IDLE); exit $$code

drill: ## les longues répétitions : serveur tué, reprise, pertes comptées (docs/drills)
	@$(INSTALL) test
	@set -e; for drill in tools/drill_*.py; do echo "• $$drill"; $(BIN)/python $$drill; done

bench: ## les mesures de débit et de délai
	@$(INSTALL) test
	@set -e; for bench in tools/bench_*.py; do echo "• $$bench"; $(BIN)/python $$bench; done

docs: ## écrit de nouveau les documents engendrés (docs/generated)
	@$(INSTALL) test
	@$(BIN)/socle docs

assets: ## copie de nouveau feuilles de style, scripts et icônes dans le thème
	@$(INSTALL) assets

clean: ## arrête le serveur du projet et efface tout ce que make a créé, base comprise
	@$(PYTHON) tools/clean.py
