# DIGILOKA's commands. `make` alone lists them. Stamps in .venv remember what is done, so a second call is quick.
SHELL := /bin/sh
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
WORKERS ?= 2
export PORT

LOCK := $(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --quiet \
	--no-emit-index-url --no-emit-find-links
INSTALL := $(BIN)/uv pip install --quiet --python $(VENV) --compile-bytecode

.PHONY: help setup run demo test test-setup prove lint lock clean

help:  ## list the commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1|/' | \
		awk -F'|' '{ printf "make %-8s %s\n", $$1, $$2 }'

setup: $(VENV)/.run $(VENV)/.spatialite $(VENV)/.javascript  ## install everything the program needs into this folder

run: setup  ## start DIGILOKA on 127.0.0.1:8000 (PORT=… for another)
	@setup/database.sh
	@exec $(BIN)/digiloka serve

# The same on a database, files and keys of its own; what the environment says about the real ones is not used.
demo: export DIGILOKA_HOME := $(CURDIR)/instance/demo
demo: export DATABASE_URL :=
demo: export DIGILOKA_FILES :=
demo: export DIGILOKA_KEYS :=
demo: setup  ## the same on a second database with about 5,000 made-up businesses
	@setup/database.sh
	@test -f instance/demo/.filled || { $(BIN)/digiloka demo fill && touch instance/demo/.filled; }
	@exec $(BIN)/digiloka serve

test: test-setup lint  ## every check: style, floors, rules, both databases, pages, browser
	@$(BIN)/pytest -n $(WORKERS) --dist worksteal

test-setup: setup $(VENV)/.test
	@setup/components.sh

prove: test-setup  ## the long proofs and benchmarks, whole; figures go to benchmarks/results/
	@$(BIN)/python -m benchmarks.prove

lint: setup $(VENV)/.test  ## ruff and the floors (import-linter)
	@$(BIN)/ruff check .
	@$(BIN)/lint-imports

lock: $(VENV)/.tools  ## write the lock files anew with the newest versions
	@$(LOCK) --upgrade setup.cfg -o requirements/run.lock
	@$(LOCK) --upgrade setup.cfg --extra test -c requirements/run.lock -o requirements/test.lock
	@$(LOCK) --upgrade requirements/setup.in -o requirements/setup.lock
	@$(LOCK) --upgrade requirements/node.in -o requirements/node.lock
	@for peer in benchmarks/peers/*.in; do $(LOCK) --upgrade $$peer -o $${peer%.in}.lock; done
	@npm install --package-lock-only --ignore-scripts --no-audit --no-fund --loglevel=error

clean:  ## remove what was installed (never instance/, where the data lie)
	rm -rf $(VENV) node_modules static/vendor build *.egg-info .pytest_cache .ruff_cache .import_linter_cache

$(VENV)/.tools: setup/python.sh requirements/setup.lock
	@setup/python.sh
	@touch $@

$(VENV)/.run: $(VENV)/.tools requirements/run.lock setup.cfg
	@echo "Installing the Python packages of requirements/run.lock"
	@$(INSTALL) --require-hashes -r requirements/run.lock
	@$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.test: $(VENV)/.run requirements/test.lock
	@echo "Installing the Python packages of requirements/test.lock"
	@$(INSTALL) --require-hashes -r requirements/test.lock
	@touch $@

$(VENV)/.spatialite: $(VENV)/.run setup/spatialite.py
	@$(BIN)/python setup/spatialite.py
	@touch $@

# JavaScript makes pages pleasant, they work without: its absence is said in one sentence and stops nothing.
$(VENV)/.javascript: $(VENV)/.run setup/javascript.py package.json package-lock.json
	@if $(BIN)/python setup/javascript.py; then touch $@; fi
